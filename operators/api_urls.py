from rest_framework.routers import SimpleRouter

from operators.api_webhooks import DeliveryViewSet, WebhookViewSet

router = SimpleRouter()
router.register("webhooks/deliveries", DeliveryViewSet, basename="delivery")
router.register("webhooks", WebhookViewSet, basename="webhook")

urlpatterns = router.urls
