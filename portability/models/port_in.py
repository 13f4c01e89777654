"""A request to bring a customer's numbers from one donor: its life. `docs/lives.md` draws it from this code.

What only the clock or a message of the clearing house may do asks for `system_only`; the rest asks for a permission.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import TransitionNotAllowed, transition

from bascule.lifecycle import system_only
from bascule.models import StateField
from portability.deadlines import reversible_until
from portability.models.port_in_clocks import CLOCKS
from portability.models.port_in_conditions import before_go, has_its_line, is_cut, may_correct
from portability.models.port_in_facts import PortInFacts, PortInQuerySet
from portability.models.port_in_number import PortInNumber
from portability.models.port_in_state import PortInState


class PortIn(PortInFacts):
    """The numbers of one customer that one donor holds."""

    KIND = "port_in"
    REFERENCE_LETTERS = "PI"

    state = StateField(_("state"), default=PortInState.ORDERED, choices=PortInState)

    objects = PortInQuerySet.as_manager()

    class Meta(PortInFacts.Meta):
        verbose_name = _("incoming port")
        verbose_name_plural = _("incoming ports")
        ordering = ["-created_at"]
        permissions = [
            ("correct_portin", _("Can correct and send again")),
            ("correct_escalated_portin", _("Can correct what was rejected too often")),
            ("cutover_portin", _("Can say go or no-go, and put off")),
            ("incident_portin", _("Can report and resolve an incident")),
            ("reverse_portin", _("Can undo a port")),
            ("complete_portin", _("Can complete by hand")),
            ("cancel_portin", _("Can cancel")),
        ]
        indexes = [
            models.Index(fields=["donor", "ordered_on"], name="port_in_by_donor"),
            models.Index(fields=["state", "scheduled_on"], name="port_in_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(donor=F("partner")), name="port_changes_operator"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "ready"]) | Q(scheduled_on__isnull=False),
                name="an_accepted_port_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ported", "completed", "reversed"]) | Q(ported_on__isnull=False),
                name="a_ported_port_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(rejection_code=""), name="a_rejection_has_a_code"
            ),
        ]

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """Each state has its clock; what is over has none."""
        rule = CLOCKS.get(PortInState(self.state))
        return rule(self, settings) if rule else None

    def stamp(self, now: datetime, settings: Mapping[str, int], *, moved: bool = True) -> None:
        super().stamp(now, settings, moved=moved)
        if self.state == PortInState.REJECTED and self.rejections >= settings["rejections_before_escalation"]:
            self.escalated = True
        if self.state == PortInState.PORTED and self.reversible_until is None:
            self.reversible_until = reversible_until(now, self.area, settings)

    @classmethod
    def settle(cls, moved: Sequence["PortIn"], name: str) -> None:
        """The numbers follow their request, and whoever must hear of the move is told."""
        from portability.clearing_house import follow  # it looks at the models itself

        for is_open in (True, False):
            keys = [port_in.pk for port_in in moved if (port_in.state in PortInState.open()) == is_open]
            if keys:
                PortInNumber.objects.filter(port_in__in=keys).exclude(open=is_open).update(open=is_open)
        follow(moved, name)

    @transition(
        state,
        PortInState.ORDERED,
        PortInState.SENT,
        permission=system_only,
        custom={"event": "sent", "label": _("Send")},
    )
    def send(self, *, now: datetime) -> None:
        """The message goes into the outbox in the same transaction; whoever was chased before starts anew."""
        self.chases = 0

    @transition(
        state,
        PortInState.SENT,
        PortInState.ACKNOWLEDGED,
        permission=system_only,
        custom={"event": "acknowledged", "label": _("Acknowledge")},
    )
    def acknowledge(self, *, now: datetime) -> None:
        """The clearing house has it; the donor's clock runs from here."""

    @transition(
        state,
        [PortInState.SENT, PortInState.ACKNOWLEDGED],
        None,
        permission=system_only,
        custom={"event": "chased", "label": _("Chase the answer")},
    )
    def chase(self, *, now: datetime) -> None:
        self.chased_on = timezone.localdate(now)
        self.chases += 1

    @transition(
        state,
        [PortInState.SENT, PortInState.ACKNOWLEDGED, PortInState.ACCEPTED],
        None,
        permission=system_only,
        custom={"event": "split", "label": _("Split")},
    )
    def split(self, *, now: datetime, numbers: int, other: str, changes: Mapping[str, str] | None = None) -> None:
        """A mixed answer: so many numbers moved to another request, or came from it; `changes` is what it is then."""
        for name, value in (changes or {}).items():
            setattr(self, name, value)

    @transition(
        state,
        [PortInState.SENT, PortInState.ACKNOWLEDGED],
        PortInState.ACCEPTED,
        permission=system_only,
        custom={"event": "accepted", "label": _("Accept")},
    )
    def accept(self, *, now: datetime, scheduled_on: date | None = None) -> None:
        self.scheduled_on = scheduled_on or self.scheduled_on
        self.promised_on = self.promised_on or self.scheduled_on

    @transition(
        state,
        [PortInState.SENT, PortInState.ACKNOWLEDGED, PortInState.ACCEPTED],
        PortInState.REJECTED,
        permission=system_only,
        custom={"event": "rejected", "label": _("Reject")},
    )
    def reject(self, *, now: datetime, code: str, text: str = "") -> None:
        self.rejection_code, self.rejection_text = code, text[:300]
        self.rejections += 1

    @transition(
        state,
        PortInState.REJECTED,
        PortInState.ORDERED,
        permission=may_correct,
        custom={"event": "corrected", "label": _("Correct and send again")},
    )
    def correct(
        self,
        *,
        now: datetime,
        fields: Sequence[str] = (),
        scheduled_on: date | None = None,
        changes: Mapping[str, Any] | None = None,
    ) -> None:
        """`fields` names what was changed, `changes` holds it; a day that can no longer be kept makes room."""
        self.rejection_code = self.rejection_text = ""
        self.scheduled_on = scheduled_on or self.scheduled_on
        for name, value in (changes or {}).items():
            setattr(self, name, value)

    @transition(
        state,
        PortInState.ACCEPTED,
        PortInState.READY,
        permission=system_only,
        custom={"event": "ready", "label": _("Start the day")},
    )
    def start(self, *, now: datetime) -> None:
        """The day has come."""

    @transition(
        state,
        PortInState.READY,
        PortInState.READY,
        conditions=[before_go, has_its_line],
        permission="portability.cutover_portin",
        custom={"event": "go", "label": _("Go")},
    )
    def go(self, *, now: datetime) -> None:
        self.go_at = now

    @transition(
        state,
        [PortInState.ACCEPTED, PortInState.READY],
        PortInState.ACCEPTED,
        conditions=[before_go],
        permission="portability.cutover_portin",
        custom={"event": "rescheduled", "label": _("No go")},
    )
    def no_go(self, *, now: datetime, scheduled_on: date) -> None:
        self.plan(scheduled_on)

    @transition(
        state,
        [PortInState.ACCEPTED, PortInState.READY],
        PortInState.ACCEPTED,
        conditions=[before_go],
        permission=system_only,
        custom={"event": "rescheduled", "label": _("Put off without a go")},
    )
    def put_off(self, *, now: datetime, scheduled_on: date) -> None:
        """Its window passed; a customer who lets too many pass is called before another day is chosen."""
        self.scheduled_on, self.put_offs = scheduled_on, self.put_offs + 1

    @transition(
        state,
        [PortInState.ACCEPTED, PortInState.READY],
        PortInState.ACCEPTED,
        conditions=[before_go],
        permission="portability.cutover_portin",
        custom={"event": "rescheduled", "label": _("Choose another day")},
    )
    def reschedule(self, *, now: datetime, scheduled_on: date, window: str = "") -> None:
        self.plan(scheduled_on, window)

    @transition(
        state,
        [PortInState.ACCEPTED, PortInState.READY],
        PortInState.ACCEPTED,
        conditions=[before_go],
        permission=system_only,
        custom={"event": "rescheduled", "label": _("Take the donor's day")},
    )
    def take_date(self, *, now: datetime, scheduled_on: date, window: str = "") -> None:
        """The donor's own day: it knows it already."""
        self.plan(scheduled_on, window)

    def plan(self, day: date, window: str = "") -> None:
        self.scheduled_on, self.window, self.put_offs = day, window or self.window, 0

    @transition(
        state,
        PortInState.planned(),
        None,
        permission=system_only,
        custom={"event": "waiting_for_line", "label": _("Wait for the line")},
    )
    def wait_for_line(self, *, now: datetime) -> None:
        """A line is being made for these numbers: nothing is cut over before it works."""
        self.waits_for_line = True

    @transition(
        state,
        PortInState.open(),
        None,
        permission=system_only,
        custom={"event": "line_ready", "label": _("The line works")},
    )
    def find_line(self, *, now: datetime) -> None:
        """The line is there: the port goes on, and the days until now are nobody's silence."""
        self.waits_for_line, self.put_offs = False, 0

    @transition(
        state,
        PortInState.READY,
        PortInState.PORTED,
        permission=system_only,
        custom={"event": "ported", "label": _("Ported")},
    )
    def execute(self, *, now: datetime, moments: Mapping[str, datetime] | None = None) -> None:
        self.ported_at = (moments or {}).get(self.reference, now)
        self.ported_on = timezone.localdate(self.ported_at)

    @transition(
        state,
        [PortInState.READY, PortInState.PORTED, PortInState.INCIDENT],
        None,
        conditions=[is_cut],
        permission="portability.cutover_portin",
        custom={"event": "tested", "label": _("Test call")},
    )
    def test_call(self, *, now: datetime, incoming: str, outgoing: str, shown: str) -> None:
        """How the numbers answered, as the history keeps it: works, fails or untried."""

    @transition(
        state,
        [PortInState.READY, PortInState.PORTED],
        PortInState.INCIDENT,
        permission="portability.incident_portin",
        custom={"event": "incident", "label": _("Report an incident")},
    )
    def report_incident(self, *, now: datetime) -> None:
        """The numbers may be cut: the interruption clock runs."""

    @transition(
        state,
        PortInState.INCIDENT,
        PortInState.PORTED,
        permission="portability.incident_portin",
        custom={"event": "resolved", "label": _("Resolve")},
    )
    def resolve(self, *, now: datetime) -> None:
        self.ported_at = self.ported_at or now
        self.ported_on = self.ported_on or timezone.localdate(now)

    @transition(
        state,
        [PortInState.INCIDENT, PortInState.PORTED],
        PortInState.REVERSED,
        permission="portability.reverse_portin",
        custom={"event": "reversed", "label": _("Undo the port")},
    )
    def reverse(self, *, now: datetime) -> None:
        if self.state == PortInState.PORTED and (self.reversible_until is None or now > self.reversible_until):
            raise TransitionNotAllowed("the port can no longer be undone")
        self.ported_on = self.ported_on or timezone.localdate(now)

    @transition(
        state,
        PortInState.PORTED,
        PortInState.COMPLETED,
        permission="portability.complete_portin",
        custom={"event": "completed", "label": _("Complete")},
    )
    def complete(self, *, now: datetime) -> None:
        """Confirmed by the clearing house, or by hand with a reason."""

    @transition(
        state,
        [*PortInState.planned(), PortInState.READY],
        PortInState.CANCELLED,
        conditions=[before_go],
        permission="portability.cancel_portin",
        custom={"event": "cancelled", "label": _("Cancel")},
    )
    def cancel(self, *, now: datetime) -> None:
        """Only the recipient cancels, and only until the go."""
