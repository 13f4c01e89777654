"""Numbers that were ported and that nobody uses any more: kept for whoever may claim them, then given back.

Ours to give are the numbers of other operators' ranges whose service ended here. Owed to us are those of our own
ranges that others took and have done with; they say so, and whoever notices earlier may note it by hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.board import start_of
from bascule.lifecycle import SYSTEM, Actor, Outcome, enter, perform_many
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from operators.models import Operator
from portability.models import Number, NumberReturn, Port, PortOutNumber
from portability.models.number import NumberState, PortSource
from portability.models.number_return import ReturnState, ReturnWay
from portability.models.port_out import PortOutState
from portability.routing import holdings, range_holders

SOURCES: dict[str, PortSource] = {ReturnWay.OWED: PortSource.OWN_REQUEST, ReturnWay.DUE_TO_US: PortSource.ANNOUNCEMENT}
LOOKED_BACK = timedelta(days=30)


def open_owed(numbers: Sequence[Number]) -> list[NumberReturn]:
    """Of numbers whose service has just ended, those of others' ranges go back there after their quarantine."""
    now = numbers[0].updated_at
    today = timezone.localdate(now)
    until = today + timedelta(days=DatedSetting.on(today)["return_quarantine_days"])
    holders = range_holders([one.national for one in numbers], today)
    owed = [
        NumberReturn(
            national=one.national,
            way=ReturnWay.OWED,
            other_id=holders[one.national].id,
            terminated_on=today,
            quarantined_until=until,
        ).begin(now)
        for one in numbers
        if one.national in holders and holders[one.national].code != settings.OWN_OPERATOR
    ]
    NumberReturn.objects.bulk_create(owed, batch_size=500)
    enter(owed, by=SYSTEM, now=now)
    return owed


def withdraw(numbers: Sequence[Number]) -> None:
    """A number that is claimed, or works again, is not given back."""
    rows = NumberReturn.objects.open().filter(way=ReturnWay.OWED).among([one.national for one in numbers])
    if rows.exists():
        perform_many(rows, "withdraw", by=SYSTEM, now=numbers[0].updated_at)


class Returned(NamedTuple):
    """What one run of the batch did: quarantines over, numbers given back, seen back here, free to be given again."""

    due: Outcome
    given_back: Outcome
    came_back: Outcome
    freed: Outcome


def return_numbers(now: datetime) -> Returned:
    """End the quarantines, give back what nobody claims, note what came back, and free what is ours and has rested."""
    today = timezone.localdate(now)
    over = NumberReturn.objects.filter(state=ReturnState.QUARANTINED, quarantined_until__lt=today)
    due = perform_many(over, "fall_due", by=SYSTEM, now=now)
    unclaimed = NumberReturn.objects.filter(~Exists(claims()), way=ReturnWay.OWED, state=ReturnState.DUE)
    given_back = perform_many(unclaimed, "give_back", by=SYSTEM, now=now)
    return Returned(due, given_back, note_returned(now), free_rested(now, today))


def claims() -> QuerySet[PortOutNumber]:
    """That somebody still asks for a number."""
    return PortOutNumber.objects.filter(national=OuterRef("national"), port_out__state__in=PortOutState.open())


def free_rested(now: datetime, today: date) -> Outcome:
    """Numbers of our own ranges whose service ended long enough ago: décision ARCEP 2022-1583, 45 to 120 days."""
    days = max(DatedSetting.on(today)["reuse_days"], DatedSetting.on(today)["rio_validity_days"])
    on_its_way = NumberReturn.objects.open().filter(national=OuterRef("national"))
    rested = Number.objects.filter(
        ~Exists(claims()),
        ~Exists(on_its_way),
        state=NumberState.QUARANTINED,
        state_since__lt=start_of(today - timedelta(days=days)),
    )
    holders = range_holders(list(rested.values_list("national", flat=True)), today)
    ours = [number for number, holder in holders.items() if holder.code == settings.OWN_OPERATOR]
    return perform_many(rested.among(ours), "free", by=SYSTEM, now=now)


def note_returned(now: datetime) -> Outcome:
    """What is owed to us, or was served by others, and leads to us again by the register, is returned."""
    today = timezone.localdate(now)
    come_home(now, today)
    rows = NumberReturn.objects.open().filter(way=ReturnWay.DUE_TO_US)
    held = holdings(list(rows.values_list("national", flat=True)), today)
    back = [number for number, one in held.items() if not one.hops]
    return perform_many(rows.among(back), "give_back", by=SYSTEM, now=now)


def come_home(now: datetime, today: date) -> None:
    """Numbers of ours that others took, and that a message has led back to our range lately without our asking."""
    later = Port.objects.filter(number=OuterRef("number"), since__gt=OuterRef("since"))
    gone = Number.objects.filter(national=OuterRef("number"), state=NumberState.PORTED_OUT)
    expected = NumberReturn.objects.open().filter(national=OuterRef("number"))
    ended = Port.objects.filter(~Exists(later), ~Exists(expected), Exists(gone), ended_on__lte=today)
    ended = ended.filter(ended_on__gt=today - LOOKED_BACK)
    others = {
        number: operator or network
        for number, operator, network in ended.values_list("number", "operator_id", "routing_prefix__operator_id")
    }
    holders = range_holders(others, today)
    ours = [number for number, holder in holders.items() if holder.code == settings.OWN_OPERATOR]
    who = Operator.objects.in_bulk({others[number] for number in ours})
    owed_to_us({number: who[others[number]] for number in ours}, today, by=SYSTEM, now=now)


def follow(moved: Sequence[NumberReturn], name: str) -> None:
    """Once given back: the register, our stock, and in the case of ours the message to everybody."""
    from portability.clearing_house.leaving import say_returns
    from portability.clearing_house.register import Route, record

    if name != "give_back":
        return
    now = moved[0].updated_at
    record(
        [Route(one.national, one.returned_on or timezone.localdate(now), None, None, SOURCES[one.way]) for one in moved]
    )
    owed = [one for one in moved if one.way == ReturnWay.OWED]
    take(owed, "give_back", now)
    take([one for one in moved if one.way == ReturnWay.DUE_TO_US], "take_back", now)
    say_returns(owed, now=now)


def take(returns: Sequence[NumberReturn], move: str, now: datetime) -> None:
    """Our stock follows; a number that we never served has no row there, and needs none."""
    if returns:
        perform_many(Number.objects.among([one.national for one in returns]), move, by=SYSTEM, now=now)


def owed_to_us(numbers: Mapping[str, Operator], day: date, *, by: Actor, now: datetime) -> list[NumberReturn]:
    rows = [
        NumberReturn(
            national=number,
            way=ReturnWay.DUE_TO_US,
            state=ReturnState.DUE,
            other=other,
            terminated_on=day,
            quarantined_until=day,
        ).begin(now)
        for number, other in numbers.items()
    ]
    NumberReturn.objects.bulk_create(rows, batch_size=500)
    enter(rows, by=by, now=now)
    return rows


def claim(nationals: Iterable[str], *, by: Actor, now: datetime) -> list[NumberReturn]:
    """Note by hand that numbers of our ranges are out of use at whoever took them, who owes them to us.

    Raises RuleRefused with the field `numbers`; then nothing is written.
    """
    wanted, today = list(dict.fromkeys(nationals)), timezone.localdate(now)
    held = holdings(wanted, today)
    for number in wanted:
        one = held[number]
        if one.range_holder is None or one.range_holder.code != settings.OWN_OPERATOR:
            raise refused("not_our_range", _("%(number)s is not of a range of ours."), number)
        if not one.hops:
            raise refused("not_ported", _("%(number)s is with us: nobody owes it to us."), number)
    keys = {one.operator or one.network for one in held.values()}
    others = Operator.objects.in_bulk({key.id for key in keys if key})
    try:
        with transaction.atomic():
            owed = {number: others[(held[number].operator or held[number].network).id] for number in wanted}  # type: ignore[union-attr]
            return owed_to_us(owed, today, by=by, now=now)
    except IntegrityError:
        open_ones = NumberReturn.objects.open().among(wanted).values_list("national", flat=True)
        raise refused("already_open", _("%(number)s is on the list already."), open_ones[0]) from None


def refused(code: str, sentence: str, number: str) -> RuleRefused:
    return RuleRefused(code, sentence % {"number": number}, field="numbers")
