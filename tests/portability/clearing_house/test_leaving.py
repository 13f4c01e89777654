"""Requests for our numbers over real files: the same record, checks and clock as the API's, each line taken once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operators.exchange.codecs import NEUTRAL
from operators.exchange.handlers import HANDLERS
from operators.exchange.inbox import replay
from operators.models import Message, Operator, RoutingPrefix
from operators.tasks import read_inboxes as exchange
from portability.leaving import Verdict, accept_all, answer, receive
from portability.models import ClosingItem, Port, PortOut, PortOutCheck, Restoration
from portability.tasks import execute_port_outs
from tests.conftest import ROOT
from tests.factories import UserFactory
from tests.portability.clearing_house.other_side import ClearingHouse, quarantined
from tests.portability.clearing_house.recipient_side import (
    PERSONAL,
    announces,
    asks,
    kinds,
    request_fields,
    route,
    said,
    states,
)
from tests.portability.leaving.desk import (
    DAY,
    ONE,
    OURS,
    THREE,
    TWO,
    asking,
    at,
    events,
    failed,
    fresh,
    no_rules,
    serve,
)
from tests.portability.world import NOW

LATER = NOW + timedelta(minutes=30)
OTHER = "0199000150"
"""A number of another operator's range."""


@pytest.fixture
def agent(db):
    return UserFactory(username="camille", groups=["agent"])


@pytest.fixture
def ours(there):
    serve(*OURS)
    no_rules()
    return there


def answered(there: ClearingHouse, agent, *numbers: str, **changes: str) -> PortOut:
    port_out = accept_all(asks(there, *(numbers or OURS), **changes), by=agent, now=LATER)
    exchange(now=LATER)
    return port_out


def released(there: ClearingHouse, agent, *numbers: str, **changes: str) -> PortOut:
    port_out = answered(there, agent, *numbers, **changes)
    execute_port_outs(now=at(DAY, 8))
    exchange(now=at(DAY, 8, 5))
    return fresh(port_out)


def test_from_their_file_to_the_register(ours, agent):
    """File in, answer out, the day, the release, the announcement in, the register."""
    port_out = asks(ours, *OURS)
    [request] = Message.objects.filter(kind="port_request")
    assert (port_out.state, port_out.door, port_out.partner.code) == ("received", "clearing_house", "SFR0")
    assert said(ours) == [("acknowledgement", {"message": request.message_id, "recipient": "SFR0"})]
    answer(port_out, {ONE: yes(), TWO: yes(), THREE: no("port_in_progress")}, by=agent, now=LATER)
    exchange(now=LATER)
    assert said(ours)[1] == (
        "eligibility",
        {
            "accepted": f"{ONE}-{TWO}",
            "date": "2026-12-07",
            "recipient": "SFR0",
            "refused.port_in_progress": THREE,
        },
    )
    execute_port_outs(now=at(DAY, 8))
    exchange(now=at(DAY, 8, 5))
    assert said(ours)[2] == ("execution", {"at": "2026-12-07T07:00:00Z", "recipient": "SFR0", "result": "done"})
    assert states(*OURS) == ["ported_out", "ported_out", "active"]
    announces(ours, ONE, TWO, now=at(DAY, 9))
    assert [route(number) for number in OURS] == [("SFR0", "010801", DAY), ("SFR0", "010801", DAY), None]
    assert Port.objects.filter(number__in=OURS).count() == 2
    assert events(port_out) == ["received", "accepted", "released"]
    assert quarantined() == []


def yes() -> Verdict:
    return Verdict(accepted=True)


def no(refusal: str) -> Verdict:
    return Verdict(accepted=False, refusal=refusal, evidence={"request": "PI-2026-000009"})


@pytest.mark.django_db
def test_both_doors_make_the_same_record_with_the_same_checks_and_clock(ours, agent):
    by_file = asks(ours, ONE)
    by_api = receive(asking(TWO), by=agent, now=NOW)
    same = ("state", "partner", "customer", "customer_kind", "area", "asked", "routing_prefix", "mandate_reference")
    clock = ("scheduled_on", "window", "received_at", "due_at", "suspicious")
    for name in same + clock:
        assert getattr(by_file, name) == getattr(by_api, name), name
    assert checks(by_file, ONE) == checks(by_api, TWO)
    assert failed(by_file) == failed(by_api)


def checks(port_out: PortOut, number: str) -> list[tuple[str, str, str]]:
    rows = PortOutCheck.objects.filter(port_out=port_out, national__in=["", number])
    return sorted(rows.values_list("code", "nature", "verdict"))


def test_a_rule_answers_in_the_same_breath(there):
    serve(ONE)
    asks(there, ONE)
    assert sorted(kinds(there.heard())) == ["acknowledgement", "eligibility"]
    assert there.last("eligibility").fields == {"accepted": ONE, "date": "2026-12-07", "recipient": "SFR0"}


def test_who_asks_for_no_day_is_told_the_first_one(ours, agent):
    port_out = answered(ours, agent, ONE, date="")
    assert port_out.scheduled_on.isoformat() == "2026-12-01"
    assert said(ours)[-1][1]["date"] == "2026-12-01"


def test_the_golden_request_of_the_format_is_taken_up(there):
    """The line that the document's golden file shows, word for word."""
    no_rules()
    RoutingPrefix.objects.create(
        prefix="010006", operator=Operator.objects.get(code="SFR0"), assigned_on=DAY - timedelta(days=900)
    )
    numbers = ["0465712001", "0465712002", "0465712003"]
    serve(*numbers)
    _head, lines = NEUTRAL.read_file((ROOT / "tests/operators/golden/APNF.BASC.20261123080000.000008").read_bytes())
    request = NEUTRAL.read_line(lines[0])
    there.says(request.kind, request.reference, **request.fields)
    port_out = PortOut.objects.get()
    assert (port_out.external_reference, port_out.mandate_reference) == ("SFR0-2026-17", "M-2026-7")
    assert port_out.asked["address"] == {"line1": "6 route des Alpages", "postal_code": "38000", "city": "Grenoble"}
    assert list(port_out.numbers.values_list("national", flat=True)) == numbers
    assert {len(rio) for rio in port_out.numbers.values_list("rio", flat=True)} == {12}


UNREADABLE = [
    ({"recipient": "ZZZZ"}, "bad_field", "ZZZZ"),
    ({"recipient": ""}, "bad_field", "recipient"),
    ({"recipient": "BASC"}, "bad_field", "recipient"),
    ({"donor": "OVH"}, "bad_field", "OVH"),
    ({"numbers": ""}, "bad_field", "numbers"),
    ({"numbers": "12"}, "bad_field", "numbers"),
    ({"numbers": "0465710019-0465710010"}, "bad_field", "numbers"),
    ({"rios": "0465710010"}, "bad_field", "rios"),
    ({"rios": "0465710099:Y0P111111AAA"}, "bad_field", "rios"),
    ({"rios": f"{ONE}:A,{ONE}:B"}, "bad_field", "rios"),
    ({"date": "2026-11-22"}, "bad_field", "date"),
    ({"date": "2026-02-30"}, "bad_field", "date"),
    ({"date": "2199-01-01"}, "bad_field", "date"),
    ({"window": "night"}, "bad_field", "window"),
    ({"customer_kind": "robot"}, "bad_field", "customer_kind"),
    ({"prefix": "999999"}, "bad_field", "prefix"),
    ({"mandate": "M" * 81}, "bad_field", "mandate"),
]


@pytest.mark.parametrize(("changes", "problem", "words"), UNREADABLE)
def test_what_nobody_can_read_waits_with_its_reason_and_holds_up_nobody(ours, changes, problem, words):
    ours.says_all(
        [
            ("port_request", "RQ-1", request_fields(ONE, **changes)),
            ("port_request", "RQ-2", request_fields(TWO)),
        ]
    )
    assert quarantined() == [("RQ-1", problem)]
    text = Message.objects.quarantined().get().problem_text
    assert words in text
    assert not any(name in text for name in PERSONAL.values())
    assert list(PortOut.objects.values_list("external_reference", flat=True)) == ["RQ-2"]
    assert said(ours, "RQ-1") == []
    assert kinds(ours.heard(request="RQ-2")) == ["acknowledgement"]


def test_an_operator_that_becomes_known_is_served_from_quarantine(ours):
    ours.says("port_request", "RQ-1", **request_fields(ONE, recipient="NEWO", prefix=""))
    Operator.objects.create(code="NEWO", name="Nouvel opérateur")
    replay(Message.objects.quarantined().get(), by=UserFactory(groups=["supervisor"]), now=LATER)
    assert PortOut.objects.get().partner.code == "NEWO"
    assert quarantined() == []


def test_what_is_wrong_and_readable_is_for_the_checks(ours):
    port_out = asks(ours, ONE, OTHER, rios=f"{ONE}:Y0P111111AAA")
    assert {"rio", "served_by_us"} <= failed(port_out)
    assert quarantined() == []


@pytest.mark.parametrize("together", [True, False])
def test_the_same_request_twice_is_one(ours, together):
    """Under the same id it is known; under another one it waits for a person."""
    one = ("port_request", "RQ-1", request_fields(ONE))
    for said_now in [[one, one]] if together else [[one], [one]]:
        ours.says_all(said_now)
    assert PortOut.objects.count() == 1
    assert quarantined() == [("RQ-1", "not_expected")]
    assert kinds(ours.heard()) == ["acknowledgement"]


def test_two_recipients_may_use_the_same_reference(ours):
    ours.says_all([("port_request", "RQ-1", request_fields(n, recipient=r)) for n, r in ((ONE, "SFR0"), (TWO, "OVH"))])
    ours.says("cancellation", "RQ-1", recipient="OVH")
    assert dict(PortOut.objects.values_list("partner__code", "state")) == {"SFR0": "received", "OVH": "cancelled"}


def test_a_refused_request_comes_again_under_its_reference(ours, agent):
    first = asks(ours, OTHER)
    answer(first, {OTHER: Verdict(accepted=False, refusal="not_served_by_us")}, by=agent, now=NOW)
    second = asks(ours, ONE, attempt="2")
    ours.says("cancellation", "RQ-1", recipient="SFR0", reason="customer_withdrew")
    assert (fresh(first).state, fresh(second).state) == ("refused", "cancelled")
    assert fresh(second).history.last().reason == "customer_withdrew"
    exchange(now=LATER)
    [refusal] = ours.heard("eligibility")
    assert refusal.fields == {"recipient": "SFR0", "refused.not_served_by_us": OTHER}


@pytest.mark.parametrize("state", ["received", "accepted"])
def test_a_cancelled_request_leaves_the_numbers_with_us(ours, agent, state):
    port_out = asks(ours, ONE) if state == "received" else answered(ours, agent, ONE)
    for _twice in (1, 2):
        ours.says("cancellation", "RQ-1", recipient="SFR0", reason="parce que c'est comme ça")
    execute_port_outs(now=at(DAY, 8))
    assert (fresh(port_out).state, states(ONE)) == ("cancelled", ["active"])
    assert fresh(port_out).history.last().reason == "other"
    assert quarantined() == []


def test_a_cancellation_that_comes_too_late_waits_for_a_person(ours, agent):
    released(ours, agent, ONE)
    ours.says("cancellation", "RQ-1", at(DAY, 10), recipient="SFR0")
    assert quarantined() == [("RQ-1", "not_expected")]


@pytest.mark.parametrize("kind", ["cancellation", "go", "reversal", "reminder"])
@pytest.mark.parametrize("changes", [{}, {"recipient": "OVH"}, {"recipient": "SFR0"}])
def test_a_request_that_nobody_made(ours, kind, changes):
    asks(ours, ONE)
    ours.says(kind, "RQ-1" if changes != {"recipient": "SFR0"} else "RQ-9", **changes)
    assert [problem for _about, problem in quarantined()] == ["unknown_record"]


def test_go_lets_go_before_our_own_clock_does_and_once(ours, agent):
    port_out = answered(ours, agent, ONE, window="afternoon")
    ours.says("go", "RQ-1", at(DAY, 13, 30), date=DAY.isoformat(), recipient="SFR0")
    assert (fresh(port_out).state, fresh(port_out).released_at) == ("released", at(DAY, 13, 30))
    execute_port_outs(now=at(DAY, 14))
    ours.says("go", "RQ-1", at(DAY, 14, 5), date=DAY.isoformat(), recipient="SFR0")
    assert len(ours.heard("execution")) == 1
    assert quarantined() == []


def test_go_on_another_day_or_before_an_answer(ours, agent):
    port_out = asks(ours, ONE)
    ours.says("go", "RQ-1", date="2026-11-23", recipient="SFR0")
    accept_all(port_out, by=agent, now=LATER)
    ours.says("go", "RQ-1", date="2026-11-23", recipient="SFR0")
    assert fresh(port_out).state == "accepted"
    assert [problem for _about, problem in quarantined()] == ["not_expected"] * 2


def test_a_reminder_is_answered_with_what_was_said(ours, agent):
    port_out = asks(ours, ONE)
    for awaited in ("acknowledgement", "eligibility"):
        ours.says("reminder", "RQ-1", recipient="SFR0", waiting_for=awaited)
    assert kinds(ours.heard()) == ["acknowledgement"] * 2
    assert ours.heard()[0].fields == ours.heard()[1].fields
    accept_all(port_out, by=agent, now=LATER)
    ours.says("reminder", "RQ-1", LATER, recipient="SFR0", waiting_for="eligibility")
    first, second = ours.heard("eligibility")
    assert first.fields == second.fields


def test_the_recipient_of_the_api_is_not_written_to(ours, agent):
    port_out = receive(asking(ONE), by=agent, now=NOW)
    accept_all(port_out, by=agent, now=NOW)
    execute_port_outs(now=at(DAY, 8))
    exchange(now=at(DAY, 8, 5))
    assert ours.heard() == []


def test_the_announcement_may_come_before_our_own_clock(ours, agent):
    port_out = answered(ours, agent, ONE, TWO)
    announces(ours, ONE, TWO, now=at(DAY, 7))
    assert (fresh(port_out).state, states(ONE, TWO)) == ("released", ["ported_out"] * 2)
    execute_port_outs(now=at(DAY, 8))
    assert Port.objects.filter(number__in=OURS).count() == 2
    assert quarantined() == []


def test_an_announcement_for_the_day_to_come_lets_nothing_go_yet(ours, agent):
    port_out = answered(ours, agent, ONE)
    announces(ours, ONE, now=at(DAY, 7) - timedelta(days=3), date=DAY.isoformat())
    assert (fresh(port_out).state, states(ONE)) == ("accepted", ["active"])
    execute_port_outs(now=at(DAY, 8))
    assert route(ONE) == ("SFR0", "010801", DAY)
    assert Port.objects.filter(number=ONE).count() == 1


def test_who_was_promised_nothing_takes_nothing_in_silence(ours, agent):
    """The register says where calls go; that nobody let the number go is seen by a person."""
    port_out = answered(ours, agent, ONE)
    for hour in (9, 10):
        announces(ours, ONE, TWO, now=at(DAY, hour), recipient="OVH")
    assert (fresh(port_out).state, states(ONE, TWO)) == ("accepted", ["active", "active"])
    assert route(TWO) == ("OVH", "010802", DAY)
    assert_somebody_sees_it(ONE, TWO, partner="OVH")


def test_a_request_that_is_not_answered_promises_nothing(ours):
    asks(ours, ONE)
    announces(ours, ONE, now=at(DAY, 9))
    assert states(ONE) == ["active"]
    assert_somebody_sees_it(ONE, partner="SFR0")


def assert_somebody_sees_it(*numbers: str, partner: str) -> None:
    """One file of a wrongful port, however often the announcement comes."""
    [file] = Restoration.objects.all()
    assert (file.side, file.partner.code, file.numbers) == ("taken_from_us", partner, sorted(numbers))
    assert file.due_at
    assert quarantined() == []


@pytest.mark.parametrize("first", ["reversal", "announcement"])
def test_a_port_that_is_undone_works_again_for_its_customer(ours, agent, first):
    port_out = released(ours, agent, ONE, TWO)
    announces(ours, ONE, TWO, now=at(DAY, 9))
    acts = {
        "reversal": lambda: ours.says("reversal", "RQ-1", at(DAY, 15), recipient="SFR0", numbers=f"{ONE}-{TWO}"),
        "announcement": lambda: announces(ours, ONE, TWO, now=at(DAY, 15), recipient="SFR0", operator="", prefix=""),
    }
    for name in [first, *(acts.keys() - {first})]:
        acts[name]()
    assert states(ONE, TWO) == ["active", "active"]
    assert [route(number) for number in (ONE, TWO)] == [None, None]
    assert ours.last("acknowledgement").fields["recipient"] == "SFR0"
    assert set(ClosingItem.objects.filter(port_out=port_out).values_list("not_needed", flat=True)) == {True}
    assert quarantined() == []


def test_a_number_that_came_to_us_before_leads_to_us_again(ours, agent):
    number = "0199000150"
    serve(number)
    own = Operator.objects.own()
    Port.objects.create(
        number=number, operator=own, routing_prefix=own.prefixes.get(), since=DAY - timedelta(days=90), source="demo"
    )
    released(ours, agent, number)
    assert route(number) == ("SFR0", "010801", DAY)
    ours.says("reversal", "RQ-1", at(DAY, 15), recipient="SFR0")
    assert route(number)[:2] == ("BASC", "010999")
    assert states(number) == ["active"]


def test_a_reversal_of_what_has_not_gone_or_of_other_numbers(ours, agent):
    answered(ours, agent, ONE)
    ours.says("reversal", "RQ-1", recipient="SFR0", numbers=ONE)
    execute_port_outs(now=at(DAY, 8))
    ours.says("reversal", "RQ-1", at(DAY, 9), recipient="SFR0", numbers=TWO)
    assert [problem for _about, problem in quarantined()] == ["not_expected", "bad_field"]
    assert states(ONE, TWO) == ["ported_out", "active"]


def test_a_number_given_back_leads_to_its_range_holder(ours, agent):
    released(ours, agent, ONE)
    announces(ours, ONE, now=at(DAY, 9))
    fields = {"date": "2027-03-01", "numbers": ONE, "operator": "SFR0", "range_holder": "BASC"}
    for _twice in (1, 2):
        ours.says("number_return", ONE, at(DAY, 10), **fields)
    assert route(ONE) is None
    assert Port.objects.get(number=ONE).ended_on.isoformat() == "2027-03-01"
    assert quarantined() == []


@pytest.mark.parametrize("changes", [{"numbers": ""}, {"date": ""}, {"numbers": "12"}, {"date": "9999-01-01"}])
def test_a_return_that_cannot_be(ours, changes):
    fields = {"date": "2026-11-23", "numbers": OTHER, "operator": "SFR0"} | changes
    ours.says("number_return", OTHER, **{name: value for name, value in fields.items() if value})
    assert [problem for _about, problem in quarantined()] == ["bad_field"]


def test_nobody_else_gives_back_what_works_for_a_customer_of_ours(ours):
    ours.says("number_return", ONE, date="2026-11-23", numbers=ONE, operator="SFR0")
    assert quarantined() == [(ONE, "not_expected")]


@pytest.mark.parametrize("kind", ["port_request", "cancellation", "go", "reversal", "reminder", "number_return"])
def test_somebody_takes_up_each_kind(kind):
    assert ("clearing_house", kind) in HANDLERS


@pytest.mark.django_db
def test_two_hundred_requests_cost_what_one_costs(ours):
    costs = []
    for count in (1, 20, 200):
        lines = [
            Message(
                counterpart="clearing_house",
                message_id=f"S-{count}-{i}",
                kind="port_request",
                reference=f"RQ-{count}-{i}",
                fields=request_fields(f"04657{15000 + 1000 * len(costs) + i}"),
            )
            for i in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert HANDLERS["clearing_house", "port_request"](lines, NOW) == {}
        costs.append(len(queries))
    assert costs[1] <= costs[0]
    assert costs[2] <= costs[1] + 40, "rows are written by the hundred"
    assert PortOut.objects.count() == 221
