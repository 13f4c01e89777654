"""What we exchange with a counterpart: files, and the messages that stand in them, one a line.

An outgoing message is a row first, in the commit of the move that causes it, and a line of a file later.

| Transition of a file | From | To | Mover |
|---|---|---|---|
| send | prepared; sent, refused, escalated (again) | sent | clock, agent |
| acknowledge | sent, refused, escalated | acknowledged | file (`.ack`) |
| escalate | sent | escalated | clock |
| refuse | sent, escalated; received | refused | file (`.err`); our own reading |
| finish | received | read | clock |
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from bascule.lifecycle import system_only
from bascule.models import Life, StateField


class Way(models.TextChoices):
    OUT = "out", _("from us")
    IN = "in", _("to us")


class FileState(models.TextChoices):
    PREPARED = "prepared", _("prepared")
    SENT = "sent", _("sent")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    ESCALATED = "escalated", _("never acknowledged")
    REFUSED = "refused", _("refused")
    RECEIVED = "received", _("received")
    READ = "read", _("read")


def is_ours(file: models.Model) -> bool:
    return isinstance(file, ExchangeFile) and file.way == Way.OUT


class ExchangeFile(Life):
    """One file, ours or theirs. What was read of theirs adds up, at any moment."""

    KIND = "exchange_file"

    counterpart = models.CharField(_("counterpart"), max_length=20)
    way = models.CharField(_("way"), max_length=3, choices=Way)
    state = StateField(_("state"), default=FileState.PREPARED, choices=FileState)
    name = models.CharField(_("name"), max_length=80)
    sender = models.CharField(_("sender"), max_length=8)
    number = models.PositiveIntegerField(
        _("number"), help_text=_("The sender's own count of its files to us, or ours.")
    )
    made_at = models.DateTimeField(_("made at"))
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    lines = models.PositiveIntegerField(_("lines"), default=0)
    reached = models.PositiveIntegerField(_("lines read"), default=0)
    accepted = models.PositiveIntegerField(_("accepted"), default=0)
    quarantined = models.PositiveIntegerField(_("put in quarantine"), default=0)
    duplicates = models.PositiveIntegerField(_("known already"), default=0)
    sendings = models.PositiveSmallIntegerField(_("sent how many times"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    problem_text = models.CharField(_("problem, in their words"), max_length=300, blank=True)

    class Meta(Life.Meta):
        verbose_name = _("exchange file")
        verbose_name_plural = _("exchange files")
        ordering = ["-created_at"]
        permissions = [("send_exchangefile", _("Can send a file again"))]
        indexes = [
            models.Index(fields=["counterpart", "way", "state"], name="file_by_state"),
            models.Index(fields=["name"], name="file_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["counterpart", "digest"], condition=Q(way="in"), name="a_file_is_received_once"
            ),
            models.UniqueConstraint(
                fields=["counterpart", "number"], condition=Q(way="out"), name="our_files_have_one_number_each"
            ),
            models.CheckConstraint(
                condition=Q(way="out") | Q(reached=F("accepted") + F("quarantined") + F("duplicates")),
                name="every_line_read_is_accounted_for",
            ),
            models.CheckConstraint(
                condition=~Q(state="read") | Q(reached=F("lines")), name="a_read_file_is_read_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return f"{self.sender}-{self.number:06d}"

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """A file that left is acknowledged within an hour; one that failed waits for a person from that moment on."""
        if self.way == Way.IN:
            return None
        if self.state in {FileState.ESCALATED, FileState.REFUSED}:
            return self.state_since
        if self.state == FileState.ACKNOWLEDGED:
            return None
        return (self.sent_at or self.made_at) + timedelta(minutes=settings["file_ack_minutes"])

    @transition(
        state,
        [FileState.PREPARED, FileState.SENT, FileState.REFUSED, FileState.ESCALATED],
        FileState.SENT,
        conditions=[is_ours],
        permission="operators.send_exchangefile",
        custom={"event": "sent", "label": _("Send again")},
    )
    def send(self, *, now: datetime) -> None:
        self.sent_at = now
        self.sendings += 1

    @transition(
        state,
        [FileState.SENT, FileState.REFUSED, FileState.ESCALATED],
        FileState.ACKNOWLEDGED,
        permission=system_only,
        custom={"event": "acknowledged", "label": _("Acknowledge")},
    )
    def acknowledge(self, *, now: datetime) -> None:
        self.problem = self.problem_text = ""

    @transition(
        state,
        FileState.SENT,
        FileState.ESCALATED,
        permission=system_only,
        custom={"event": "escalated", "label": _("Escalate")},
    )
    def escalate(self, *, now: datetime) -> None:
        """Sent as often as agreed, and never acknowledged: a person must call."""

    @transition(
        state,
        [FileState.SENT, FileState.ESCALATED, FileState.RECEIVED],
        FileState.REFUSED,
        permission=system_only,
        custom={"event": "refused", "label": _("Refuse")},
    )
    def refuse(self, *, now: datetime, code: str, text: str = "") -> None:
        self.problem, self.problem_text = code, text[:300]

    @transition(
        state,
        FileState.RECEIVED,
        FileState.READ,
        permission=system_only,
        custom={"event": "read", "label": _("Read")},
    )
    def finish(self, *, now: datetime) -> None:
        """Its last line is accounted for."""


class UnusedNumbers(models.Model):
    """Numbers that a counterpart gave to no file, as somebody heard from it: no file of theirs is missing there."""

    counterpart = models.CharField(_("counterpart"), max_length=20)
    first = models.PositiveIntegerField(_("first number"))
    last = models.PositiveIntegerField(_("last number"))
    closed_at = models.DateTimeField(_("noted at"))
    closed_by = models.CharField(_("noted by"), max_length=150)

    class Meta:
        verbose_name = _("numbers without a file")
        verbose_name_plural = _("numbers without a file")
        ordering = ["-closed_at"]
        constraints = [
            models.UniqueConstraint(fields=["counterpart", "first", "last"], name="a_gap_is_closed_once"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="numbers_run_upwards"),
        ]

    def __str__(self) -> str:
        return f"{self.first:06} – {self.last:06}"


class MessageStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("refused by them")
    DONE = "done", _("done")
    QUARANTINED = "quarantined", _("in quarantine")
    DISMISSED = "dismissed", _("set aside")


class MessageQuerySet(models.QuerySet["Message"]):
    def quarantined(self) -> "MessageQuerySet":
        return self.filter(status=MessageStatus.QUARANTINED)

    def about(self, reference: str) -> "MessageQuerySet":
        """What was said of one record, by us and to us, in the order in which it was said."""
        return self.filter(reference=reference).select_related("file").order_by("at", "pk")

    def waiting_for(self, counterpart: str) -> "MessageQuerySet":
        """What has to leave, in the order in which it was said."""
        return self.filter(counterpart=counterpart, status=MessageStatus.WAITING).order_by("pk")


class Message(models.Model):
    """One message. `fields` and `raw` may hold personal data: they can be purged, the history cannot."""

    counterpart = models.CharField(_("counterpart"), max_length=20)
    way = models.CharField(_("way"), max_length=3, choices=Way)
    status = models.CharField(_("status"), max_length=12, choices=MessageStatus)
    message_id = models.CharField(
        _("message"), max_length=60, blank=True, help_text=_("The sender's; empty when the line cannot be read.")
    )
    kind = models.CharField(_("kind"), max_length=30, blank=True)
    reference = models.CharField(_("about"), max_length=80, blank=True)
    fields = models.JSONField(_("fields"), default=dict, blank=True)
    raw = models.TextField(_("line as received"), blank=True)
    file = models.ForeignKey(
        ExchangeFile, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("file")
    )
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    problem_text = models.CharField(_("problem, in words"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), help_text=_("When it was said to us, or by us."))
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    handled_by = models.CharField(_("handled by"), max_length=150, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        permissions = [("replay_message", _("Can take up or set aside a line in quarantine"))]
        indexes = [
            models.Index(fields=["status", "counterpart"], name="message_by_status"),
            models.Index(fields=["reference"], name="message_about"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["counterpart", "way", "message_id"],
                condition=~Q(message_id=""),
                name="a_message_is_taken_once",
            ),
            models.UniqueConstraint(fields=["file", "line"], name="one_message_a_line"),
            models.CheckConstraint(
                condition=~Q(status="quarantined") | ~Q(problem=""), name="a_quarantined_line_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.message_id or f"{self.file}:{self.line}"
