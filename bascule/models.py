"""What every room of the house shares: records with a life, their history, dated settings, counters."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from bascule import dated
from bascule.commits import TransactionId


class AppendOnly(models.QuerySet):
    """Rows that can only be added."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError("history is append-only")

    update = delete = bulk_update = _refuse

    def visible_to(self, key: Any) -> Self:
        """What happened to the records of a key's operator; a key of our own operator sees every record's."""
        return self if key.sees_all else self.filter(owner=key.operator_id)


class History(models.Model):
    """One line for every move of every life: the audit line, the timeline and the partner's event at once.

    `reason` and `facts` hold codes, ids and dates, never personal data: the line can never be purged.
    """

    kind = models.CharField(_("kind"), max_length=40)
    record_id = models.UUIDField(_("record"))
    reference = models.CharField(_("reference"), max_length=20)
    event = models.CharField(_("event"), max_length=60)
    transition = models.CharField(_("transition"), max_length=40)
    source = models.CharField(_("from"), max_length=30)
    target = models.CharField(_("to"), max_length=30)
    by = models.CharField(_("by"), max_length=150)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    at = models.DateTimeField(_("at"), help_text=_("Business time of the move."))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    owner = models.BigIntegerField(
        _("owner"), null=True, blank=True, help_text=_("The operator whose record it is: partners read their events.")
    )
    tx = models.BigIntegerField(_("transaction"), db_default=TransactionId(), editable=False)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("history line")
        verbose_name_plural = _("history")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["record_id", "id"], name="history_of_record"),
            models.Index(fields=["kind", "at"], name="history_of_kind"),
            models.Index(fields=["owner", "tx", "id"], name="history_of_owner"),
            models.Index(fields=["tx", "id"], name="history_of_everybody"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("history is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("history is append-only")


class StateField(FSMField):
    """The state of a life, moved by `bascule.lifecycle` alone.

    In migrations it is plain text: nothing moves there, and machinery would make each of them slower.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"protected": True, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs


class Life(models.Model):
    """Whatever has a life: its state moves only through `bascule.lifecycle`."""

    KIND = ""
    """The name of this kind in events: `quote`, `port_in`."""
    AMOUNTS: ClassVar[frozenset[str]] = frozenset()
    """Which facts of its history are amounts of euros."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("created at"), editable=False)
    updated_at = models.DateTimeField(_("updated at"), editable=False)
    state_since = models.DateTimeField(_("in this state since"), editable=False)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True

    @property
    def history(self) -> models.QuerySet[History]:
        return History.objects.filter(record_id=self.pk)

    @property
    def owner_id(self) -> int | None:
        """The operator that reads what happens to it: the partner that it came through, if any."""
        return getattr(self, "partner_id", None)

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """When the present state must be over, or None when it has no deadline."""
        raise NotImplementedError(f"{type(self).__name__} has no rule for its deadlines")

    def begin(self, now: datetime) -> Self:
        """Stamp a life that starts; `now` is its business time."""
        self.created_at = now
        self.stamp(now, DatedSetting.on(timezone.localdate(now)))
        return self

    def stamp(self, now: datetime, settings: Mapping[str, int], *, moved: bool = True) -> None:
        """Note the business time of a move, and the deadline of the state that it leads to."""
        self.updated_at = now
        if moved:
            self.state_since = now
        self.due_at = self.deadline(settings)

    @classmethod
    def settle(cls, moved: Sequence[Self], name: str) -> None:
        """What follows from a move in the rows below, for all that moved at once, in the same transaction."""


class Record(Life):
    """A life that people name by a reference: ours, and theirs if they gave one."""

    REFERENCE_LETTERS = ""

    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    external_reference = models.CharField(_("their reference"), max_length=80, blank=True)

    class Meta(Life.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.reference

    def begin(self, now: datetime) -> Self:
        """Stamp and name a record that starts. Call it inside the transaction that saves the record."""
        [self.reference] = ReferenceCounter.take(self.REFERENCE_LETTERS, timezone.localdate(now).year)
        return super().begin(now)

    @classmethod
    def begin_all(cls, records: Sequence[Self], now: datetime) -> None:
        """Stamp and name many records that start, in a few queries whatever their number."""
        today = timezone.localdate(now)
        references = ReferenceCounter.take(cls.REFERENCE_LETTERS, today.year, len(records))
        settings = DatedSetting.on(today)
        for record, reference in zip(records, references, strict=True):
            record.reference, record.created_at = reference, now
            record.stamp(now, settings)


class ReferenceCounter(models.Model):
    """Gives out human references such as `Q-2026-000042`, one series a kind and year."""

    series = models.CharField(max_length=12, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}-{self.last:06d}"

    @classmethod
    def take(cls, letters: str, year: int, count: int = 1) -> list[str]:
        """Reserve `count` references of this year. Call it inside the transaction that uses them."""
        series = f"{letters}-{year}"
        cls.objects.get_or_create(series=series)
        cls.objects.filter(series=series).update(last=F("last") + count)
        last = cls.objects.values_list("last", flat=True).get(series=series)
        return [f"{series}-{number:06d}" for number in range(last - count + 1, last + 1)]


class DatedSetting(models.Model):
    """A threshold or delay with the day it takes effect. `bascule.dated` says which names exist."""

    name = models.CharField(_("name"), max_length=60)
    value = models.PositiveIntegerField(_("value"))
    starts_on = models.DateField(_("in force from"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("dated setting")
        verbose_name_plural = _("dated settings")
        ordering = ["name", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["name", "starts_on"], name="one_value_a_setting_and_day"),
            models.CheckConstraint(condition=~Q(source=""), name="dated_setting_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value} ({self.starts_on})"

    def clean(self) -> None:
        dated.check(self.name, self.value)

    @classmethod
    def on(cls, day: date) -> dict[str, int]:
        """Every setting in force on a day, in one query; in a batch, as they were when it first asked."""
        kept = dated.KEPT.get()
        if kept is None:
            return cls.read(day)
        if day not in kept:
            kept[day] = cls.read(day)
        return kept[day].copy()

    @classmethod
    def read(cls, day: date) -> dict[str, int]:
        rows = cls.objects.filter(starts_on__lte=day).order_by("starts_on")
        return dict(rows.values_list("name", "value"))


class IdempotencyRecord(models.Model):
    """The first answer to a POST that carried an `Idempotency-Key`, kept to be given again."""

    owner = models.CharField(_("owner"), max_length=60)
    key = models.CharField(_("key"), max_length=255)
    fingerprint = models.CharField(_("fingerprint of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    body = models.TextField(_("body"), blank=True, help_text=_("JSON, byte for byte as it was answered."))
    created_at = models.DateTimeField(_("created at"), db_index=True)

    class Meta:
        verbose_name = _("idempotent answer")
        verbose_name_plural = _("idempotent answers")
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="one_answer_an_idempotency_key")]

    def __str__(self) -> str:
        return f"{self.owner} {self.key}"


class SavedView(models.Model):
    """A list as somebody likes it: its address holds filters, order and columns."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("owner")
    )
    page = models.CharField(_("page"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=600, blank=True)
    shared = models.BooleanField(_("shared with colleagues"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "page", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name
