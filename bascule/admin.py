"""The administration is a window, not a back door: states only move through `bascule.lifecycle` here too."""

from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Field, Model, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_fsm import Transition, TransitionNotAllowed
from django_q import admin as queue_admin
from django_q.models import Schedule

from bascule import dated
from bascule.lifecycle import perform
from bascule.models import DatedSetting, History, IdempotencyRecord, Life, SavedView
from bascule.rules import RuleRefused

admin.site.site_title = admin.site.site_header = _("Bascule administration")


class ReadOnly:
    """Rows, alone or inline, that the administration only shows."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LifecycleAdmin(admin.ModelAdmin):
    """A record with a life: looked at, and moved by guarded buttons; only what is `editable` can be typed.

    `buttons` names the transitions that need no input; the others live on our own screens.
    """

    change_form_template = "admin/life_change_form.html"
    editable: ClassVar[tuple[str, ...]] = ()
    buttons: ClassVar[tuple[str, ...]] = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        decided = [field.name for field in self.opts.fields if field.name not in self.editable]
        return [*super().get_readonly_fields(request, obj), *decided]

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        # Only what was typed: a whole save would put back the state that the record had when it was read.
        if form.changed_data:
            obj.updated_at = timezone.now()
            obj.save(update_fields=[*form.changed_data, "updated_at"])

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context["original"]
        context |= {"moves": self.moves(request, record), "timeline": timeline(record)}
        return super().render_change_form(request, context, *args, **kwargs)

    def moves(self, request: HttpRequest, record: Any) -> list[Transition]:
        """The buttons that this person may press now."""
        allowed = {move.name: move for move in record.get_available_user_state_transitions(request.user)}
        return [allowed[name] for name in self.buttons if name in allowed]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.move_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        return [path("<uuid:object_id>/move/", view, name=name), *super().get_urls()]

    def move_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Press a button. `perform` asks for the permission, and for the state once it holds the row."""
        record = self.get_object(request, str(object_id))
        if record is None:
            raise Http404
        name = request.POST.get("move", "")
        if name not in self.buttons or not self.has_view_permission(request, record):
            raise PermissionDenied
        try:
            record = self.act(request, record, name)
        except RuleRefused as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
        except TransitionNotAllowed:
            record = type(record)._default_manager.get(pk=record.pk)
            self.say(request, _("%(record)s could not be moved, it is: %(state)s."), record, messages.ERROR)
        else:
            self.say(request, _("%(record)s is now: %(state)s."), record, messages.SUCCESS)
        return HttpResponseRedirect(page_of(type(record), record.pk))

    def act(self, request: HttpRequest, record: Any, name: str) -> Any:
        """Make the move of a button; a record that needs more than its state changed says so here."""
        return perform(record, name, by=request.user, now=timezone.now())

    def say(self, request: HttpRequest, sentence: Any, record: Any, level: int) -> None:
        self.message_user(request, sentence % {"record": record, "state": record.get_state_display()}, level)


def timeline(record: Any) -> list[dict[str, Any]]:
    """The history of a record, its states in the reader's language."""
    states = dict(record._meta.get_field("state").flatchoices)
    return [
        {
            "line": line,
            "source": states.get(line.source, line.source),
            "target": states.get(line.target, line.target),
        }
        for line in record.history
    ]


def page_of(model: type[Model], pk: Any) -> str:
    """The address of a record in the administration."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])


def lives() -> dict[str, type[Life]]:
    """Every model whose records have a life, by the name of its kind."""
    return {model.KIND: model for model in apps.get_models() if issubclass(model, Life)}


class KindFilter(admin.SimpleListFilter):
    """The kinds that exist; asking the table which it holds would read all of it."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind, model._meta.verbose_name) for kind, model in lives().items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(History)
class HistoryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "record", "event", "source", "target", "by", "reason"]
    list_filter = [KindFilter, "at"]
    search_fields = ["reference", "event", "by", "reason"]
    ordering = ["-id"]
    show_full_result_count = False
    fields = [
        "record",
        "event",
        "transition",
        "source",
        "target",
        "by",
        "at",
        "recorded_at",
        "reason",
        "facts",
    ]

    @admin.display(description=_("record"), ordering="reference")
    def record(self, line: History) -> str:
        model = lives().get(line.kind)
        if model is None or model not in self.admin_site._registry:
            return line.reference
        return format_html('<a href="{}">{}</a>', page_of(model, line.record_id), line.reference)


@admin.register(DatedSetting)
class DatedSettingAdmin(admin.ModelAdmin):
    list_display = ["meaning", "value", "unit", "starts_on", "in_force", "source"]
    list_filter = ["name"]
    search_fields = ["name", "source"]
    fields = ["name", "value", "unit", "starts_on", "source"]
    readonly_fields = ["unit"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DatedSetting]:
        begun = DatedSetting.objects.filter(starts_on__lte=timezone.localdate())
        newer = begun.filter(name=OuterRef("name"), starts_on__gt=OuterRef("starts_on"))
        current = Exists(begun.filter(pk=OuterRef("pk"))) & ~Exists(newer)
        return super().get_queryset(request).annotate(is_in_force=current)

    def get_readonly_fields(self, request: HttpRequest, obj: DatedSetting | None = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), *(["meaning"] if obj else [])]

    def get_fields(self, request: HttpRequest, obj: DatedSetting | None = None) -> list[Any]:
        fields = [*super().get_fields(request, obj)]
        return ["meaning", *fields[1:]] if obj else [name for name in fields if name != "unit"]

    def has_change_permission(self, request: HttpRequest, obj: DatedSetting | None = None) -> bool:
        """A setting that no part of the product declares any more can only be looked at, or deleted."""
        return super().has_change_permission(request, obj) and (obj is None or obj.name in dated.DECLARED)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "name":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        declared = sorted((str(one.meaning), one.name, one.unit) for one in dated.DECLARED.values())
        return forms.ChoiceField(
            label=capfirst(_("setting")), choices=[(name, f"{meaning} ({unit})") for meaning, name, unit in declared]
        )

    @admin.display(description=_("setting"), ordering="name")
    def meaning(self, setting: DatedSetting) -> Any:
        declared = dated.DECLARED.get(setting.name)
        return declared.meaning if declared else setting.name

    @admin.display(description=_("unit"))
    def unit(self, setting: DatedSetting) -> Any:
        declared = dated.DECLARED.get(setting.name)
        return declared.unit if declared else None

    @admin.display(description=_("in force today"), boolean=True)
    def in_force(self, setting: Any) -> bool:
        return setting.is_in_force


@admin.register(SavedView)
class SavedViewAdmin(admin.ModelAdmin):
    """What colleagues keep; a shared one whose owner has left can be taken away here."""

    list_display = ["name", "page", "owner", "shared"]
    list_filter = ["page", "shared"]
    search_fields = ["name", "owner__username"]
    list_select_related = ["owner"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(IdempotencyRecord)
class IdempotencyRecordAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["key", "owner", "status", "created_at"]
    list_filter = ["status", "created_at"]
    search_fields = ["key", "owner"]
    ordering = ["-created_at"]
    show_full_result_count = False


admin.site.unregister(Schedule)


@admin.register(Schedule)
class ScheduleAdmin(ReadOnly, queue_admin.ScheduleAdmin):
    """Schedules are declared in code: one bad text typed here would stop them all."""
