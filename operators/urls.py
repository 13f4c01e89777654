from django.urls import path

from operators import views

app_name = "operators"
urlpatterns = [
    path("", views.operator_list, name="list"),
    path("<str:code>/", views.operator_detail, name="detail"),
    path("<str:code>/api/", views.partner, name="partner"),
    path("<str:code>/api/keys/", views.key_issue, name="key_issue"),
    path("<str:code>/api/keys/<int:pk>/revoke/", views.key_revoke, name="key_revoke"),
    path("<str:code>/api/webhooks/", views.webhook_add, name="webhook_add"),
    path("<str:code>/api/webhooks/<uuid:pk>/", views.webhook, name="webhook"),
    path("<str:code>/api/webhooks/<uuid:pk>/act/", views.webhook_act, name="webhook_act"),
    path("<str:code>/api/webhooks/<uuid:pk>/delete/", views.webhook_delete, name="webhook_delete"),
    path("<str:code>/api/webhooks/<uuid:pk>/replay/", views.delivery_replay, name="delivery_replay"),
]
