"""Weeks of recipients, played over files through the real batches: both sides end up saying the same."""

from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest

from bascule.models import History
from bascule.rules import RuleRefused
from bascule.workdays import Area, WorkingDay, is_working_day
from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.exchange.simulator.crowd import NETWORKS
from operators.exchange.simulator.subscribers import everybody
from operators.models import Message, Operator, RoutingPrefix
from operators.tasks import read_inboxes as exchange
from portability.leaving import Verdict, answer
from portability.leaving.checks import GROUNDS
from portability.models import Number, Port, PortOut, PortOutCheck, Restoration
from portability.tasks import execute_port_outs
from tests.factories import CustomerFactory, UserFactory
from tests.portability.leaving.desk import at, no_rules, serve
from tests.portability.world import LONG_AGO, TODAY

DAYS = 26
ROUNDS = (8, 9, 10, 11, 12, 14, 15, 16, 18, 23)


@pytest.fixture
def desk(there, settings):
    """A desk with forty numbers of five customers, in a world in which the recipients are known."""
    for prefix, code in NETWORKS.items():
        operator, _new = Operator.objects.get_or_create(code=code, defaults={"name": code})
        RoutingPrefix.objects.get_or_create(prefix=prefix, defaults={"operator": operator, "assigned_on": LONG_AGO})
    for place in range(5):
        customer = CustomerFactory(name=f"Client {place}", partner=Operator.objects.own())
        serve(*(f"04657120{place}{number}" for number in range(8)), customer=customer)
    return there


def play(desk, days: int = DAYS, **options) -> ClearingHouse:
    house = ClearingHouse(desk.base, subscribers=everybody, natural=False, **options)
    agent = UserFactory(groups=["agent"])
    for passed in range(days):
        day = TODAY + timedelta(days=passed)
        for hour in ROUNDS:
            one_round(house, day, at(day, hour), agent)
    return house


def one_round(house: ClearingHouse, day: date, moment: datetime, agent) -> None:
    house.play(moment)
    exchange(now=moment)
    if moment.hour in {8, 14}:
        execute_port_outs(now=moment)
    if moment.hour in {9, 16} and is_working_day(day, WorkingDay.OUVRE, Area.METROPOLE):
        for port_out in PortOut.objects.to_answer():
            decide(port_out, agent, moment)


def decide(port_out: PortOut, agent, moment: datetime) -> None:
    """As an agent would: what no ground speaks against is let go, and a ground is named where one failed."""
    failed = {
        check.national: GROUNDS[check.code].refusal
        for check in PortOutCheck.objects.filter(port_out=port_out, nature="ground", verdict="failed")
        if bool(check.national) == GROUNDS[check.code].of_numbers
    }
    numbers = list(port_out.numbers.values_list("national", flat=True))
    answers = {number: failed.get(number) or failed.get("") or "" for number in numbers}
    verdicts = {number: Verdict(accepted=not ground, refusal=ground) for number, ground in answers.items()}
    with suppress(RuleRefused):  # somebody was promised one of the numbers since the checks: a person would call
        answer(port_out, verdicts, by=agent, now=moment)


def test_weeks_of_recipients_over_files(desk):
    no_rules()
    house = play(desk, port_outs=3)
    states = Counter(PortOut.objects.values_list("state", flat=True))
    assert {"released", "refused", "cancelled"} <= states.keys()
    assert states["released"] >= 10
    assert list(Message.objects.filter(status="failed")) == []
    assert set(Message.objects.quarantined().values_list("problem", flat=True)) <= {"not_expected"}
    assert Restoration.objects.count() == 0
    theirs = {number: (port.prefix, port.operator) for number, port in house.memory.register().items()}
    rows = Port.objects.filter(number__startswith="04657120", ended_on=None)
    ours = {row.number: (row.routing_prefix.prefix, row.operator.code) for row in rows.select_related()}
    assert ours == {number: to for number, to in theirs.items() if number.startswith("04657120")}
    assert set(Number.objects.filter(state="ported_out").values_list("national", flat=True)) == ours.keys()
    told = Message.objects.filter(way="out", kind="eligibility").count()
    assert told >= PortOut.objects.filter(answered_at__isnull=False).count()


def test_rules_answer_what_is_clean_alone(desk):
    play(desk, days=3, port_outs=5)
    alone = History.objects.filter(kind="port_out", reason__startswith="rule:")
    assert set(alone.values_list("event", flat=True)) == {"port_out.accepted"}
    assert alone.count() < PortOut.objects.count()


def test_a_wrongful_port_opens_a_file(desk):
    no_rules()
    house = ClearingHouse(desk.base, subscribers=everybody, natural=False, faults={"wrongful-port": 1})
    one_round(house, TODAY, at(TODAY, 12), None)
    one_round(house, TODAY, at(TODAY, 14), None)
    [file] = Restoration.objects.all()
    assert file.side == "taken_from_us"
    assert Number.objects.get(national=file.numbers[0]).state == "active"
