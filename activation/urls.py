from django.urls import include, path, re_path

from activation import views

app_name = "activation"

subscription_urls = [
    path("", views.subscription, name="subscription"),
    path("call/", views.subscription_call, name="subscription_call"),
    path("correct/", views.subscription_correct, name="subscription_correct"),
    path("drop-port/", views.subscription_drop_port, name="subscription_drop_port"),
    path("comments/", views.subscription_comment, name="subscription_comment"),
    path("<slug:move>/", views.subscription_move, name="subscription_move"),
]

urlpatterns = [
    path("activations/", views.subscription_list, name="subscription_list"),
    re_path(r"^activations/export\.(?P<file_format>csv|xlsx)$", views.subscription_export, name="subscription_export"),
    # PLACEHOLDERS until s lands
    path("activations/new/", views.subscription_list, name="subscription_new"),
    path("activations/to-call/", views.subscription_list, name="to_call"),
    path("unbundling-orders/", views.subscription_list, name="order_list"),
    path("plant/", views.subscription_list, name="plant"),
    path("plant/<slug:reference>/", views.subscription, name="exchange"),
    path("shipments/", views.subscription_list, name="shipment_list"),
    path("line-takeovers/", views.subscription_list, name="takeover_list"),
    path("line-takeovers/<slug:reference>/", views.subscription, name="takeover"),
    # end of PLACEHOLDERS
    path("activations/<slug:reference>/", include(subscription_urls)),
    path("allocations/<int:pk>/retry/", views.allocation_retry, name="allocation_retry"),
    path("unbundling-orders/<slug:reference>/settle/", views.order_settle, name="order_settle"),
]
