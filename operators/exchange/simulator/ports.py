"""What the clearing house makes of each kind of message of ours."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from operators.exchange.codecs import MalformedLine, read_numbers
from operators.exchange.simulator.donors import eligibility, inventory_answer
from operators.exchange.simulator.habits import Habits, Heard, Reply
from operators.exchange.simulator.hearing import Reactions, error, reply_in
from operators.exchange.simulator.hours import after, day_of
from operators.exchange.simulator.memory import stamp
from operators.exchange.simulator.port_memory import Ported, PortMemory

KEPT = ("date", "donor", "prefix", "recipient", "window")
"""What is remembered of a request; the customer is none of it."""
REQUEST = "PI-"
"""How our own references of requests begin."""
REACTIONS = Reactions[PortMemory]()
on = REACTIONS.on


def acknowledgement(heard: Heard, habits: Habits) -> Reply:
    """Within minutes: the message has come."""
    minutes = habits.seed.between(1, 8, "acknowledgement", heard.message.id)
    return reply_in(heard, habits, minutes, "acknowledgement", {"message": heard.message.id})


def numbers_of(heard: Heard) -> list[str]:
    """The numbers of a message; none when they cannot be read."""
    try:
        return read_numbers(heard["numbers"])
    except MalformedLine:
        return []


@on("port_request")
def request(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply | None]:
    """A first request, or a corrected one, which replaces what was asked before."""
    if not numbers_of(heard):
        yield error(heard, habits, "bad-field", "Numéros absents ou illisibles")
        return
    reference = heard.message.reference
    memory.drop_unsaid(reference)
    answer = eligibility(heard, habits)
    fields = {name: heard[name] for name in KEPT}
    memory.keep_request(reference, fields, answer.fields.get("accepted", "") if answer else "")
    yield acknowledgement(heard, habits)
    yield answer


@on("schedule")
def new_day(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    known = memory.request(heard.message.reference)
    if known is None or not known.open:
        yield error(heard, habits, "not-known", "Aucune demande en cours sous cette référence")
        return
    fields = {**known.fields, "date": heard["date"], "window": heard["window"] or known.fields.get("window", "")}
    memory.keep_request(heard.message.reference, fields, known.accepted)


@on("cancellation")
def cancelled(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """Nothing more is said about it: an answer on its way is held back, a cut-over never made."""
    reference = heard.message.reference
    known = memory.request(reference)
    if known is None:
        yield error(heard, habits, "not-known", "Aucune demande sous cette référence")
        return
    memory.drop_unsaid(reference)
    memory.undo_ports(reference, read_numbers(known.accepted))
    memory.keep_request(reference, known.fields, known.accepted, is_open=False)


@on("go")
def cut_over(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """The donor cuts within the hour, when it has accepted and nobody cancelled; once."""
    message = heard.message
    known = memory.request(message.reference)
    if known is None or not known.open or not known.accepted:
        yield error(heard, habits, "not-accepted", "Aucun portage accepté sous cette référence")
        return
    before = memory.last_of(message.reference, "execution")
    if before and before[0].fields.get("result") == "done":
        yield error(heard, habits, "done-already", "Portage déjà réalisé")
        return
    failed = habits.faults.strike("cutover-failed", message.id)
    reply = reply_in(heard, habits, habits.seed.between(10, 40, "execution", message.id), "execution", {})
    said = {"result": "failed" if failed else "done", "at": stamp(reply.at)}
    if failed:
        said["text"] = "Incident technique lors de la bascule"
    else:
        memory.port(ported(known.accepted, known.fields, message.reference, day_of(reply.at).isoformat()))
    yield Reply("execution", message.reference, said, reply.at)


def ported(accepted: str, fields: Mapping[str, str], reference: str, day: str) -> Iterator[Ported]:
    for number in read_numbers(accepted):
        yield Ported(number, day, fields.get("recipient", ""), fields.get("prefix", ""), reference)


@on("announcement")
def announced(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """Everybody has the new route the same day or the next, and says so once; never of a port that is undone.

    A number that we take back from whoever took it wrongly is about no request.
    """
    reference = heard.message.reference
    known = memory.request(reference)
    if known is None and reference.startswith(REQUEST):
        yield error(heard, habits, "not-known", "Aucun portage sous cette référence")
        return
    if known is None or heard["prefix"] == "" or not known.open:
        day = heard["date"] or day_of(heard.at).isoformat()
        memory.port(Ported(number, day, heard["operator"], heard["prefix"], reference) for number in numbers_of(heard))
    if known and known.open and not memory.last_of(reference, "confirmation"):
        honest = after(heard.at, habits.seed.between(60, 300, "confirmation", heard.message.id))
        due = habits.pace.due(heard.at, honest)
        yield Reply("confirmation", reference, {"date": day_of(due).isoformat()}, due)


@on("reversal")
def reversed_(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """The numbers are back with the donor; a confirmation on its way is held back."""
    reference = heard.message.reference
    known = memory.request(reference)
    if known is None:
        yield error(heard, habits, "not-known", "Aucun portage sous cette référence")
        return
    memory.drop_unsaid(reference)
    memory.undo_ports(reference, read_numbers(known.accepted))
    memory.keep_request(reference, known.fields, known.accepted, is_open=False)
    yield acknowledgement(heard, habits)


@on("range_holder_notice")
def noticed(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    yield acknowledgement(heard, habits)


@on("inventory_request")
def asked_for_list(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply | None]:
    if not heard["main_number"].isdecimal():
        yield error(heard, habits, "bad-field", "Tête de ligne absente ou illisible")
        return
    yield acknowledgement(heard, habits)
    yield inventory_answer(heard, habits)


@on("reminder")
def reminded(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """An answer on its way comes sooner; one that was given long ago, and must be lost, is given again."""
    kind = heard["waiting_for"]
    found = memory.last_of(heard.message.reference, kind)
    if found is None:
        return
    answer, moment, said = found
    honest = after(heard.at, habits.seed.between(20, 90, "reminded", heard.message.id))
    due = habits.pace.due(heard.at, honest)
    if not said:
        memory.say_sooner(answer.id, due)
    elif moment < heard.at - timedelta(days=1):
        yield Reply(kind, answer.reference, answer.fields, due)


@on("acknowledgement")
@on("error")
def told(memory: PortMemory, habits: Habits, heard: Heard) -> Iterable[Reply]:
    """They read it with a sigh."""
    return ()
