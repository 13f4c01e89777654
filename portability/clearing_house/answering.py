"""What becomes of a donor's answer: accepted, rejected, or both, and then the request is split."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.fields import BadField, day_in, numbers_in, readable
from operators.exchange.handlers import Problems, handles
from operators.exchange.taking import move, not_expected
from operators.models import Message, MessageStatus, Way
from portability.clearing_house.register import numbers_of
from portability.clearing_house.requests import Requests, about_requests
from portability.clearing_house.splitting import Part, reject_parts, split
from portability.models import PortIn
from portability.models.port_in_state import PortInState
from portability.rejections import reasons_for, their_words

REFUSED = "refused."
ANSWERABLE = {PortInState.SENT, PortInState.ACKNOWLEDGED}


@dataclass(slots=True)
class Answer:
    """What a donor says of a request: numbers that it lets go, and numbers that it refuses, by its code."""

    request: PortIn
    numbers: frozenset[str]
    accepted: frozenset[str]
    refused: Mapping[str, list[str]]
    day: date | None
    text: str

    @property
    def left(self) -> frozenset[str]:
        """The numbers that were not refused."""
        return self.numbers.difference(*self.refused.values())

    @property
    def is_expected(self) -> bool:
        """A donor that has accepted may still refuse, until the day; it has nothing to accept again."""
        return self.request.state in ANSWERABLE or bool(self.refused and self.request.state == PortInState.ACCEPTED)


@handles(CLEARING_HOUSE, "eligibility")
def hear_answers(messages: Sequence[Message], now: datetime) -> Problems:
    """Donors answer. What they say in several parts adds up, within these messages too."""
    heard: list[Message] = []

    def take(turn: Sequence[Message], known: Requests, now: datetime) -> Problems:
        problems = take_answers(turn, known, heard, now)
        heard.extend(message for message in turn if message.message_id not in problems)
        return problems

    return dict(about_requests(take)(messages, now))


def take_answers(messages: Sequence[Message], known: Requests, heard: Sequence[Message], now: datetime) -> Problems:
    """The common answers, all yes or all no, are moved together; a mixed one splits its request first."""
    numbers, today = numbers_of(list(known.values())), timezone.localdate(now)

    def read(message: Message) -> Answer:
        request = known[message.message_id]
        return answer_in(message, request, numbers[request.pk], today)

    said, problems = readable(messages, read)
    answers = []
    for message, answer in said:
        if answer.is_expected:
            answers.append((message, answer))
        else:
            problems[message.message_id] = not_expected(answer.request)
    refuse([answer for _message, answer in answers], now)
    return problems | accept(answers, known, heard, now)


def answer_in(message: Message, request: PortIn, numbers: Iterable[str], today: date) -> Answer:
    accepted = numbers_in(message, "accepted")
    fields = sorted(name for name in message.fields if name.startswith(REFUSED))
    refused = {name.removeprefix(REFUSED): numbers_in(message, name) for name in fields}
    named = [*accepted, *(number for found in refused.values() for number in found)]
    if not named:
        raise BadField(_("It neither accepts nor refuses a number."))
    if len(set(named)) < len(named):
        raise BadField(_("A number is answered twice."))
    if strange := sorted(set(named).difference(numbers)):
        raise BadField(_("%(number)s is not a number of the request.") % {"number": strange[0]})
    day = day_in(message, "date", since=today)
    if accepted and not (day or request.scheduled_on):
        raise BadField(_("It accepts for no day, and none was asked for."))
    return Answer(request, frozenset(numbers), frozenset(accepted), refused, day, message.fields.get("text", ""))


def refuse(answers: Sequence[Answer], now: datetime) -> None:
    """What is refused is rejected: the whole request, or a part of it that becomes a request of its own."""
    codes = {code for answer in answers for code in answer.refused}
    reasons = reasons_for(CLEARING_HOUSE, codes) if codes else {}
    parts = []
    for answer in answers:
        whole = "" if answer.left else next(iter(answer.refused))
        for code, numbers in answer.refused.items():
            request = answer.request if code == whole else split(answer.request, numbers, now)
            parts.append(Part(request, reasons[code].code, their_words(code, answer.text)))
    reject_parts(parts, now)


def accept(
    answers: Sequence[tuple[Message, Answer]], known: Requests, heard: Sequence[Message], now: datetime
) -> Problems:
    """Accept the requests of which every number that is left was accepted, now or earlier; the others wait."""
    open_ones = [(message, answer) for message, answer in answers if answer.left and answer.request.state in ANSWERABLE]
    partial = [message for message, answer in open_ones if not answer.left <= answer.accepted]
    earlier = accepted_before(partial, heard)
    same: dict[date | None, list[Message]] = defaultdict(list)
    for message, answer in open_ones:
        if answer.left <= answer.accepted | earlier.get(message.reference, frozenset()):
            same[answer.day].append(message)
    problems: Problems = {}
    for day, about in same.items():
        problems |= move("accept", about, known, now, facts={"scheduled_on": day} if day else {})
    return problems


def accepted_before(messages: Sequence[Message], heard: Sequence[Message]) -> dict[str, frozenset[str]]:
    """What donors accepted by earlier answers to the same sending: an answer need not name every number."""
    if not messages:
        return {}
    about = Message.objects.filter(counterpart=CLEARING_HOUSE, reference__in=[one.reference for one in messages])
    sent = dict(about.filter(way=Way.OUT, kind="port_request").order_by("pk").values_list("reference", "pk"))
    stored = about.filter(way=Way.IN, kind="eligibility", status=MessageStatus.DONE)
    found: dict[str, set[str]] = defaultdict(set)
    for one in [*stored, *heard]:
        if one.pk is None or one.pk > sent.get(one.reference, 0):
            found[one.reference].update(numbers_in(one, "accepted"))
    return {reference: frozenset(numbers) for reference, numbers in found.items()}
