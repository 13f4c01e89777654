from django.urls import include, path, re_path

from activation import views

app_name = "activation"

subscription_urls = [
    path("", views.subscription, name="subscription"),
    path("call/", views.subscription_call, name="subscription_call"),
    path("correct/", views.subscription_correct, name="subscription_correct"),
    path("drop-port/", views.subscription_drop_port, name="subscription_drop_port"),
    path("comments/", views.subscription_comment, name="subscription_comment"),
    path("reveal/", views.subscription_reveal, name="subscription_reveal"),
    path("<slug:move>/", views.subscription_move, name="subscription_move"),
]

takeover_urls = [
    path("", views.takeover, name="takeover"),
    path("<slug:move>/", views.takeover_move, name="takeover_move"),
]

urlpatterns = [
    path("activations/", views.subscription_list, name="subscription_list"),
    re_path(r"^activations/export\.(?P<file_format>csv|xlsx)$", views.subscription_export, name="subscription_export"),
    path("activations/new/", views.subscription_new, name="subscription_new"),
    path("activations/new/preview/", views.subscription_preview, name="subscription_preview"),
    path("activations/to-call/", views.to_call, name="to_call"),
    path("activations/<slug:reference>/", include(subscription_urls)),
    path("allocations/<int:pk>/retry/", views.allocation_retry, name="allocation_retry"),
    path("unbundling-orders/", views.order_list, name="order_list"),
    re_path(r"^unbundling-orders/export\.(?P<file_format>csv|xlsx)$", views.order_export, name="order_export"),
    path("unbundling-orders/ageing/", views.ageing, name="ageing"),
    path("unbundling-orders/<slug:reference>/settle/", views.order_settle, name="order_settle"),
    path("plant/", views.plant, name="plant"),
    path("plant/<slug:code>/", views.exchange, name="exchange"),
    path("shipments/", views.shipment_list, name="shipment_list"),
    re_path(r"^shipments/export\.(?P<file_format>csv|xlsx)$", views.shipment_export, name="shipment_export"),
    path("shipments/picking/", views.picking_list, name="picking_list"),
    path("shipments/references/", views.shipment_references, name="shipment_references"),
    path("shipments/send/", views.shipment_send, name="shipment_send"),
    path("line-takeovers/", views.takeover_list, name="takeover_list"),
    path("line-takeovers/new/", views.takeover_new, name="takeover_new"),
    path("line-takeovers/<slug:reference>/", include(takeover_urls)),
]
