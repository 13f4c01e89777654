from django.urls import include, path
from rest_framework.routers import SimpleRouter

from portability.api import examples, papers  # noqa: F401  (examples enrols the words of the document)
from portability.api.port_ins import PortInViewSet
from portability.api.port_outs import PortOutViewSet
from portability.api.views import LookupView, NumberView, QuoteViewSet

router = SimpleRouter()
router.register("port-ins", PortInViewSet, basename="port-in")
router.register("port-outs", PortOutViewSet, basename="port-out")
router.register("quotes", QuoteViewSet, basename="quote")

urlpatterns = [
    path("", include(router.urls)),
    *papers.urlpatterns,
    path("numbers/lookup/", LookupView.as_view(), name="number-lookup"),
    path("numbers/<path:number>/", NumberView.as_view(), name="number"),
]
