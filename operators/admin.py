"""Operators, what ARCEP gave them, customers, and the keys of partners in the administration."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Field, Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from operators.exchange import admin as exchange_admin  # noqa: F401  (registers its own pages)
from operators.forms import NumberField
from operators.models import (
    ApiKey,
    Contact,
    Customer,
    CustomerNote,
    NumberRange,
    Operator,
    RioCode,
    RoutingPrefix,
    Scope,
    Source,
)
from operators.notifications import admin as mail_admin  # noqa: F401  (registers its own page)
from operators.numbering import MalformedNumber, parse_number, pretty
from operators.webhooks import admin as webhooks_admin  # noqa: F401  (registers its own pages)

FROM_ARCEP = _("This row comes from ARCEP's files: the next import would undo what was typed here.")


def national_of(text: str) -> str:
    """The national digits of what somebody typed into a search box; empty when it is no number."""
    try:
        return parse_number(text)
    except MalformedNumber:
        return ""


class NumberAdmin(admin.ModelAdmin):
    """Numbers are searched for in any spelling, and those of the fields in `typed` typed so."""

    number_lookup = "national"
    typed: ClassVar[tuple[str, ...]] = ()

    def with_number(self, queryset: QuerySet[Any], national: str) -> QuerySet[Any]:
        return queryset.filter(**{self.number_lookup: national})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if national := national_of(search_term):
            return self.with_number(queryset, national), False
        return super().get_search_results(request, queryset, search_term)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.typed:
            return NumberField(label=capfirst(db_field.verbose_name))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def linked_list(model: type[Model], label: Any, **filters: Any) -> str:
    """A link to the rows of a model that match."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return format_html('<a href="{}?{}">{}</a>', address, query, label)


class ArcepAdmin(admin.ModelAdmin):
    """A row of ARCEP's is ARCEP's: only what its files do not say can be typed, and it is never deleted."""

    ours: ClassVar[tuple[str, ...]] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        note = {"description": FROM_ARCEP} if from_arcep(obj) else {}
        return [(None, {"fields": self.get_fields(request, obj), **note})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        theirs = [field.name for field in self.opts.fields if field.name not in self.ours]
        return [*super().get_readonly_fields(request, obj), "source", *(theirs if from_arcep(obj) else [])]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (bool(self.ours) or not from_arcep(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not from_arcep(obj)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        # Only what was typed: an import may be writing the other columns of the same row.
        obj.save(update_fields=form.changed_data if change else None)


def from_arcep(row: Any) -> bool:
    return row is not None and row.source == Source.ARCEP


@admin.register(Operator)
class OperatorAdmin(ArcepAdmin):
    list_display = [
        "name",
        "code",
        "siret",
        "porting_provider",
        "placeholder",
        "declared_on",
        "withdrawn_on",
        "source",
    ]
    list_filter = ["source", "placeholder", ("withdrawn_on", admin.EmptyFieldListFilter)]
    list_select_related = ["porting_provider"]
    search_fields = ["code", "name", "siret"]
    autocomplete_fields = ["porting_provider"]
    fields = [
        *("code", "name", "siret", "registry", "address", "declared_on", "withdrawn_on", "placeholder"),
        *("porting_provider", "source", "resources"),
    ]
    readonly_fields = ["resources"]
    ours = ("porting_provider",)

    @admin.display(description=_("resources"))
    def resources(self, operator: Operator) -> str:
        if operator.pk is None:
            return "-"
        lists = [
            linked_list(RioCode, _("RIO codes"), operator__id__exact=operator.pk),
            linked_list(RoutingPrefix, _("routing prefixes"), operator__id__exact=operator.pk),
            linked_list(NumberRange, _("number ranges"), holder__id__exact=operator.pk),
        ]
        return format_html_join(" · ", "{}", ((link,) for link in lists))


@admin.register(RioCode)
class RioCodeAdmin(ArcepAdmin):
    list_display = ["code", "operator", "assigned_on", "withdrawn_on", "source"]
    list_filter = ["source", ("withdrawn_on", admin.EmptyFieldListFilter)]
    list_select_related = ["operator"]
    search_fields = ["=code", "operator__code", "operator__name"]
    autocomplete_fields = ["operator"]
    fields = ["code", "operator", "assigned_on", "withdrawn_on", "source"]


@admin.register(RoutingPrefix)
class RoutingPrefixAdmin(ArcepAdmin):
    list_display = ["prefix", "operator", "assigned_on", "withdrawn_on", "source"]
    list_filter = ["source", ("withdrawn_on", admin.EmptyFieldListFilter)]
    list_select_related = ["operator"]
    search_fields = ["^prefix", "operator__code", "operator__name"]
    autocomplete_fields = ["operator"]
    fields = ["prefix", "operator", "assigned_on", "withdrawn_on", "source"]


@admin.register(NumberRange)
class NumberRangeAdmin(NumberAdmin, ArcepAdmin):
    """A number searched for finds the range that it belongs to."""

    list_display = [
        "first_number",
        "last_number",
        "holder",
        "territory",
        "assigned_on",
        "withdrawn_on",
        "source",
    ]
    list_filter = ["source", "territory", ("withdrawn_on", admin.EmptyFieldListFilter)]
    list_select_related = ["holder"]
    search_fields = ["^first", "holder__code", "holder__name"]
    search_help_text = _("A number, the beginning of a range, or an operator.")
    autocomplete_fields = ["holder"]
    fields = ["first", "last", "holder", "territory", "assigned_on", "withdrawn_on", "source"]
    typed = ("first", "last")

    def with_number(self, queryset: QuerySet[Any], national: str) -> QuerySet[Any]:
        return queryset.filter(first__startswith=national[:3], first__lte=national, last__gte=national)

    @admin.display(description=_("first number"), ordering="first")
    def first_number(self, block: NumberRange) -> str:
        return pretty(block.first)

    @admin.display(description=_("last number"), ordering="last")
    def last_number(self, block: NumberRange) -> str:
        return pretty(block.last)


class ContactInline(admin.TabularInline):
    model = Contact
    extra = 0


class CustomerNoteInline(admin.TabularInline):
    """Written on the customer's page, deleted here when it is no longer needed."""

    model = CustomerNote
    fields = ["at", "by", "text"]
    readonly_fields = ["at", "by", "text"]
    extra = max_num = 0


@admin.register(Customer)
class CustomerAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "siret", "postal_code", "city", "partner", "created_at"]
    list_filter = ["kind", ("partner", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["partner"]
    search_fields = ["name", "siren", "siret", "postal_code", "city", "email"]
    autocomplete_fields = ["partner"]
    readonly_fields = ["created_at"]
    inlines = [ContactInline, CustomerNoteInline]


class ApiKeyForm(forms.ModelForm):
    """Scopes are ticked, addresses written one a line."""

    scopes = forms.MultipleChoiceField(
        label=capfirst(_("scopes")),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Write implies read."),
    )
    allowed_ips = forms.CharField(
        label=capfirst(_("allowed addresses")),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Addresses or networks, one a line; empty: from anywhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["allowed_ips"] = "\n".join(self.instance.allowed_ips)

    def clean_allowed_ips(self) -> list[str]:
        return self.cleaned_data["allowed_ips"].split()


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    """The secret of a key is shown once, when it is issued; a key is revoked, never deleted."""

    form = ApiKeyForm
    list_display = [
        "name",
        "operator",
        "hint",
        "scope_list",
        "created_at",
        "expires_at",
        "revoked_at",
        "last_used_at",
    ]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter), ("operator", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["operator"]
    search_fields = ["name", "hint", "operator__code", "operator__name"]
    autocomplete_fields = ["operator"]
    actions = ["revoke"]
    asked = ["operator", "name", "scopes", "allowed_ips", "expires_at"]
    noted = ["hint", "created_at", "revoked_at", "last_used_at"]

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> list[Any]:
        return [*self.asked, *self.noted] if obj else self.asked

    def get_readonly_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> list[Any]:
        return ["operator", *self.noted] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: ApiKey | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: ModelForm, change: bool) -> None:
        if change:
            obj.save(update_fields=form.changed_data)
            return
        key, secret = ApiKey.objects.issue(**{name: form.cleaned_data[name] for name in self.asked})
        obj.pk = key.pk
        sentence = _("The secret of this key is %(secret)s - copy it now, it is not shown again.")
        self.message_user(request, sentence % {"secret": secret}, messages.WARNING)

    @admin.display(description=_("scopes"))
    def scope_list(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    @admin.action(description=_("Revoke the selected keys, for ever"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        live = list(queryset.filter(revoked_at=None))
        ApiKey.objects.filter(pk__in=[key.pk for key in live]).update(revoked_at=timezone.now())
        for key in live:
            self.log_change(request, key, [{"changed": {"fields": ["revoked_at"]}}])
        count = len(live)
        sentence = ngettext("%(count)d key revoked.", "%(count)d keys revoked.", count) % {"count": count}
        self.message_user(request, sentence, messages.SUCCESS)
