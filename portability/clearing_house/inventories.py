"""What the clearing house and the donors say of the lists that we asked for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform_many
from operators.exchange.codecs import MalformedLine, read_numbers
from operators.exchange.handlers import Problem, Trouble, handles, handles_error
from operators.models import Message
from operators.models.reason import UNKNOWN
from operators.numbering import MAX_NUMBERS
from portability.inventories import take_list, take_refusal
from portability.models import CounterpartReason, Inventory, InventoryState
from portability.models.inventory import ANSWER, COUNTERPART

LIST, REFUSED = "list", "refused"
LETTERS = f"{Inventory.REFERENCE_LETTERS}-"
"""How the references of inventories begin."""


def acknowledge_inventories(messages: Sequence[Message], now: datetime) -> Mapping[str, Problem]:
    """The clearing house has passed these questions on. One that comes after the donor's answer changes nothing."""
    known = inventories_of(messages)
    asked = [row.pk for row in known.values() if row.state == InventoryState.ASKED]
    outcome = perform_many(Inventory.objects.filter(pk__in=asked), "acknowledge", by=SYSTEM, now=now)
    busy = {refusal.pk for refusal in outcome.refused if refusal.code == "locked"}
    problems = {}
    for message in messages:
        row = known.get(message.reference)
        if row is None:
            problems[message.message_id] = Problem(Trouble.UNKNOWN_RECORD)
        elif row.pk in busy:
            problems[message.message_id] = Problem(Trouble.FAILED, _("Somebody was at work on it: take it up again."))
    return problems


@handles(COUNTERPART, ANSWER)
def take_answers(messages: Sequence[Message], now: datetime) -> Mapping[str, Problem]:
    """A donor gives its list, or refuses to."""
    known, reasons = inventories_of(messages), reasons_of(message.fields.get("code", "") for message in messages)
    problems = {}
    for message in messages:
        row = known.get(message.reference)
        problem = Problem(Trouble.UNKNOWN_RECORD) if row is None else take_answer(row, message, reasons, now)
        if problem:
            problems[message.message_id] = problem
    return problems


@handles_error(COUNTERPART, "inventory_request")
def hear_of_question(meant: Message, code: str, text: str, now: datetime) -> None:
    """A question that the clearing house did not take up gets no list: people must find another way."""
    row = Inventory.objects.filter(reference=meant.reference, state__in=InventoryState.open()).first()
    if row:
        refuse(row, code, text, reasons_of([code]), now)


def take_answer(inventory: Inventory, message: Message, reasons: Mapping[str, str], now: datetime) -> Problem | None:
    said = message.fields
    try:
        if said.get("answer") == LIST:
            take_list(inventory, numbers_in(message), by=SYSTEM, now=now)
        elif said.get("answer") == REFUSED:
            refuse(inventory, said.get("code", ""), said.get("text", ""), reasons, now)
        else:
            return Problem(Trouble.BAD_FIELD, _("The answer is neither a list nor a refusal."))
    except MalformedLine as error:
        return Problem(Trouble.BAD_FIELD, error.words)
    except TransitionNotAllowed:
        return Problem(Trouble.NOT_EXPECTED, _("The donor has answered already."))
    return None


def refuse(inventory: Inventory, code: str, text: str, reasons: Mapping[str, str], now: datetime) -> None:
    """A code that nobody has mapped yet stays beside its words."""
    words = text if code in reasons else f"{code} {text}".strip()
    take_refusal(inventory, code=reasons.get(code, UNKNOWN), text=words, by=SYSTEM, now=now)


def numbers_in(message: Message) -> list[str]:
    """The numbers of a list. Raises MalformedLine when it is empty, too long or cannot be read."""
    numbers = read_numbers(message.fields.get("numbers", ""))
    if not numbers:
        raise MalformedLine(_("There is no number in it."))
    if len(numbers) > MAX_NUMBERS:
        raise MalformedLine(_("More than %(limit)d numbers at once.") % {"limit": MAX_NUMBERS})
    return numbers


def inventories_of(messages: Iterable[Message]) -> dict[str, Inventory]:
    """The inventory of each reference, in one query."""
    references = {message.reference for message in messages}
    return {row.reference: row for row in Inventory.objects.filter(reference__in=references)}


def reasons_of(codes: Iterable[str]) -> dict[str, str]:
    """Our reason for each of the donors' codes that the administration has mapped."""
    wanted = {code for code in codes if code}
    rows = CounterpartReason.objects.filter(counterpart=COUNTERPART, their_code__in=wanted)
    return dict(rows.values_list("their_code", "reason__code"))
