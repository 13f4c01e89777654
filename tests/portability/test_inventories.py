"""Inventories: who is asked, how a quote follows the answers, who is chased."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform
from bascule.models import History
from bascule.rules import RuleRefused
from operators.models import Message, MessageStatus, Operator, Way
from operators.numbering import parse_numbers
from portability.board import inventories_that_wait
from portability.clearing_house.inventories import acknowledge_inventories, hear_of_question, take_answers
from portability.inventories import enter_list, enter_refusal, take_list, take_refusal
from portability.models import CounterpartReason, Inventory, Quote, RejectionReason
from portability.quoting.record import keep_with_donor, make_quote, offer_declared
from portability.tasks import chase_inventories
from tests.factories import UserFactory
from tests.portability.world import NETWORK_ONLY, NEVER_PORTED, NOW, ONCE, asking, rio_for

pytestmark = pytest.mark.usefixtures("desk")

HOUSE = "clearing_house"
UNALLOCATED = "0536490001"


def waiting(*numbers: str, **changes) -> Quote:
    asked = asking(*numbers, **{"main_number": NEVER_PORTED, "inventory": True, **changes})
    return make_quote(asked, by=SYSTEM, now=NOW)


def asked_of(quote: Quote) -> dict[str, str]:
    rows = quote.inventories.order_by("reference")
    return {row.donor.code: row.main_number for row in rows}


def said_by(kind: str, reference: str, message_id: str = "", **fields: str) -> Message:
    """A message of the clearing house, as the inbox hands it over."""
    count = Message.objects.count() + 1
    return Message.objects.create(
        counterpart=HOUSE,
        way=Way.IN,
        status=MessageStatus.QUARANTINED,
        problem="failed",
        message_id=message_id or f"T-{count}",
        kind=kind,
        reference=reference,
        fields=fields,
        at=NOW,
    )


def stored(record):
    return type(record).objects.get(pk=record.pk)


class TestAsking:
    def test_every_donor_is_asked_about_a_number_of_its_own(self):
        quote = waiting(ONCE, NEVER_PORTED, "0199000101", "0353010001")
        assert asked_of(quote) == {"OVH": ONCE, "FRTE": NEVER_PORTED, "SFR0": "0353010001"}

    def test_a_main_number_alone_is_enough(self):
        quote = waiting(main_number=ONCE)
        inventory = quote.inventories.get()
        assert (quote.state, inventory.donor.code, inventory.main_number) == ("awaiting_inventory", "OVH", ONCE)
        assert inventory.reference == "IN-2026-000001"
        assert timezone.localtime(inventory.due_at).isoformat() == "2026-12-01T00:00:00+01:00"

    def test_the_donor_that_was_given_is_believed_of_an_undeclared_number(self):
        assert asked_of(waiting(donor=Operator.objects.get(code="FREE"))) == {"FREE": NEVER_PORTED}

    @pytest.mark.parametrize("main_number", [UNALLOCATED, NETWORK_ONLY, "0465710009"])
    def test_nobody_is_asked_when_no_other_donor_is_known(self, main_number):
        quote = waiting(main_number=main_number)
        assert (quote.state, asked_of(quote)) == ("awaiting_inventory", {})
        assert enter_list(quote, parse_numbers([NEVER_PORTED]), by=SYSTEM, now=NOW).state == "offered"

    def test_the_question_is_in_the_outbox_and_its_birth_in_the_history(self):
        inventory = waiting().inventories.get()
        message = Message.objects.get(kind="inventory_request")
        assert (message.counterpart, message.way, message.status) == (HOUSE, Way.OUT, MessageStatus.WAITING)
        assert message.reference == inventory.reference
        assert message.fields == {
            "customer": "Boulangerie Durand",
            "donor": "FRTE",
            "main_number": NEVER_PORTED,
            "postal_code": "75011",
        }
        assert [line.event for line in inventory.history] == ["inventory.asked"]

    def test_without_an_inventory_nobody_is_asked(self):
        make_quote(asking(NEVER_PORTED), by=SYSTEM, now=NOW)
        assert (Inventory.objects.count(), Message.objects.count()) == (0, 0)

    def test_a_quote_that_may_not_be_made_asks_nobody(self):
        with pytest.raises(PermissionDenied):
            make_quote(asking(main_number=NEVER_PORTED, inventory=True), by=UserFactory(), now=NOW)
        assert (Inventory.objects.count(), Message.objects.count()) == (0, 0)

    def test_the_cost_does_not_grow_with_the_numbers(self, django_assert_max_num_queries):
        numbers = [f"01990002{count:02}" for count in range(60)]
        quote = waiting(*numbers, ONCE)
        for donor in Operator.objects.filter(code__in=["FRTE", "OVH"]):
            enter_refusal(quote, donor=donor, by=SYSTEM, now=NOW)
        with django_assert_max_num_queries(30):
            perform(quote, "ask_inventory", by=SYSTEM, now=NOW)
        assert quote.inventories.filter(state="asked").count() == 2


class TestAnswers:
    def test_the_quote_waits_for_the_last_donor_then_follows(self):
        quote = waiting(ONCE, NEVER_PORTED)
        first, second = quote.inventories.order_by("reference")
        take_list(first, [ONCE], by=SYSTEM, now=NOW)
        assert stored(quote).state == "awaiting_inventory"
        take_list(second, [NEVER_PORTED, "0199000101"], by=SYSTEM, now=NOW)
        quote = stored(quote)
        assert (quote.state, quote.inventory_diff["missing"]) == ("offered", ["0199000101"])
        assert {line.number for line in quote.lines.all()} == {ONCE, NEVER_PORTED, "0199000101"}

    def test_of_a_donor_that_refuses_the_declared_numbers_stay(self):
        quote = waiting(ONCE, NEVER_PORTED)
        ovh, orange = quote.inventories.get(donor__code="OVH"), quote.inventories.get(donor__code="FRTE")
        take_refusal(ovh, code="not_main_number", by=SYSTEM, now=NOW)
        quote = take_list(orange, ["0199000101"], by=SYSTEM, now=NOW)
        assert {line.number for line in quote.lines.all()} == {ONCE, "0199000101"}
        assert quote.inventory_diff["extra"] == [NEVER_PORTED]

    def test_when_all_refuse_the_quote_is_a_draft_with_the_reason(self):
        quote = waiting(ONCE, NEVER_PORTED)
        for inventory in quote.inventories.all():
            quote = take_refusal(inventory, code="not_main_number", text="ask head office", by=SYSTEM, now=NOW)
        assert (quote.state, quote.history.last().reason) == ("draft", "not_main_number")
        assert {one.refusal_text for one in quote.inventories.all()} == {"ask head office"}

    def test_the_history_counts_the_numbers_and_names_none(self):
        inventory = waiting().inventories.get()
        take_list(inventory, [NEVER_PORTED, "0199000101"], by=SYSTEM, now=NOW)
        line = inventory.history.last()
        assert (line.event, line.facts) == ("inventory.received", {"count": 2})
        assert stored(inventory).listed == [NEVER_PORTED, "0199000101"]
        assert "ask head office" not in str(list(History.objects.values()))

    def test_an_answer_for_a_declined_quote_is_recorded_and_the_quote_stays(self):
        quote = waiting()
        perform(quote, "decline", by=SYSTEM, now=NOW, reason="price")
        take_list(quote.inventories.get(), [NEVER_PORTED], by=SYSTEM, now=NOW)
        assert (stored(quote).state, quote.inventories.get().state) == ("declined", "received")
        assert stored(quote).inventory_diff is None

    def test_a_second_answer_is_refused_and_changes_nothing(self):
        quote = waiting()
        inventory = quote.inventories.get()
        take_list(inventory, [NEVER_PORTED], by=SYSTEM, now=NOW)
        with pytest.raises(TransitionNotAllowed):
            take_list(inventory, [ONCE], by=SYSTEM, now=NOW)
        assert [line.number for line in quote.lines.all()] == [NEVER_PORTED]

    def test_a_donor_can_be_asked_again_and_its_last_word_counts(self):
        quote = waiting(NEVER_PORTED)
        take_refusal(quote.inventories.get(), code="", by=SYSTEM, now=NOW)
        quote = perform(quote, "ask_inventory", by=SYSTEM, now=NOW + timedelta(days=1))
        quote = take_list(quote.inventories.get(state="asked"), ["0199000101"], by=SYSTEM, now=NOW)
        assert (quote.state, [line.number for line in quote.lines.all()]) == ("offered", ["0199000101"])

    def test_a_refused_quote_can_be_offered_on_what_was_declared(self):
        quote = waiting(NEVER_PORTED, "0199000101")
        take_refusal(quote.inventories.get(), code="", by=SYSTEM, now=NOW)
        quote = offer_declared(quote, by=SYSTEM, now=NOW)
        assert (quote.state, quote.price, quote.inventory) == ("offered", Decimal("37.00"), False)

    def test_a_draft_without_a_number_cannot_be_offered(self):
        quote = waiting()
        take_refusal(quote.inventories.get(), code="", by=SYSTEM, now=NOW)
        with pytest.raises(RuleRefused):
            offer_declared(quote, by=SYSTEM, now=NOW)
        assert stored(quote).state == "draft"


class TestByHand:
    def test_the_inventory_moves_with_the_quote(self):
        agent = UserFactory(groups=["agent"], username="anne")
        quote = enter_list(waiting(), parse_numbers([NEVER_PORTED]), by=agent, now=NOW)
        inventory = quote.inventories.get()
        assert (quote.state, inventory.state, inventory.history.last().by) == ("offered", "received", "anne")

    def test_it_must_be_clear_whose_list_it_is(self):
        quote = waiting(ONCE, NEVER_PORTED)
        with pytest.raises(RuleRefused, match="OVH") as refused:
            enter_list(quote, parse_numbers([ONCE]), by=SYSTEM, now=NOW)
        assert refused.value.field == "donor"
        enter_list(quote, parse_numbers([ONCE]), donor=Operator.objects.get(code="OVH"), by=SYSTEM, now=NOW)
        assert quote.inventories.get(donor__code="OVH").state == "received"
        assert enter_list(quote, parse_numbers([NEVER_PORTED]), by=SYSTEM, now=NOW).state == "offered"

    def test_the_rios_beside_the_numbers_are_kept(self):
        entries = parse_numbers([NEVER_PORTED])
        entries[0] = type(entries[0])(NEVER_PORTED, NEVER_PORTED, note=rio_for(NEVER_PORTED))
        quote = enter_list(waiting(), entries, by=SYSTEM, now=NOW)
        assert (quote.lines.get().rio_status, quote.rios) == ("valid", {NEVER_PORTED: rio_for(NEVER_PORTED)})

    def test_only_who_may_answer_may(self):
        quote = waiting()
        with pytest.raises(PermissionDenied):
            enter_list(quote, parse_numbers([NEVER_PORTED]), by=UserFactory(groups=["partner manager"]), now=NOW)
        assert (stored(quote).state, quote.inventories.get().state) == ("awaiting_inventory", "asked")

    def test_it_is_too_late_once_the_quote_is_declined(self):
        quote = waiting()
        perform(quote, "decline", by=SYSTEM, now=NOW, reason="price")
        with pytest.raises(TransitionNotAllowed):
            enter_refusal(quote, by=SYSTEM, now=NOW)


class TestKeepingSome:
    def offered(self) -> Quote:
        return take_list(
            waiting(NEVER_PORTED).inventories.get(), [NEVER_PORTED, "0199000101", "0199000102"], by=SYSTEM, now=NOW
        )

    def test_what_was_not_declared_can_stay_with_the_donor_and_come_along_again(self):
        quote = self.offered()
        assert (quote.scope, quote.price) == ("full", Decimal("54.00"))
        quote = keep_with_donor(quote, quote.inventory_diff["missing"], by=SYSTEM, now=NOW)
        assert (quote.state, quote.scope, quote.price) == ("offered", "partial", Decimal("50.00"))
        assert quote.inventory_diff["price_after"] == "50.00"
        assert quote.keep_with_donor == ["0199000101", "0199000102"]
        assert list(quote.lines.filter(portable=True).values_list("number", flat=True)) == [NEVER_PORTED]
        quote = keep_with_donor(quote, [], by=SYSTEM, now=NOW)
        assert (quote.scope, quote.price, quote.lines.filter(portable=True).count()) == ("full", Decimal("54.00"), 3)
        assert [line.event for line in quote.history][-2:] == ["quote.revised", "quote.revised"]

    def test_something_must_be_left_to_port(self):
        quote = self.offered()
        with pytest.raises(RuleRefused) as refused:
            keep_with_donor(quote, [NEVER_PORTED, "0199000101", "0199000102"], by=SYSTEM, now=NOW)
        assert (refused.value.code, stored(quote).keep_with_donor) == ("nothing_portable", [])

    def test_an_ordered_quote_is_not_changed(self):
        quote = self.offered()
        perform(quote, "order", by=SYSTEM, now=NOW, price=quote.price)
        with pytest.raises(TransitionNotAllowed):
            keep_with_donor(quote, [], by=SYSTEM, now=NOW)

    def test_numbers_that_were_to_stay_are_no_surprise(self):
        quote = waiting(NEVER_PORTED, keep_with_donor=["0199000101"])
        quote = take_list(quote.inventories.get(), [NEVER_PORTED, "0199000101"], by=SYSTEM, now=NOW)
        assert (quote.inventory_diff["missing"], quote.scope) == ([], "partial")


class TestMessages:
    def test_an_acknowledgement_moves_what_is_asked_and_nothing_else(self):
        one, other = waiting().inventories.get(), waiting(main_number=ONCE).inventories.get()
        take_list(other, [ONCE], by=SYSTEM, now=NOW)
        messages = [said_by("acknowledgement", row.reference) for row in (one, other)]
        unknown = said_by("acknowledgement", "IN-1999-000001")
        problems = acknowledge_inventories([*messages, unknown], NOW)
        assert {key: problem.code for key, problem in problems.items()} == {unknown.message_id: "unknown_record"}
        assert (stored(one).state, stored(other).state) == ("acknowledged", "received")

    def test_a_list_in_a_file_offers_the_quote(self):
        quote = waiting()
        message = said_by(
            "inventory_answer", quote.inventories.get().reference, answer="list", numbers="0199000100-0199000103"
        )
        assert take_answers([message], NOW) == {}
        assert (stored(quote).state, stored(quote).lines.count()) == ("offered", 4)

    @pytest.mark.parametrize(
        "fields",
        [
            {"answer": "list", "numbers": "0199000100,zut"},
            {"answer": "list"},
            {"answer": "list", "numbers": "0199000000-0199010000"},
            {"answer": "perhaps"},
            {},
        ],
    )
    def test_what_cannot_be_read_is_put_in_quarantine_and_changes_nothing(self, fields):
        quote = waiting()
        message = said_by("inventory_answer", quote.inventories.get().reference, **fields)
        assert take_answers([message], NOW)[message.message_id].code == "bad_field"
        assert (stored(quote).state, quote.inventories.get().state) == ("awaiting_inventory", "asked")

    def test_a_second_answer_is_not_expected_an_unknown_one_not_known(self):
        reference = waiting().inventories.get().reference
        fields = {"answer": "list", "numbers": NEVER_PORTED}
        messages = [said_by("inventory_answer", name, **fields) for name in (reference, reference, "IN-1999-000001")]
        problems = take_answers(messages, NOW)
        assert [problems[one.message_id].code for one in messages[1:]] == ["not_expected", "unknown_record"]
        assert messages[0].message_id not in problems

    def test_a_refusal_has_our_reason_or_keeps_its_own_words(self):
        reason = RejectionReason.objects.create(code="f_wrong_main", legal_ground="incomplete")
        CounterpartReason.objects.create(counterpart=HOUSE, their_code="F77", reason=reason)
        known, unknown = waiting().inventories.get(), waiting(main_number=ONCE).inventories.get()
        take_answers(
            [
                said_by("inventory_answer", known.reference, answer="refused", code="F77", text="not a head"),
                said_by("inventory_answer", unknown.reference, answer="refused", code="X1", text="never seen"),
            ],
            NOW,
        )
        known, unknown = stored(known), stored(unknown)
        assert (known.refusal_code, known.refusal_text) == ("f_wrong_main", "not a head")
        assert (unknown.refusal_code, unknown.refusal_text) == ("unknown", "X1 never seen")
        assert known.quote.state == "draft"
        assert stored(known.quote).history.last().reason == "f_wrong_main"

    def test_a_question_that_is_not_taken_up_gets_no_list(self):
        quote = waiting()
        question = Message.objects.get(kind="inventory_request")
        for _ in range(2):
            hear_of_question(question, "E-DONOR", "no such donor", NOW)
        assert stored(quote).state == "draft"
        assert quote.inventories.get().refusal_text == "E-DONOR no such donor"


class TestChasing:
    def reminders(self) -> list[str]:
        return list(Message.objects.filter(kind="reminder").values_list("reference", flat=True))

    @pytest.mark.parametrize(("days", "chased"), [(4, 0), (7, 1), (9, 1)])
    def test_donors_are_chased_from_the_fifth_day_on(self, days, chased):
        inventory = waiting().inventories.get()
        chase_inventories(now=NOW + timedelta(days=days))
        assert self.reminders() == [inventory.reference] * chased
        if chased:
            message = Message.objects.get(kind="reminder")
            assert (message.fields, message.way) == ({"waiting_for": "inventory_answer"}, Way.OUT)
            assert [line.event for line in inventory.history][-1] == "inventory.chased"
            assert stored(inventory).state == "asked"

    def test_once_a_day_and_every_day(self):
        waiting()
        for days in (7, 7, 8):
            chase_inventories(now=NOW + timedelta(days=days))
        assert len(self.reminders()) == 2

    def test_after_three_reminders_somebody_calls(self):
        waiting()
        for days in (7, 8, 9, 10, 11):
            chase_inventories(now=NOW + timedelta(days=days))
        assert len(self.reminders()) == 3
        [row] = inventories_that_wait(NOW + timedelta(days=11))
        assert (str(row.what), str(row.actor)) == ("3 reminders and no answer: call them", "a supervisor")

    @pytest.mark.parametrize("days", [5, 6, 32])
    def test_not_on_a_day_when_nobody_works(self, days):
        """A Saturday, a Sunday, Christmas."""
        waiting()
        chase_inventories(now=NOW + timedelta(days=days))
        assert self.reminders() == []

    def test_nobody_is_chased_for_a_quote_that_is_over_or_answered(self):
        declined, answered = waiting(), waiting(main_number=ONCE)
        perform(declined, "decline", by=SYSTEM, now=NOW, reason="price")
        take_list(answered.inventories.get(), [ONCE], by=SYSTEM, now=NOW)
        chase_inventories(now=NOW + timedelta(days=8))
        assert self.reminders() == []

    def test_its_queries_do_not_grow(self, django_assert_num_queries):
        for count in (1, 10):
            for _ in range(count):
                waiting()
            day = NOW + timedelta(days=8 + count)
            with django_assert_num_queries(13):
                chase_inventories(now=day)
