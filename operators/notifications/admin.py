"""The e-mails in the administration, to be looked at."""

from django.contrib import admin

from bascule.admin import ReadOnly
from operators.models import Mail, MailMark


@admin.register(Mail)
class MailAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["template", "cause", "customer", "user", "status", "problem", "attempts", "created_at", "sent_at"]
    list_filter = ["status", "problem", "template"]
    list_select_related = ["customer", "user"]
    date_hierarchy = "created_at"
    search_fields = ["cause", "customer__name", "user__username"]
    show_full_result_count = False


@admin.register(MailMark)
class MailMarkAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["started_at", "tx", "line"]
