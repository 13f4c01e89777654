"""What the incumbent says too late, twice, of nothing that we know, or of what was cancelled."""

import pytest

from activation.changing import cancel, terminate
from activation.models import FailureReason, IncumbentCode, Takeover
from activation.reasons import reason_for, reason_of, recognise
from activation.takeovers import dismiss, open_file, restore
from bascule.lifecycle import SYSTEM, perform
from bascule.rules import RuleRefused
from operators.models import Message
from tests.activation.factories import FailureReasonFactory, OfferFactory
from tests.activation.place import (
    LINE,
    acknowledge,
    at,
    day,
    events,
    fail,
    fresh,
    hear,
    line_of,
    order_of,
    places,
    refuse,
    report,
    said,
    send,
    someone,
)
from tests.factories import NumberFactory, OperatorFactory
from tests.portability.leaving.factories import PortOutNumberFactory

NOW = at(day(9))


@pytest.fixture
def sent(exchange):
    subscription = someone(waived=True)
    send(day(1))
    return subscription


def codes(problems):
    return [problem.code for problem in problems.values()]


@pytest.mark.parametrize("kind", ["access_acknowledgement", "completion_report"])
def test_of_an_order_that_we_never_made(exchange, kind):
    assert codes(hear(kind, "UO-1999-000001", NOW, result="ok")) == ["unknown_record"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("access_acknowledgement", {"result": "failed"}),
        ("access_acknowledgement", {"result": "error"}),
        ("completion_report", {"result": "error", "code": "E-HELD"}),
        ("completion_report", {"result": "failed"}),
        ("completion_report", {"result": "ok", "done_on": "2026-12-24"}),
        ("completion_report", {"result": "ok", "done_on": "tomorrow"}),
    ],
)
def test_what_cannot_be_understood_stays_in_quarantine_and_moves_nothing(sent, kind, fields):
    assert codes(hear(kind, order_of(sent), NOW, **fields)) == ["bad_field"]
    assert order_of(sent).state == "sent"


def test_an_acknowledgement_in_error_makes_us_call(sent):
    order = order_of(sent)
    refuse(order, "E-ADDRESS", NOW, "Autre adresse")
    refused, waiting = fresh(order), fresh(sent)
    assert (refused.state, refused.failure_code) == ("acknowledged_in_error", "address_mismatch")
    assert refused.failure_text == "E-ADDRESS: Autre adresse"
    assert (waiting.state, waiting.waits_for) == ("waiting_for_customer", "address_mismatch")
    assert reason_of(waiting).script_fr.startswith("Bonjour")
    assert {state for _number, state in places()} == {"free"}


def test_a_code_that_nobody_has_mapped_keeps_its_words_and_is_recognised_later(sent):
    refuse(order_of(sent), "E-MOON", NOW, "Lune pleine")
    waiting = fresh(sent)
    assert (waiting.waits_for, waiting.waits_for_text) == ("unknown", "E-MOON: Lune pleine")
    mapping = IncumbentCode.objects.create(their_code="E-MOON", reason=FailureReasonFactory(code="full_moon"))
    assert recognise(mapping) == 1
    assert (fresh(sent).waits_for, order_of(sent).failure_code) == ("full_moon", "full_moon")
    assert reason_for("E-MOON").code == "full_moon"
    assert recognise(mapping) == 0


def test_twice_the_same_says_nothing_new(sent):
    order = order_of(sent)
    assert acknowledge(order, NOW) == acknowledge(order, NOW) == {}
    assert report(order, NOW) == report(order, NOW) == {}
    assert acknowledge(order, NOW) == {}
    assert events(order) == ["due", "sent", "acknowledged", "done"]
    assert fresh(order).stray_result == ""


def test_a_refusal_twice_says_nothing_new(sent):
    order = order_of(sent)
    assert refuse(order, "E-ADDRESS", NOW) == refuse(order, "E-ADDRESS", NOW) == {}
    assert fresh(order).state == "acknowledged_in_error"


def test_a_refusal_of_what_was_acknowledged_is_not_expected(sent):
    acknowledge(order_of(sent), NOW)
    assert codes(refuse(order_of(sent), "E-ADDRESS", NOW)) == ["not_expected"]


def test_two_messages_of_one_order_in_one_file(sent):
    from operators.exchange.uptake import take_up

    order = order_of(sent)
    about = {"counterpart": "incumbent", "way": "in", "reference": order.reference, "fields": {"result": "ok"}}
    kinds = "access_acknowledgement", "completion_report", "completion_report"
    messages = [Message(message_id=f"T-{place}", kind=kind, **about) for place, kind in enumerate(kinds)]
    assert take_up(messages, NOW) == {}
    assert events(order) == ["due", "sent", "acknowledged", "done"]


def test_the_contrary_of_what_is_known_is_kept_for_people(sent):
    order = order_of(sent)
    report(order, NOW)
    assert fail(order, "E-NO-PAIR", NOW) == {}
    stray = fresh(order)
    assert (stray.state, stray.stray_result, stray.stray_at) == ("done", "failed", NOW)
    assert fresh(sent).state == "activating"
    perform(stray, "settle_stray", by=SYSTEM, now=NOW)
    assert fresh(order).stray_result == ""


def test_a_line_that_failed_and_works_after_all_is_kept_for_people(sent):
    order = order_of(sent)
    fail(order, "E-NO-PAIR", NOW)
    report(order, NOW)
    assert (fresh(order).state, fresh(order).stray_result) == ("failed", "ok")
    assert not Takeover.objects.exists()


def test_a_line_that_was_cancelled_and_is_made_all_the_same(sent):
    """Full: whoever had it has lost it to us. A file is opened, and the line is given back."""
    order = order_of(sent)
    cancel(sent, by=SYSTEM, now=NOW, reason="customer_withdrew")
    assert said("access_cancellation")[0].fields == {"reason": "customer_withdrew"}
    assert report(order, at(day(12))) == report(order, at(day(12), 11)) == {}
    assert (fresh(order).state, fresh(order).stray_result) == ("cancelled", "ok")
    file = Takeover.objects.get()
    assert (file.side, file.line_number, file.order, file.state) == ("taken_by_us", LINE, order, "open")
    assert events(order).count("stray_report") == 1
    restore(file, by=SYSTEM, now=at(day(13)))
    [given_back] = said("access_termination")
    assert (given_back.reference, given_back.fields["reason"]) == (order.reference, "wrongful")


def test_a_partial_one_takes_nobody_s_line(exchange):
    subscription = someone(OfferFactory(partial=True))
    send(day(1))
    order = order_of(subscription)
    cancel(subscription, by=SYSTEM, now=NOW)
    report(order, at(day(12)))
    assert fresh(order).stray_result == "ok"
    assert not Takeover.objects.exists()


def test_a_failure_of_what_was_cancelled_is_what_we_wanted(sent):
    order = order_of(sent)
    cancel(sent, by=SYSTEM, now=NOW)
    assert fail(order, "E-CANCELLED", at(day(12))) == {}
    assert fresh(order).stray_result == ""


def hear_error(kind, code):
    [message] = said(kind)
    return hear("error", message.reference, NOW, message=message.message_id, code=code, text="Non")


def test_an_order_that_was_not_taken_up_at_all(sent):
    assert hear_error("access_order", "malformed") == {}
    assert (order_of(sent).state, fresh(sent).waits_for) == ("acknowledged_in_error", "malformed")


def test_an_order_that_they_have_already(sent):
    assert hear_error("access_order", "known-already") == {}
    assert order_of(sent).state == "sent"


def test_a_cancellation_that_comes_too_late(sent):
    cancel(sent, by=SYSTEM, now=NOW)
    assert hear_error("access_cancellation", "E-TOO-LATE") == {}
    assert order_of(sent).stray_result == "ok"
    assert Takeover.objects.get().side == "taken_by_us"


def lost(operator="", number=LINE, reference=""):
    return hear("access_lost", reference, NOW, line_number=number, operator=operator, on=day(9).isoformat())


def test_a_line_that_another_operator_takes(exchange):
    subscription = line_of()
    thief = OperatorFactory(code="FREE")
    assert lost("FREE") == lost("FREE") == {}
    file = Takeover.objects.get()
    assert (file.side, file.subscription, file.other) == ("taken_from_us", subscription, thief)
    assert file.order == order_of(subscription)
    assert file.due_at.date() == day(17)
    assert events(file) == ["open"]
    assert fresh(dismiss(file, by=SYSTEM, now=NOW)).ended_on == day(9)


@pytest.mark.parametrize(
    ("works", "state", "event"), [(True, "terminated", "terminated"), (False, "cancelled", "cancelled")]
)
def test_a_line_whose_number_was_promised_ends_with_it(exchange, works, state, event):
    """Whether all its services work already or not: nobody did wrong, and no file is opened."""
    subscription = line_of()
    if works:
        perform(subscription, "finish", by=SYSTEM, now=NOW)
    number = NumberFactory(national=LINE, carries_access=True)
    PortOutNumberFactory(port_out__partner=OperatorFactory(code="FREE"), port_out__state="accepted", national=LINE)
    assert lost("FREE") == {}
    assert (fresh(subscription).state, events(subscription)[-1]) == (state, event)
    assert subscription.history.last().reason == "ported_out"
    assert not fresh(number).carries_access
    assert not Takeover.objects.exists()


def test_one_that_was_promised_to_another_is_taken_by_mistake(exchange):
    line_of()
    OperatorFactory(code="SFR0")
    PortOutNumberFactory(port_out__partner=OperatorFactory(code="FREE"), port_out__state="accepted", national=LINE)
    assert lost("SFR0") == {}
    assert Takeover.objects.get().other.code == "SFR0"


def test_a_line_that_is_not_ours_is_lost_by_somebody_else(exchange):
    assert codes(lost()) == ["unknown_record"]
    assert codes(lost(number="")) == ["bad_field"]


def test_files_opened_by_hand(exchange):
    subscription = line_of()
    own, other = order_of(subscription).partner, OperatorFactory()
    facts = {"by": SYSTEM, "now": NOW}
    with pytest.raises(RuleRefused) as refused:
        open_file(LINE, "taken_from_us", other=own, **facts)
    assert refused.value.code == "other_is_us"
    with pytest.raises(RuleRefused) as refused:
        open_file("0199000777", "taken_from_us", other=other, **facts)
    assert refused.value.code == "never_ours"
    file = open_file(LINE, "taken_from_us", other=other, **facts)
    assert file.subscription == subscription
    with pytest.raises(RuleRefused) as refused:
        open_file(LINE, "taken_by_us", **facts)
    assert refused.value.code == "already_open"
    restore(file, by=SYSTEM, now=NOW)
    assert said("access_termination") == []


def test_reasons_say_all_that_an_agent_needs(db):
    reasons = FailureReason.objects.all()
    assert len(reasons) >= 20
    families = {"identification", "ownership", "technical", "customer", "operator_data", "plant", "unknown"}
    assert {reason.family for reason in reasons} == families
    for reason in reasons:
        reason.full_clean()
        assert "?" in reason.script_fr or ":" in reason.script_fr
        assert reason.script_en.startswith("Hello, ")


def test_each_code_of_the_format_has_its_reason(db):
    from operators.exchange.simulator.wiring import WORDS

    assert set(WORDS) <= set(IncumbentCode.objects.values_list("their_code", flat=True))


def test_a_line_given_up_is_told(exchange):
    subscription = line_of()
    perform(subscription, "finish", by=SYSTEM, now=NOW)
    terminate(fresh(subscription), by=SYSTEM, now=NOW, reason="customer_asked")
    [message] = said("access_termination")
    assert message.reference == order_of(subscription).reference
    assert message.fields == {"line_number": LINE, "reason": "customer_asked", "on": day(9).isoformat()}
