from django.urls import include, path
from rest_framework.routers import SimpleRouter

from activation.api import examples  # noqa: F401  (enrols the words of the document)
from activation.api.comments import SubscriptionCommentViewSet
from activation.api.orders import UnbundlingOrderViewSet
from activation.api.plant import ExchangeViewSet, LineCheckView, OfferViewSet
from activation.api.subscriptions import SubscriptionViewSet

router = SimpleRouter()
router.register("offers", OfferViewSet, basename="offer")
router.register("exchanges", ExchangeViewSet, basename="exchange")
router.register("subscriptions", SubscriptionViewSet, basename="subscription")
router.register("unbundling-orders", UnbundlingOrderViewSet, basename="unbundling-order")

urlpatterns = [
    path("line-checks/", LineCheckView.as_view(), name="line-check"),
    path(
        "subscriptions/<uuid:subscription>/comments/",
        SubscriptionCommentViewSet.as_view({"get": "list", "post": "create"}),
        name="subscription-comments",
    ),
    path("", include(router.urls)),
]
