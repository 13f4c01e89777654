"""What becomes of what recipients say through the clearing house: their requests for our numbers, and what follows.

A request that came in a file is the same record as one of the API, with the same checks and the same clock.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.lifecycle import SYSTEM
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.fields import BadField, day_in, needed, numbers_in, one_of, readable
from operators.exchange.handlers import Problem, Problems, Trouble, handles
from operators.exchange.taking import about_each, move, turns
from operators.models import CustomerKind, Message, MessageStatus, Operator, Way
from portability.clearing_house.leaving import acknowledge, say_answers
from portability.conduct import ActReason
from portability.deadlines import Window, earliest_date
from portability.leaving import Asked, receive_all
from portability.models import PortOut
from portability.models.port_in_state import Cutover, Fallback
from portability.models.port_out import Door, PortOutState

Key = tuple[str, str]
"""A recipient's code, and its reference."""
Known = Mapping[str, PortOut]
"""The request that each message is about, by message id."""


def key_of(message: Message) -> Key:
    return message.fields.get("recipient", ""), message.reference


@handles(CLEARING_HOUSE, "port_request")
def hear_requests(messages: Sequence[Message], now: datetime) -> Problems:
    """Other operators ask for numbers of ours. What can be read is acknowledged; only a rule answers it at once."""
    problems: Problems = {}
    for turn in turns(messages, key_of):
        problems |= take_requests(turn, now)
    return problems


def take_requests(messages: Sequence[Message], now: datetime) -> Problems:
    codes = {message.fields.get("recipient", "") for message in messages}
    recipients = {one.code: one for one in Operator.objects.filter(code__in=codes)}
    reader = Reader(recipients, Operator.objects.own().code, now)
    said, problems = readable(messages, reader.read)
    received = receive_all([asked for _message, asked in said], by=SYSTEM, now=now)
    taken = []
    for (message, _asked), one in zip(said, received, strict=True):
        if isinstance(one, RuleRefused):
            problems[message.message_id] = why(one)
        else:
            taken.append(message)
    acknowledge(taken, now)
    return problems


def why(refused: RuleRefused) -> Problem:
    words = " ".join(refused.messages)
    code = Trouble.NOT_EXPECTED if refused.code == "already_asked" else Trouble.BAD_FIELD
    return Problem(code, f"{refused.field}: {words}" if refused.field else words)


class Reader:
    """Reads requests as the format has them; what is readable and wrong is left to the checks."""

    def __init__(self, recipients: Mapping[str, Operator], own: str, now: datetime) -> None:
        self.recipients, self.own, self.now = recipients, own, now
        self.settings = DatedSetting.on(timezone.localdate(now))

    def read(self, message: Message) -> Asked:
        said = message.fields
        if said.get("donor", self.own) != self.own:
            raise BadField(_("The request is for %(donor)s.") % {"donor": said["donor"]})
        needed(message.reference, "reference")
        return Asked(
            partner=self.recipient(message),
            door=Door.CLEARING_HOUSE,
            numbers=needed(numbers_in(message, "numbers"), "numbers"),
            rios=rios_in(message),
            customer=customer_in(message),
            customer_kind=kind_in(message),
            date=day_in(message, "date") or self.first_day(message),
            window=said.get("window", "") or Window.MORNING,
            cutover=one_of(message, "cutover", Cutover) or Cutover.AUTOMATIC,
            fallback=one_of(message, "fallback", Fallback) or Fallback.RESCHEDULE,
            routing_prefix=said.get("prefix", ""),
            main_number=said.get("main_number", ""),
            mandate_reference=said.get("mandate", ""),
            external_reference=message.reference,
        )

    def recipient(self, message: Message) -> Operator:
        code = needed(message.fields.get("recipient", ""), "recipient")
        if code not in self.recipients:
            raise BadField(_("recipient: nobody here knows the operator %(code)s.") % {"code": code})
        return self.recipients[code]

    def first_day(self, message: Message) -> date:
        """Who asks for no day gets the first one that the law allows."""
        return earliest_date(kind_in(message), message.fields.get("postal_code", ""), self.now, self.settings)


def kind_in(message: Message) -> str:
    return one_of(message, "customer_kind", CustomerKind) or CustomerKind.BUSINESS


def customer_in(message: Message) -> dict[str, object]:
    said = message.fields
    address = {"line1": "address", "postal_code": "postal_code", "city": "city"}
    texts = {"name": "customer", "kind": "customer_kind", "siren": "siren", "siret": "siret"}
    found: dict[str, object] = {ours: said[theirs] for ours, theirs in texts.items() if said.get(theirs)}
    return found | {"address": {ours: said[theirs] for ours, theirs in address.items() if said.get(theirs)}}


def rios_in(message: Message) -> dict[str, str]:
    """`0199000001:F0R123456YA3,…`; whether a RIO is right is for the checks."""
    found: dict[str, str] = {}
    for part in filter(None, message.fields.get("rios", "").split(",")):
        number, colon, rio = part.partition(":")
        if not (number and colon and rio) or number in found:
            raise BadField(_("rios: each number is followed by a colon and its RIO, once."))
        found[number] = rio
    return found


def port_outs_of(messages: Sequence[Message]) -> Known:
    """The last request of each recipient and reference, held until the end of the transaction."""
    references = {message.reference for message in messages} - {""}
    rows = PortOut.objects.filter(door=Door.CLEARING_HOUSE, external_reference__among=references)
    held = rows.select_related("partner").order_by("created_at", "reference").select_for_update(of=("self",))
    last = {(row.partner.code, row.external_reference): row for row in held}
    return {message.message_id: last[key_of(message)] for message in messages if key_of(message) in last}


about_port_outs = about_each(port_outs_of, key_of)


@handles(CLEARING_HOUSE, "cancellation")
@about_port_outs
def hear_cancellations(messages: Sequence[Message], known: Known, now: datetime) -> Problems:
    """Only the recipient cancels, and only until the numbers are gone; what is cancelled already stays so."""
    same: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        if known[message.message_id].state != PortOutState.CANCELLED:
            said = message.fields.get("reason", "")
            same[said if said in ActReason.values else ActReason.OTHER].append(message)
    problems: Problems = {}
    for reason, about in same.items():
        problems |= move("cancel", about, known, now, reason=reason)
    return problems


@handles(CLEARING_HOUSE, "reminder")
@about_port_outs
def hear_reminders(messages: Sequence[Message], known: Known, now: datetime) -> Problems:
    """What they miss and we have said is said again; what we have not said yet has its own clock."""
    lost = [message for message in messages if message.fields.get("waiting_for") == "acknowledgement"]
    if lost:
        acknowledge(requests_behind(lost), now)
    unheard = [known[one.message_id] for one in messages if one.fields.get("waiting_for") == "eligibility"]
    if answered := [one for one in unheard if one.answered_at]:
        say_answers(answered, now=now)
    return {}


def requests_behind(messages: Sequence[Message]) -> list[Message]:
    """The last request that we took up of each recipient and reference."""
    wanted = {key_of(message) for message in messages}
    rows = Message.objects.filter(
        counterpart=CLEARING_HOUSE,
        way=Way.IN,
        kind="port_request",
        status=MessageStatus.DONE,
        reference__in={reference for _code, reference in wanted},
    )
    found = {key_of(row): row for row in rows.order_by("pk")}
    return [found[key] for key in sorted(wanted & found.keys())]
