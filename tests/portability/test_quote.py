"""The life of a quote: its map of moves, what it keeps, and its inventory."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform, perform_many
from bascule.models import History
from operators.models import Customer
from operators.numbering import parse_numbers
from portability.models import PriceList, Quote, QuoteLine
from portability.models.quote import QuoteState
from portability.quoting.reasons import spoken
from portability.quoting.record import asked_again, make_quote, receive_inventory, runs
from tests.factories import QuoteFactory, UserFactory
from tests.portability import world
from tests.portability.world import NEVER_PORTED, NOW, ONCE, TWICE, asking, business, rio_for

EXPECTED = {
    "offer": ({"draft", "awaiting_inventory"}, "offered"),
    "ask_inventory": ({"draft"}, "awaiting_inventory"),
    "refuse_inventory": ({"awaiting_inventory"}, "draft"),
    "revise": ({"offered"}, "offered"),
    "order": ({"offered"}, "ordered"),
    "decline": ({"draft", "awaiting_inventory", "offered"}, "declined"),
    "expire": ({"draft", "awaiting_inventory", "offered"}, "expired"),
}
CLOSED = sorted(set(QuoteState.values) - set(QuoteState.open()))


def test_the_whole_map_of_moves():
    moves = {}
    for move in Quote().get_all_state_transitions():
        sources, _ = moves.setdefault(move.name, (set(), str(move.target)))
        sources.add(str(move.source))
    assert moves == EXPECTED


@pytest.mark.django_db
@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("move", sorted(EXPECTED))
def test_a_closed_quote_never_moves_again(state, move):
    quote = QuoteFactory(state=state, priced=True)
    with pytest.raises(TransitionNotAllowed):
        perform(quote, move, by=SYSTEM, now=NOW, **({"price": 1} if move == "order" else {}))
    assert Quote.objects.get().state == state
    assert not History.objects.exists()


@pytest.mark.django_db
def test_only_the_clock_expires_a_quote():
    agent = UserFactory(groups=["supervisor"])
    with pytest.raises(PermissionDenied):
        perform(QuoteFactory(), "expire", by=agent, now=NOW)


@pytest.mark.django_db
def test_what_was_said_when_declining_stays_out_of_the_history():
    agent = UserFactory(groups=["agent"])
    quote = perform(
        QuoteFactory(offered=True), "decline", by=agent, now=NOW, reason="price", private={"note": "Madame Essai"}
    )
    line = quote.history.get()
    assert quote.decline_note == "Madame Essai"
    assert (line.event, line.reason, line.facts, line.by_user) == ("quote.declined", "price", {}, agent)


@pytest.mark.django_db
def test_an_offer_without_a_price_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="offered_quote_has_a_price_and_a_type"), transaction.atomic():
        QuoteFactory(offered=True, price=None)


# What a quote keeps.


@pytest.mark.usefixtures("desk")
class TestMaking:
    def test_a_priced_demand_is_offered_and_dated(self):
        quote = make_quote(asking(TWICE, "zut"), by=SYSTEM, now=NOW)
        assert (quote.state, quote.type, quote.price, quote.vat) == ("offered", "complex", Decimal(75), Decimal(15))
        assert (quote.expires_at, quote.due_at) == (NOW + timedelta(days=30), NOW + timedelta(days=30))
        assert quote.reference == "Q-2026-000001"
        assert [(line.portable, line.chain) for line in quote.lines.all()] == [
            (True, ["FRTE", "SFR0", "OVH"]),
            (False, []),
        ]
        line = quote.history.get()
        assert (line.event, line.facts) == ("quote.offered", {"type": "complex", "price": "75.00", "vat": "15.00"})

    def test_nothing_portable_stays_a_draft_that_says_why(self):
        quote = make_quote(asking("zut"), by=SYSTEM, now=NOW)
        assert (quote.state, quote.price, quote.requests.count()) == ("draft", None, 0)
        assert [spoken(kept).code for kept in quote.reasons] == ["malformed"]

    def test_a_price_list_that_changes_leaves_the_quote_as_it_was_given(self):
        quote = make_quote(asking(NEVER_PORTED), by=SYSTEM, now=NOW)
        PriceList.objects.update(request_simple=99, live_cutover=99)
        kept = Quote.objects.get(pk=quote.pk)
        assert (kept.price, kept.option_prices[0]) == (Decimal(35), {"code": "live_cutover", "unit": "40.00"})

    def test_each_reason_is_kept_once_with_the_lines_it_holds_for(self):
        quote = make_quote(asking("0199000100-0199000104", "zut", "0199000105"), by=SYSTEM, now=NOW)
        lines = {kept["code"]: kept["lines"] for kept in quote.reasons}
        assert lines == {"first_port": [[0, 4], [6, 6]], "rio_missing": [[0, 4], [6, 6]], "malformed": [[5, 5]]}
        by_position = quote.reasons_by_position()
        assert [kept["code"] for kept in by_position[5]] == ["malformed"]
        assert [kept["code"] for kept in by_position[6]] == ["rio_missing"]

    def test_the_same_customer_is_kept_once_and_a_changed_one_is_another(self):
        for customer in (business(), business(), business(city="Lyon")):
            make_quote(asking(NEVER_PORTED, customer=customer), by=SYSTEM, now=NOW)
        assert Customer.objects.count() == 2

    def test_a_wrong_customer_leaves_nothing_behind(self):
        with pytest.raises(ValidationError):
            make_quote(asking(NEVER_PORTED, customer=business(siret="123")), by=SYSTEM, now=NOW)
        assert [model.objects.count() for model in (Quote, Customer, QuoteLine)] == [0, 0, 0]

    def test_who_may_not_quote_leaves_nothing_behind(self):
        with pytest.raises(PermissionDenied):
            make_quote(asking(NEVER_PORTED), by=UserFactory(), now=NOW)
        assert [model.objects.count() for model in (Quote, Customer)] == [0, 0]

    def test_a_quote_can_be_asked_again_as_it_was(self):
        asked = asking(NEVER_PORTED, "zut", rios={NEVER_PORTED: rio_for(NEVER_PORTED)}, main_number=NEVER_PORTED)
        again = asked_again(make_quote(asked, by=SYSTEM, now=NOW))
        assert [(entry.input, entry.national) for entry in again.entries] == [
            (NEVER_PORTED, NEVER_PORTED),
            ("zut", None),
        ]
        assert (again.rios, again.main_number) == (asked.rios, asked.main_number)


@pytest.mark.parametrize(
    ("positions", "expected"), [([], []), ([3], [[3, 3]]), ([0, 1, 2, 5, 7, 8], [[0, 2], [5, 5], [7, 8]])]
)
def test_runs(positions, expected):
    assert runs(positions) == expected


# The inventory.


@pytest.mark.usefixtures("desk")
class TestInventory:
    def waiting(self, *numbers):
        asked = asking(*numbers, main_number=NEVER_PORTED, inventory=True, rios={NEVER_PORTED: rio_for(NEVER_PORTED)})
        return make_quote(asked, by=SYSTEM, now=NOW)

    def test_an_inventory_comes_before_any_price(self):
        quote = self.waiting(NEVER_PORTED)
        assert (quote.state, quote.price, quote.type) == ("awaiting_inventory", None, "")

    def test_the_donor_s_list_replaces_the_declared_one_and_the_difference_is_kept(self):
        quote = self.waiting(NEVER_PORTED, ONCE)
        listed = parse_numbers([NEVER_PORTED, "0199000101-0199000102"])
        quote = receive_inventory(quote, listed, by=SYSTEM, now=NOW)
        assert (quote.state, quote.price) == ("offered", Decimal("54.00"))
        assert quote.inventory_diff == {
            "missing": ["0199000101", "0199000102"],
            "extra": [ONCE],
            "price_before": "87.00",
            "price_after": "54.00",
        }
        assert quote.lines.first().rio_status == "valid"

    def test_an_inventory_without_a_declared_number_keeps_the_rio(self):
        quote = receive_inventory(self.waiting(), parse_numbers([NEVER_PORTED]), by=SYSTEM, now=NOW)
        assert (quote.state, quote.lines.get().rio_status) == ("offered", "valid")

    def test_a_list_without_anything_portable_leads_back_to_draft(self):
        quote = receive_inventory(self.waiting(NEVER_PORTED), parse_numbers(["zut"]), by=SYSTEM, now=NOW)
        assert (quote.state, quote.price) == ("draft", None)

    def test_a_refused_inventory_leads_back_to_draft_with_its_reason(self):
        quote = perform(self.waiting(), "refuse_inventory", by=SYSTEM, now=NOW, reason="not_main_number")
        assert quote.state == "draft"
        assert quote.history.last().reason == "not_main_number"

    def test_a_second_list_is_refused_and_changes_nothing(self):
        quote = receive_inventory(self.waiting(), parse_numbers([NEVER_PORTED]), by=SYSTEM, now=NOW)
        with pytest.raises(TransitionNotAllowed):
            receive_inventory(quote, parse_numbers([ONCE]), by=SYSTEM, now=NOW)
        assert [line.number for line in quote.lines.all()] == [NEVER_PORTED]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_demand_sent_by_six_at_once_makes_one_quote():
    world.build()
    key = uuid4()

    def send(_):
        try:
            return make_quote(asking(NEVER_PORTED, key=key), by=SYSTEM, now=NOW).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as several:
        assert len(set(several.map(send, range(6)))) == 1
    assert (Quote.objects.count(), QuoteLine.objects.count()) == (1, 1)


@pytest.mark.usefixtures("desk")
def test_many_quotes_expire_with_one_update_and_one_insert(django_assert_num_queries):
    for count in (1, 10):
        for _ in range(count):
            QuoteFactory(created_at=NOW - timedelta(days=31), expires_at=NOW - timedelta(days=1))
        with django_assert_num_queries(7):
            outcome = perform_many(Quote.objects.overdue(NOW), "expire", by=SYSTEM, now=NOW)
        assert len(outcome.moved) == count
