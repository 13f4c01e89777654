"""From an offer to its requests: what an order makes, and every reason for which it is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from operators.models import Operator
from portability.models import PortIn, PortInNumber, Quote
from portability.ordering import Order, order
from portability.quoting.record import make_quote
from tests.factories import PortInNumberFactory, UserFactory
from tests.portability.world import NEVER_PORTED, NOW, ONCE, TWICE, asking, business, rio_for

pytestmark = pytest.mark.usefixtures("desk")

FIRST_DAY = date(2026, 12, 1)
RIOS = {NEVER_PORTED: rio_for(NEVER_PORTED)}


def offered(*numbers, **changes):
    return make_quote(asking(*(numbers or [NEVER_PORTED]), **{"rios": RIOS, **changes}), by=SYSTEM, now=NOW)


def wanted(quote, **changes):
    basic = Order(day=FIRST_DAY, accept_price=quote.price, mandate_signed_on=NOW.date(), mandate_reference="M-1")
    return replace(basic, **changes)


def ordered(quote, now=NOW, by=SYSTEM, **changes):
    return order(quote, wanted(quote, **changes), by=by, now=now)


def test_an_order_makes_a_request_that_knows_all_it_needs():
    [request] = ordered(offered(), window="afternoon")
    assert (request.reference, request.state, request.donor.code) == ("PI-2026-000001", "ordered", "FRTE")
    assert (request.scheduled_on, request.promised_on, request.window) == (FIRST_DAY, FIRST_DAY, "afternoon")
    assert (request.ordered_on, request.routing_prefix, request.mandate_reference) == (NOW.date(), "010999", "M-1")
    assert (request.kind, request.type, request.cutover) == ("first", "simple", "automatic")
    assert list(request.numbers.values_list("national", "rio")) == [(NEVER_PORTED, rio_for(NEVER_PORTED))]
    quote = Quote.objects.get()
    assert (quote.state, quote.accepted_price, quote.due_at) == ("ordered", Decimal("35.00"), None)
    assert quote.history.last().event == "quote.ordered"


def test_several_donors_make_several_requests_and_wrong_numbers_none():
    rios = {**RIOS, TWICE: rio_for(TWICE, "F6"), ONCE: rio_for(ONCE, "F6")}
    requests = ordered(offered(NEVER_PORTED, TWICE, ONCE, "zut", rios=rios))
    numbers = {request.donor.code: sorted(request.numbers.values_list("national", flat=True)) for request in requests}
    assert numbers == {"FRTE": [NEVER_PORTED], "OVH": sorted([TWICE, ONCE])}
    assert [request.reference for request in requests] == ["PI-2026-000001", "PI-2026-000002"]


def test_a_live_cutover_brings_its_option_and_its_price():
    quote = offered()
    with pytest.raises(RuleRefused) as refused:
        ordered(quote, cutover="live")
    assert (refused.value.code, refused.value.extra) == ("price_changed", {"price": Decimal("75.00")})
    [request] = ordered(quote, cutover="live", accept_price=Decimal("75.00"))
    assert (request.cutover, request.options) == ("live", ["live_cutover"])


REFUSED = [
    ({"accept_price": Decimal("34.99")}, "price_changed", "accept_price"),
    ({"options": ["express"]}, "price_changed", "accept_price"),
    ({"day": date(2026, 11, 30)}, "date_too_early", "date"),
    ({"day": date(2026, 12, 5)}, "date_not_working_day", "date"),
    ({"day": date(2026, 12, 25)}, "date_not_working_day", "date"),
    ({"day": date(2027, 11, 24)}, "date_too_late", "date"),
    ({"day": date(9999, 12, 31)}, "date_too_late", "date"),
    ({"rios": {"0199000777": rio_for("0199000777")}}, "unknown_number", "rios.0199000777"),
    ({"mandate_signed_on": None}, "mandate_missing", "mandate"),
    ({"mandate_signed_on": date(2026, 8, 22)}, "mandate_too_old", "mandate.signed_on"),
    ({"mandate_signed_on": date(2026, 11, 24)}, "mandate_too_old", "mandate.signed_on"),
    ({"routing_prefix": "010801"}, "prefix_unknown", "routing_prefix"),
    ({"rios": {NEVER_PORTED: "F0"}}, "rio_invalid", f"rios.{NEVER_PORTED}"),
    ({"rios": {NEVER_PORTED: rio_for(ONCE)}}, "rio_invalid", f"rios.{NEVER_PORTED}"),
    ({"rios": {NEVER_PORTED: rio_for(NEVER_PORTED, "F6")}}, "rio_other_operator", f"rios.{NEVER_PORTED}"),
]


@pytest.mark.parametrize(("changes", "code", "field"), REFUSED)
def test_an_order_is_refused_by_the_name_of_its_rule_and_nothing_is_written(changes, code, field):
    quote = offered()
    with pytest.raises(RuleRefused) as refused:
        ordered(quote, **changes)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.message
    assert Quote.objects.get().state == "offered"
    assert not PortIn.objects.exists()


def test_the_earliest_date_comes_with_the_refusal():
    with pytest.raises(RuleRefused) as refused:
        ordered(offered(), day=date(2026, 11, 25))
    assert refused.value.extra == {"earliest_date": "2026-12-01"}


def test_the_last_day_possible_is_a_setting():
    [request] = ordered(offered(), day=date(2027, 11, 23))
    assert request.scheduled_on == date(2027, 11, 23)
    DatedSetting.objects.filter(name="latest_days").update(value=30)
    with pytest.raises(RuleRefused) as refused:
        ordered(offered("0199000101", rios={"0199000101": rio_for("0199000101")}), day=date(2026, 12, 24))
    assert refused.value.extra == {"latest_date": "2026-12-23"}


@pytest.mark.parametrize(
    ("language", "changes", "words"),
    [
        ("en", {"day": date(2026, 11, 25)}, "1 December 2026"),
        ("fr", {"day": date(2026, 11, 25)}, "1er décembre 2026"),
        ("en", {"mandate_signed_on": date(2026, 1, 5)}, "23 August 2026"),
        ("fr", {"mandate_signed_on": date(2026, 1, 5)}, "23 août 2026"),
    ],
)
def test_days_are_written_as_people_say_them(language, changes, words):
    quote = offered()
    with translation.override(language), pytest.raises(RuleRefused) as refused:
        ordered(quote, **changes)
    assert words in str(refused.value.message)


@pytest.mark.parametrize(
    ("numbers", "words"), [([NEVER_PORTED], "RIO of 1 number is"), ([NEVER_PORTED, ONCE], "RIO of 2 numbers is")]
)
def test_one_missing_rio_is_one(numbers, words):
    with translation.override("en"), pytest.raises(RuleRefused, match=words):
        ordered(offered(*numbers, rios={}))


def test_many_rios_of_an_order_cost_no_more_than_one(django_assert_max_num_queries):
    numbers = [f"019900{number:04}" for number in range(500, 560)]
    quote = offered(*numbers, rios={})
    with django_assert_max_num_queries(45):
        [request] = ordered(quote, rios={number: rio_for(number) for number in numbers})
    assert request.numbers.exclude(rio="").count() == 60


def test_an_expired_offer_cannot_be_ordered():
    quote = offered()
    with pytest.raises(RuleRefused) as refused:
        ordered(quote, now=quote.expires_at, day=date(2027, 1, 11))
    assert refused.value.code == "quote_expired"


def test_one_that_the_night_has_put_away_is_refused_by_the_same_name():
    quote = offered()
    perform(quote, "expire", by=SYSTEM, now=quote.expires_at)
    with pytest.raises(RuleRefused) as refused:
        ordered(quote, now=quote.expires_at, day=date(2027, 1, 11))
    assert refused.value.code == "quote_expired"


@pytest.mark.parametrize("numbers", [["zut"], []])
def test_only_an_offer_can_be_ordered(numbers):
    quote = offered(*numbers) if numbers else offered(inventory=True, main_number=NEVER_PORTED)
    with pytest.raises(TransitionNotAllowed):
        order(quote, Order(day=FIRST_DAY, accept_price=Decimal(0)), by=SYSTEM, now=NOW)


def test_an_order_is_made_once():
    quote = offered()
    ordered(quote)
    with pytest.raises(TransitionNotAllowed):
        ordered(quote)
    assert PortIn.objects.count() == 1


def test_who_may_not_order_leaves_nothing_behind():
    with pytest.raises(PermissionDenied):
        ordered(offered(), by=UserFactory())
    assert not PortIn.objects.exists()


def test_a_missing_rio_is_refused_where_it_is_required_and_may_come_with_the_order():
    quote = offered(rios={})
    with pytest.raises(RuleRefused) as refused:
        ordered(quote)
    assert (refused.value.code, refused.value.extra) == ("rio_missing", {"numbers": ["+33199000100"]})
    [request] = ordered(quote, rios=RIOS)
    assert request.numbers.get().rio == rio_for(NEVER_PORTED)


def test_a_group_of_a_business_needs_no_rio_before_july_2027():
    quote = offered("0199000100-0199000103", main_number=NEVER_PORTED, rios={})
    [request] = ordered(quote)
    assert request.numbers.count() == 4


def test_a_person_signs_no_mandate():
    quote = offered(customer=business(kind="person"))
    [request] = ordered(quote, mandate_signed_on=None, day=date(2026, 11, 26))
    assert (request.customer_kind, request.mandate_signed_on) == ("person", None)


def test_a_number_that_somebody_ordered_since_is_named():
    quote = offered()
    taken = PortInNumberFactory(national=NEVER_PORTED).port_in
    with pytest.raises(RuleRefused) as refused:
        ordered(quote)
    assert (refused.value.code, refused.value.extra) == ("open_request", {"numbers": ["+33199000100"]})
    assert taken.reference in refused.value.message
    assert PortInNumber.objects.count() == 1


def test_a_partner_may_port_under_its_own_prefix():
    quote = offered(customer=business(partner="NWOT"))
    [request] = ordered(quote, routing_prefix="010899")
    assert (request.routing_prefix, request.partner) == ("010899", Operator.objects.get(code="NWOT"))


def test_three_months_are_three_months_to_the_day():
    [request] = ordered(offered(), mandate_signed_on=date(2026, 8, 23))
    assert request.mandate_signed_on == date(2026, 8, 23)


def test_an_alsatian_holiday_is_no_day_for_a_port():
    quote = offered(customer=business(postal_code="67000", city="Strasbourg"))
    with pytest.raises(RuleRefused) as refused:
        ordered(quote, day=date(2027, 3, 26))
    assert refused.value.code == "date_not_working_day"


def test_a_large_order_costs_the_same_queries(django_assert_max_num_queries):
    quote = offered("0199000500-0199001499", main_number="0199000500", rios={})
    with django_assert_max_num_queries(45):
        [request] = ordered(quote, now=NOW + timedelta(minutes=1))
    assert request.numbers.count() == 1000
