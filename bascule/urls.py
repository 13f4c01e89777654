from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, re_path
from django.views.i18n import set_language

from bascule import dashboard
from bascule.api.events import Events
from bascule.api.views import Document, DocumentPage, not_found
from bascule.saved_views import forget_view, save_view

handler500 = "bascule.api.views.server_error"

api: list[Any] = [
    path("", include("portability.api.urls")),
    path("", include("activation.api.urls")),
    path("", include("operators.api_urls")),
    path("events/", Events.as_view(), name="events"),
    path("schema/", Document.as_view(), name="schema"),
    path("docs/", DocumentPage.as_view(), name="docs"),
    re_path("", not_found),
]

urlpatterns = [
    path("", dashboard.today, name="today"),
    path("views/", save_view, name="save_view"),
    path("views/<int:pk>/forget/", forget_view, name="forget_view"),
    path("search/", dashboard.search, name="search"),
    path("operators/", include("operators.urls")),
    path("exchanges/", include("operators.exchange_urls")),
    path("", include("portability.urls")),
    path("", include("activation.urls")),
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("api/v1/", include(api)),
    re_path("^api/", not_found),
    path("admin/", admin.site.urls),
]
