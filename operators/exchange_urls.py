from django.urls import path

from operators import views

app_name = "exchanges"
urlpatterns = [
    path("", views.file_list, name="files"),
    path("files/<uuid:pk>/", views.file_detail, name="file"),
    path("files/<uuid:pk>/send/", views.file_send, name="send"),
    path("gaps/close/", views.gap_close, name="gap_close"),
    path("mails/", views.mails, name="mails"),
    path("mails/send/", views.mails_send, name="mails_send"),
    path("quarantine/", views.quarantine, name="quarantine"),
]
