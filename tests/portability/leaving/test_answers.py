"""What may be answered, by whom, on which ground; and what rules answer without a human."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM
from bascule.rules import RuleRefused
from operators.models import Operator
from portability.leaving import Verdict, accept_all, answer, receive, receive_all
from portability.models import AnswerRule, Number, PortOut, PortOutNumber
from portability.models.number import NumberState
from portability.models.port_out import Refusal
from tests.factories import UserFactory
from tests.portability.leaving.desk import (
    DAY,
    ONE,
    OURS,
    THREE,
    TWO,
    agent,
    asking,
    events,
    fresh,
    no_rules,
    own_rio,
    quarantined,
    received,
    serve,
)
from tests.portability.world import NOW

pytestmark = pytest.mark.usefixtures("desk")
YES = Verdict(accepted=True)
WRONG_RIO = {ONE: own_rio(ONE), TWO: own_rio(TWO, reference="ZZ99ZZ")}


def no(ground: str, **evidence) -> Verdict:
    return Verdict(accepted=False, refusal=ground, evidence=evidence)


def test_each_number_has_its_own_answer():
    serve(ONE, TWO)
    request = received(ONE, TWO, rios=WRONG_RIO)
    answered = answer(request, {ONE: YES, TWO: no("rio_invalid")}, by=agent(), now=NOW + timedelta(hours=2))
    assert (answered.state, answered.answered_at) == ("accepted", NOW + timedelta(hours=2))
    lines = {line.national: line for line in answered.numbers.all()}
    assert (lines[ONE].answer, lines[ONE].promised) == ("accepted", True)
    assert (lines[TWO].answer, lines[TWO].refusal, lines[TWO].promised) == ("refused", "rio_invalid", False)
    assert lines[TWO].evidence == {"check": "rio", "differs": "reference"}
    assert answered.history.last().facts == {"accepted": 1, "refused": 1, "grounds": ["rio_invalid"]}


def test_refused_when_no_number_is_accepted():
    serve(ONE)
    request = received(ONE, rios={ONE: "Y0P12"})
    answered = answer(request, {ONE: no("rio_invalid")}, by=agent(), now=NOW)
    assert (answered.state, answered.due_at) == ("refused", None)
    assert answered.history.last().facts == {"refused": 1, "grounds": ["rio_invalid"]}
    assert Number.objects.get(national=ONE).state == "active"


@pytest.mark.parametrize("ground", [*Refusal.values, "unpaid_bill", "commitment", "identity", "mandate_reference", ""])
def test_a_request_that_is_right_cannot_be_refused(ground):
    serve(ONE)
    request = received(ONE)
    with pytest.raises(RuleRefused) as refused:
        answer(request, {ONE: no(ground)}, by=agent(), now=NOW)
    legal = ground in Refusal.values
    assert refused.value.code == ("ground_needs_evidence" if legal else "ground_not_legal")
    assert refused.value.field == f"numbers.{ONE}"
    assert (fresh(request).state, events(request)) == ("received", ["received"])
    assert not PortOutNumber.objects.exclude(answer="").exists()


@pytest.mark.parametrize("changes", [{"mandate_reference": ""}, {"routing_prefix": "010802"}])
@pytest.mark.parametrize("ground", Refusal.values)
def test_a_signal_is_never_a_ground(changes, ground):
    serve(ONE)
    request = received(ONE, **changes)
    assert request.suspicious
    with pytest.raises(RuleRefused):
        answer(request, {ONE: no(ground)}, by=agent(), now=NOW)


@pytest.mark.parametrize(
    ("ground", "stands"),
    [
        ("incomplete", True),
        ("port_in_progress", True),
        ("number_inactive", True),
        ("rio_invalid", False),
        ("rio_missing", False),
        ("not_served_by_us", False),
    ],
)
def test_typed_facts_stand_where_people_can_know_better(ground, stands):
    serve(ONE)
    request = received(ONE)
    given = {ONE: no(ground, fact="seen_on_site", on="2026-11-23")}
    if stands:
        answered = answer(request, given, by=agent(), now=NOW)
        evidence = answered.numbers.get().evidence
        assert evidence == {"check": "typed", "fact": "seen_on_site", "on": "2026-11-23"}
    else:
        with pytest.raises(RuleRefused):
            answer(request, given, by=agent(), now=NOW)


def failing(case: str) -> PortOut:
    """A request of one number with one failed ground."""
    if case == "not_served_by_us":
        return received("0199000777")
    if case == "number_inactive":
        quarantined(ONE, days=60)
        return received(ONE)
    serve(ONE)
    if case == "port_in_progress":
        received(ONE, recipient="FREE", routing_prefix="010800")
    changes = {
        "rio_invalid": {"rios": {ONE: own_rio(ONE, reference="ZZ99ZZ")}},
        "rio_missing": {"rios": {}, "main_number": ""},
        "incomplete": {"customer": {}},
    }
    return received(ONE, **changes.get(case, {}))


@pytest.mark.parametrize("offered", Refusal.values)
@pytest.mark.parametrize("case", Refusal.values)
def test_the_ground_must_be_that_of_the_failed_check(case, offered):
    request = failing(case)
    [line] = request.numbers.all()
    given = {line.national: no(offered)}
    if case == offered:
        assert answer(request, given, by=agent(), now=NOW).state == "refused"
        assert request.numbers.get().evidence["check"]
    else:
        with pytest.raises(RuleRefused):
            answer(request, given, by=agent(), now=NOW)


@pytest.mark.parametrize(
    ("answers", "code", "field"),
    [
        ({}, "answer_missing", f"numbers.{ONE}"),
        ({ONE: YES, TWO: YES}, "unknown_number", f"numbers.{TWO}"),
    ],
)
def test_all_numbers_of_the_request_are_answered_and_no_other(answers, code, field):
    serve(*OURS)
    request = received(ONE)
    with pytest.raises(RuleRefused) as refused:
        answer(request, answers, by=agent(), now=NOW)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("state", [NumberState.AVAILABLE, NumberState.PORTED_OUT, NumberState.RETURNED])
def test_nobody_gives_away_what_we_do_not_serve(state):
    serve(ONE, TWO)
    request = received(ONE, TWO)
    Number.objects.filter(national=TWO).delete()
    serve(TWO, state=state)
    with pytest.raises(RuleRefused) as refused:
        accept_all(request, by=agent(), now=NOW)
    assert (refused.value.code, refused.value.field) == ("not_served_by_us", f"numbers.{TWO}")


def test_a_number_is_promised_once():
    serve(ONE, TWO)
    first, second = received(ONE), received(ONE, TWO, recipient="FREE", routing_prefix="010800")
    accept_all(first, by=agent(), now=NOW)
    with pytest.raises(RuleRefused) as refused:
        accept_all(second, by=agent(), now=NOW)
    assert (refused.value.code, refused.value.extra) == ("port_in_progress", {"reference": first.reference})
    assert events(second) == ["received"]
    answered = answer(second, {ONE: no("port_in_progress"), TWO: YES}, by=agent(), now=NOW)
    assert answered.numbers.get(national=ONE).evidence == {"check": "no_open_port", "reference": first.reference}


def test_the_second_of_two_people_comes_too_late():
    serve(ONE)
    request = received(ONE, rios={ONE: "Y0P12"})
    one, other = agent(), agent()
    seen_by_both = fresh(request)
    answer(request, {ONE: no("rio_invalid")}, by=one, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        accept_all(seen_by_both, by=other, now=NOW)
    assert [line.by for line in request.history][1:] == [one.username]


@pytest.mark.parametrize("groups", [[], ["partner manager"]])
def test_who_may_not_answer(groups):
    serve(ONE)
    request = received(ONE)
    with pytest.raises(PermissionDenied):
        accept_all(request, by=UserFactory(groups=groups), now=NOW)
    assert events(request) == ["received"]


def test_what_they_wrote_is_not_for_sales():
    held = {name: UserFactory(groups=[name]).has_perm("portability.view_asked_portout") for name in GROUPS}
    assert held == {"agent": True, "supervisor": True, "partner manager": False}


GROUPS = ("agent", "supervisor", "partner manager")


def test_a_small_clean_request_is_accepted_at_once():
    serve(ONE)
    request = receive(asking(ONE), by=SYSTEM, now=NOW)
    rule = AnswerRule.objects.get(action="accept")
    assert (request.state, request.answered_at) == ("accepted", NOW)
    assert (request.history.last().by, request.history.last().reason) == ("system", f"rule:{rule.pk}")
    assert request.numbers.get().promised


@pytest.mark.parametrize(
    "changes",
    [
        {"mandate_reference": ""},
        {"rios": {ONE: own_rio(ONE, reference="ZZ99ZZ")}},
        {"customer": {}},
        {"date": DAY - timedelta(days=1)},
    ],
)
def test_anything_wrong_or_odd_is_left_to_a_human(changes):
    serve(ONE)
    assert receive(asking(ONE, **changes), by=SYSTEM, now=NOW).state == "received"


def test_so_are_many_numbers():
    many = [f"04657120{number:02}" for number in range(11)]
    serve(*many)
    assert receive(asking(*many), by=SYSTEM, now=NOW).state == "received"
    AnswerRule.objects.filter(action="accept").update(most_numbers=11)
    serve(*OURS)
    assert receive(asking(*OURS, main_number=""), by=SYSTEM, now=NOW).state == "accepted"


def rule(action: str, **fields) -> AnswerRule:
    return AnswerRule.objects.create(name=action, action=action, **fields)


@pytest.mark.parametrize("fields", [{"recipient": "FREE"}, {"customer_kind": "person"}, {"most_numbers": 0}])
def test_a_rule_is_about_whom_it_names(fields):
    no_rules()
    serve(ONE)
    recipient = fields.pop("recipient", None)
    rule("accept", recipient=Operator.objects.get(code=recipient) if recipient else None, **fields)
    assert receive(asking(ONE), by=SYSTEM, now=NOW).state == "received"


def test_the_first_rule_that_fits_decides():
    serve(ONE)
    rule("human", position=1, recipient=Operator.objects.get(code="SFR0"))
    assert receive(asking(ONE), by=SYSTEM, now=NOW).state == "received"


@pytest.mark.parametrize(
    ("case", "state"),
    [
        ("rio_invalid", "refused"),
        ("not_served_by_us", "refused"),
        ("number_inactive", "received"),
        ("rio_missing", "received"),
        ("incomplete", "received"),
        ("port_in_progress", "received"),
    ],
)
def test_a_rule_refuses_only_what_is_certain(case, state):
    first = failing(case)
    rule("refuse", position=1)
    rios = {line.national: line.rio for line in first.numbers.all() if line.rio}
    numbers = [line.national for line in first.numbers.all()]
    asked = asking(*numbers, rios=rios, main_number=first.main_number, customer=first.asked)
    again = receive(asked, by=SYSTEM, now=NOW)
    assert again.state == state
    if state == "refused":
        assert again.history.last().by == "system"
        assert again.numbers.get().refusal == case


def test_no_rule_refuses_as_the_product_comes():
    serve(ONE)
    request = receive(asking(ONE, rios={ONE: "Y0P12"}), by=SYSTEM, now=NOW)
    assert request.state == "received"


def test_a_rule_leaves_a_mixed_request_to_a_human():
    no_rules()
    rule("refuse")
    serve(ONE, TWO)
    assert receive(asking(ONE, TWO, rios=WRONG_RIO), by=SYSTEM, now=NOW).state == "received"


def test_many_at_once_each_with_its_own_fate():
    serve(ONE, TWO)
    asked = [
        asking(ONE, main_number=""),
        asking(ONE, numbers=["abc"]),
        asking(TWO, mandate_reference=""),
        asking(THREE, routing_prefix="099999"),
    ]
    accepted, unreadable, odd, unknown = receive_all(asked, by=SYSTEM, now=NOW)
    assert (accepted.state, odd.state) == ("accepted", "received")
    assert (unreadable.code, unreadable.field) == ("malformed", "numbers.0")
    assert (unknown.code, unknown.field) == ("prefix_unknown", "routing_prefix")
    assert PortOut.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"numbers": []}, "numbers_missing", "numbers"),
        ({"numbers": [ONE, "12"]}, "malformed", "numbers.1"),
        ({"numbers": ["0465710000-0465719999", "0199000000"]}, "too_many_numbers", "numbers"),
        ({"rios": {THREE: own_rio(THREE)}}, "unknown_number", f"rios.{THREE}"),
        ({"rios": {"x": "y"}}, "malformed", "rios.x"),
        ({"date": NOW.date() - timedelta(days=1)}, "date_past", "date"),
        ({"date": NOW.date() + timedelta(days=400)}, "date_too_late", "date"),
        ({"window": "night"}, "unknown_window", "window"),
        ({"routing_prefix": "099999"}, "prefix_unknown", "routing_prefix"),
        ({"main_number": "??"}, "malformed", "main_number"),
        ({"mandate_reference": "M" * 81}, "unreadable", "mandate_reference"),
        ({"external_reference": "a\x00b"}, "unreadable", "external_reference"),
        ({"recipient": "BASC"}, "recipient_is_us", "recipient"),
    ],
)
def test_what_nobody_can_read_is_refused_with_its_field(changes, code, field):
    serve(ONE)
    with pytest.raises(RuleRefused) as refused:
        receive(asking(ONE, **{"rios": {}, **changes}), by=SYSTEM, now=NOW)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not PortOut.objects.exists()


def test_numbers_are_read_as_people_write_them():
    serve(*OURS)
    request = received(
        numbers=["04 65 71 00 10", "+33465710011-0465710012", "0465710010"], main_number="04.65.71.00.10"
    )
    assert [line.national for line in request.numbers.all()] == list(OURS)
    assert request.main_number == ONE


def test_only_what_helps_to_tell_the_customer_is_kept():
    written = {"name": "Durand", "iban": "FR76", "email": "a@b.example", "address": {"line1": "1 rue A", "floor": "3"}}
    request = received(ONE, customer=written)
    assert request.asked == {"name": "Durand", "address": {"line1": "1 rue A"}}


@pytest.mark.parametrize("door", ["api", "clearing_house"])
def test_a_character_that_no_database_keeps(door):
    serve(ONE)
    request = received(ONE, door=door, rios={ONE: "\x00Y0"}, customer={"name": "Dur\x00and"}, external_reference="X-1")
    assert (request.asked, request.numbers.get().rio) == ({"name": "Dur and"}, "Y0")


def test_the_history_holds_nothing_personal():
    serve(ONE)
    request = received(ONE)
    accept_all(request, by=agent(), now=NOW)
    told = str(list(request.history.values("reason", "facts")))
    assert "Laiterie" not in told
    assert own_rio(ONE) not in told
