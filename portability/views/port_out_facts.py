"""What the page of an outgoing port tells besides its numbers: checks, what is cut, what stays, what is late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bascule.models import DatedSetting
from bascule.timeline import Event, latest_first, timeline_of
from operators.exchange.about import event_of, messages_about
from operators.models import Message
from operators.numbering import as_ranges, pretty, pretty_range
from portability.leaving.checks import FRAUD
from portability.leaving.closing import still_active
from portability.models import Number, PortOut
from portability.models.closing import ClosingItem, ClosingKind
from portability.models.port_out import Answer, Door, PortOutState
from portability.views.port_out_rows import Finding, findings_of

MOST_RANGES = 12


@dataclass(frozen=True, slots=True)
class Checked:
    """The checks of a request, apart: what can be a ground, and what only asks for attention."""

    grounds: list[Finding]
    signals: list[Finding]

    @classmethod
    def of(cls, port_out: PortOut) -> "Checked":
        found = findings_of(port_out)
        return cls([one for one in found if not one.is_signal], [one for one in found if one.is_signal])

    @property
    def failed(self) -> list[Finding]:
        return [one for one in self.grounds if not one.ok]

    @property
    def raised(self) -> list[Finding]:
        return [one for one in self.signals if not one.ok]

    @property
    def may_be_fraud(self) -> bool:
        return any(one.code in FRAUD for one in self.raised)

    @property
    def columns(self) -> tuple[tuple[list[Finding], list[Finding]], tuple[list[Finding], list[Finding]]]:
        """What must be read, and what is merely in order: of the grounds, then of the signals."""
        return parted(self.grounds), parted(self.signals)


def parted(findings: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    told = [one for one in findings if not one.ok] + [one for one in findings if one.ok and one.tells]
    return told, [one for one in findings if one not in told]


def access_of(port_out: PortOut) -> list[str]:
    """The numbers whose access is cut when they leave, as long as they may."""
    if port_out.state not in PortOutState.open():
        return []
    leaving = port_out.numbers.exclude(answer=Answer.REFUSED).values("national")
    carriers = Number.objects.filter(national__in=leaving, carries_access=True).order_by("national")
    return [pretty(national) for national in carriers.values_list("national", flat=True)]


def warns_of(access: list[str], checked: Checked) -> bool:
    """Whether something must be read before a number is let go."""
    return bool(access or checked.raised)


@dataclass(frozen=True, slots=True)
class Stays:
    """What the customer keeps with us."""

    count: int
    shown: list[str]
    left: int


def stays_with_us(port_out: PortOut) -> Stays | None:
    """The customer's other numbers, and those that were refused; None when we know no customer."""
    if port_out.customer_id is None:
        return None
    leaving = port_out.numbers.exclude(answer=Answer.REFUSED).values("national")
    served = Number.objects.active().filter(customer=port_out.customer_id).exclude(national__in=leaving)
    nationals = list(served.values_list("national", flat=True))
    shown = [pretty_range(first, last) for first, last in as_ranges(nationals)]
    return Stays(len(nationals), shown[:MOST_RANGES], len(shown[MOST_RANGES:]))


def alerts(port_out: PortOut, now: datetime, closing: list[ClosingItem]) -> Iterator[str]:
    """What is late, said so that nobody overlooks it."""
    if port_out.due_at is None or port_out.due_at > now:
        return
    if port_out.state == PortOutState.RECEIVED:
        yield _("The answer is late: the recipient may complain to ARCEP.")
    if port_out.state == PortOutState.ACCEPTED:
        yield not_released(port_out, now)
    if port_out.state == PortOutState.RELEASED:
        yield from late_after_release(port_out, closing)


def not_released(port_out: PortOut, now: datetime) -> str:
    if port_out.put_offs < DatedSetting.on(timezone.localdate(now))["put_offs_before_escalation"]:
        return _("Its window is over, and the numbers have not been released.")
    words = ngettext(
        "It was put off %d time without a go, and is put off no more: a supervisor calls the recipient.",
        "It was put off %d times without a go, and is put off no more: a supervisor calls the recipient.",
        port_out.put_offs,
    )
    return words % port_out.put_offs


def late_after_release(port_out: PortOut, closing: list[ClosingItem]) -> Iterator[str]:
    if active := still_active([port_out]).get(port_out.pk, []):
        count = len(active)
        yield (
            ngettext("%d number has left and still works here.", "%d numbers have left and still work here.", count)
            % count
        )
    undone = {item.kind for item in closing if item.done_at is None}
    if ClosingKind.END_BILLING in undone:
        yield _("The customer is still billed for what has left.")
    elif undone:
        yield _("The closing list is not done in its time.")


def story_of(port_out: PortOut) -> list[Event]:
    """The history and the messages, the latest first."""
    said = messages_about(port_out.reference)
    if port_out.door == Door.CLEARING_HOUSE and port_out.external_reference:
        theirs = Message.objects.about(port_out.external_reference)
        # Two recipients may use the same reference: each message bears the code of its own.
        said += [event_of(message) for message in theirs.filter(fields__recipient=port_out.partner.code)]
    return latest_first(timeline_of(port_out, _("Received")), said)
