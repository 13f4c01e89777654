from django.urls import include, path, re_path

from portability import views

app_name = "portability"

quote_urls = [
    path("", views.quote_detail, name="quote_detail"),
    path("decline/", views.quote_decline, name="quote_decline"),
    path("order/", views.quote_order, name="quote_order"),
    path("order/total/", views.quote_order_total, name="quote_order_total"),
    path("inventory/", views.quote_inventory, name="quote_inventory"),
    path("inventory/refuse/", views.quote_refuse_inventory, name="quote_refuse_inventory"),
    path("inventory/ask/", views.quote_ask_inventory, name="quote_ask_inventory"),
    path("offer/", views.quote_offer, name="quote_offer"),
    path("keep/", views.quote_keep, name="quote_keep"),
    path("mandates/<slug:donor>/", views.quote_mandate, name="quote_mandate"),
]

port_in_urls = [
    path("", views.port_in_detail, name="port_in_detail"),
    path("comments/", views.port_in_comment, name="port_in_comment"),
    path("correct/", views.port_in_correct, name="port_in_correct"),
    path("documents/", views.port_in_document_add, name="port_in_document_add"),
    path("documents/<uuid:pk>/", views.port_in_document, name="port_in_document"),
    path("mandate/", views.port_in_mandate, name="port_in_mandate"),
    path("<slug:move>/", views.port_in_move, name="port_in_move"),
]

port_out_urls = [
    path("", views.port_out_detail, name="port_out_detail"),
    path("answer/", views.port_out_answer, name="port_out_answer"),
    path("cancel/", views.port_out_cancel, name="port_out_cancel"),
    path("go/", views.port_out_go, name="port_out_go"),
    path("reschedule/", views.port_out_reschedule, name="port_out_reschedule"),
    path("closing/<slug:kind>/", views.port_out_tick, name="port_out_tick"),
]

cutover_urls = [
    path("", views.cutover, name="cutover"),
    path("test/", views.cutover_test, name="cutover_test"),
    path("<slug:move>/", views.cutover_move, name="cutover_move"),
]

customer_urls = [
    path("", views.customer_detail, name="customer_detail"),
    path("edit/", views.customer_edit, name="customer_edit"),
    path("contacts/", views.contact_add, name="contact_add"),
    path("contacts/<int:contact_pk>/", views.contact_edit, name="contact_edit"),
    path("contacts/<int:contact_pk>/remove/", views.contact_remove, name="contact_remove"),
    path("notes/", views.note_add, name="note_add"),
    path("notes/<int:note_pk>/remove/", views.note_remove, name="note_remove"),
]

restoration_urls = [
    path("", views.restoration_detail, name="restoration_detail"),
    path("<slug:move>/", views.restoration_move, name="restoration_move"),
]

urlpatterns = [
    path("quotes/", views.quote_list, name="quote_list"),
    path("quotes/new/", views.quote_new, name="quote_new"),
    path("quotes/new/preview/", views.quote_preview, name="quote_preview"),
    path("quotes/<slug:reference>/", include(quote_urls)),
    path("inventories/", views.inventory_list, name="inventory_list"),
    path("port-ins/", views.port_in_list, name="port_in_list"),
    path("port-ins/bulk/", views.port_in_bulk, name="port_in_bulk"),
    re_path(r"^port-ins/export\.(?P<file_format>csv|xlsx)$", views.port_in_export, name="port_in_export"),
    path("port-ins/<slug:reference>/", include(port_in_urls)),
    path("port-outs/", views.port_out_list, name="port_out_list"),
    path("port-outs/bulk/", views.port_out_bulk, name="port_out_bulk"),
    re_path(r"^port-outs/export\.(?P<file_format>csv|xlsx)$", views.port_out_export, name="port_out_export"),
    path("port-outs/<slug:reference>/", include(port_out_urls)),
    path("cutovers/", views.cutovers, name="cutovers"),
    path("cutovers/<slug:reference>/", include(cutover_urls)),
    path("customers/", views.customer_list, name="customer_list"),
    path("customers/<int:pk>/", include(customer_urls)),
    path("numbers/", views.number_lookup, name="number_lookup"),
    path("numbers/<slug:national>/terminate/", views.number_terminate, name="number_terminate"),
    path("returns/", views.return_list, name="return_list"),
    path("returns/<uuid:pk>/", views.return_give_back, name="return_give_back"),
    path("wrongful-ports/", views.restoration_list, name="restoration_list"),
    path("wrongful-ports/new/", views.restoration_new, name="restoration_new"),
    path("wrongful-ports/<slug:reference>/", include(restoration_urls)),
    path("differences/", views.difference_list, name="difference_list"),
]
