from django.urls import include, path

from portability import views

app_name = "portability"

quote_urls = [
    path("", views.quote_detail, name="quote_detail"),
    path("decline/", views.quote_decline, name="quote_decline"),
    path("order/", views.quote_order, name="quote_order"),
    path("order/total/", views.quote_order_total, name="quote_order_total"),
    path("inventory/", views.quote_inventory, name="quote_inventory"),
    path("inventory/refuse/", views.quote_refuse_inventory, name="quote_refuse_inventory"),
]

port_in_urls = [
    path("", views.port_in_detail, name="port_in_detail"),
    path("comments/", views.port_in_comment, name="port_in_comment"),
    path("<slug:move>/", views.port_in_move, name="port_in_move"),
]

urlpatterns = [
    path("quotes/", views.quote_list, name="quote_list"),
    path("quotes/new/", views.quote_new, name="quote_new"),
    path("quotes/new/preview/", views.quote_preview, name="quote_preview"),
    path("quotes/<slug:reference>/", include(quote_urls)),
    path("port-ins/", views.port_in_list, name="port_in_list"),
    path("port-ins/<slug:reference>/", include(port_in_urls)),
    path("numbers/", views.number_lookup, name="number_lookup"),
]
