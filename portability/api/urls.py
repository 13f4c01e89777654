from django.urls import include, path
from rest_framework.routers import SimpleRouter

from portability.api.port_ins import PortInViewSet
from portability.api.views import LookupView, NumberView, QuoteViewSet

router = SimpleRouter()
router.register("port-ins", PortInViewSet, basename="port-in")
router.register("quotes", QuoteViewSet, basename="quote")

urlpatterns = [
    path("", include(router.urls)),
    path("numbers/lookup/", LookupView.as_view(), name="number-lookup"),
    path("numbers/<path:number>/", NumberView.as_view(), name="number"),
]
