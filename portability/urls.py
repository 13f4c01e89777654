from django.urls import include, path

from portability import views

app_name = "portability"

quote_urls = [
    path("", views.quote_detail, name="quote_detail"),
    path("decline/", views.quote_decline, name="quote_decline"),
    path("inventory/", views.quote_inventory, name="quote_inventory"),
    path("inventory/refuse/", views.quote_refuse_inventory, name="quote_refuse_inventory"),
]

urlpatterns = [
    path("quotes/", views.quote_list, name="quote_list"),
    path("quotes/new/", views.quote_new, name="quote_new"),
    path("quotes/new/preview/", views.quote_preview, name="quote_preview"),
    path("quotes/<slug:reference>/", include(quote_urls)),
    path("numbers/", views.number_lookup, name="number_lookup"),
]
