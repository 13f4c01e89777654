"""A request that loses numbers is what the rest of them makes it; the price that was accepted stays."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from bascule.lifecycle import SYSTEM, perform
from bascule.models import DatedSetting
from operators.models import NumberRange, Operator
from portability.clearing_house.splitting import split
from portability.makeup import head_of, why_of
from portability.models import PortIn
from portability.ordering import Order, order
from portability.quoting.record import make_quote
from portability.rejections import correct
from tests.factories import ApiKeyFactory, PortInFactory, PortInNumberFactory, UserFactory, client_of
from tests.portability.clearing_house.other_side import FIRST_DAY
from tests.portability.world import LONG_AGO, NEVER_PORTED, NOW, ONCE, TODAY, TWICE, asking, rio_for
from tests.screens import logged_in, seen

pytestmark = pytest.mark.usefixtures("desk")

A, B = "0199000101", "0199000102"


def ordered(*numbers, code="F6", **changes):
    rios = {number: rio_for(number, code) for number in numbers}
    quote = make_quote(asking(*numbers, rios=rios, **changes), by=SYSTEM, now=NOW)
    wanted = Order(FIRST_DAY, quote.price, mandate_signed_on=TODAY, mandate_reference="M-1")
    return order(quote, wanted, by=SYSTEM, now=NOW)


def stored(request):
    return PortIn.objects.select_related("quote").get(pk=request.pk)


def parted(request, *numbers, now=NOW):
    sent = perform(request, "send", by=SYSTEM, now=NOW)
    part = split(sent, numbers, now)
    return stored(request), stored(part)


def codes(request):
    return {why.words.code: why.numbers for why in why_of(request)}


def test_the_complex_number_takes_its_type_with_it():
    [request] = ordered(ONCE, TWICE)
    assert (request.type, codes(request)) == ("complex", {"ported_several_times": [TWICE], "ported_before": [ONCE]})
    rest, part = parted(request, TWICE)
    assert (rest.type, codes(rest)) == ("simple", {"ported_before": [ONCE]})
    assert (part.type, codes(part)) == ("complex", {"ported_several_times": [TWICE]})
    assert {one.quote.accepted_price for one in (rest, part)} == {request.quote.price}
    assert (rest.quote.type, rest.quote.price) == ("complex", Decimal("77.00"))


def test_a_request_of_many_numbers_is_complex_as_long_as_they_are_many():
    DatedSetting.objects.filter(name="complex_from_numbers").update(value=3)
    [request] = ordered(A, B, NEVER_PORTED, code="F0")
    assert (request.type, set(codes(request))) == ("complex", {"many_numbers", "first_port"})
    tomorrow = NOW + timedelta(days=1)
    DatedSetting.objects.create(name="complex_from_numbers", value=2, starts_on=tomorrow.date(), source="test")
    rest, part = parted(request, B, now=tomorrow)
    assert [(one.type, set(codes(one))) for one in (rest, part)] == [("simple", {"first_port"})] * 2


def test_a_number_that_a_correction_takes_out_takes_its_type_too():
    [request] = ordered(ONCE, TWICE)
    sent = perform(request, "send", by=SYSTEM, now=NOW)
    code = "number_inactive"
    refused = perform(sent, "reject", by=SYSTEM, now=NOW, reason=code, code=code, private={"text": ""})
    correct(refused, {"numbers": [ONCE]}, by=SYSTEM, now=NOW)
    assert (stored(request).type, stored(request).kind) == ("simple", "subsequent")


def test_the_kind_is_that_of_what_is_left():
    """OVH holds a number of its own range and one that came to it from Orange."""
    NumberRange.objects.create(
        first="0536490000",
        last="0536499999",
        holder=Operator.objects.get(code="OVH"),
        territory="metropole",
        assigned_on=LONG_AGO,
    )
    own = "0536490001"
    [request] = ordered(ONCE, own)
    rest, part = parted(request, ONCE)
    assert [request.kind, rest.kind, part.kind] == ["subsequent", "first", "subsequent"]


def test_a_request_without_a_quote_stays_what_it_was():
    request = PortInFactory(state="sent", type="complex", kind="subsequent")
    for number in (A, B):
        PortInNumberFactory(port_in=request, national=number)
    part = split(request, [B], NOW)
    assert [(stored(one).type, stored(one).kind) for one in (request, part)] == [("complex", "subsequent")] * 2
    assert why_of(request) == []


@pytest.mark.parametrize(
    ("refused", "rest", "part"),
    [
        ([A], NEVER_PORTED, ""),
        ([A, B], NEVER_PORTED, A),
        ([NEVER_PORTED], A, NEVER_PORTED),
        ([NEVER_PORTED, A], "", NEVER_PORTED),
    ],
)
def test_each_part_is_headed_by_a_number_of_its_own(refused, rest, part):
    [request] = ordered(NEVER_PORTED, A, B, code="F0", main_number=NEVER_PORTED)
    found = parted(request, *refused)
    assert [one.main_number for one in found] == [rest, part]


def test_two_parts_of_one_answer_leave_the_rest_its_head():
    numbers = [NEVER_PORTED, A, B, "0199000103"]
    [request] = ordered(*numbers, code="F0", main_number=NEVER_PORTED)
    sent = perform(request, "send", by=SYSTEM, now=NOW)
    split(sent, [NEVER_PORTED], NOW)
    split(sent, [B], NOW)
    assert stored(request).main_number == A


def test_a_main_number_that_is_not_ported_heads_every_part():
    assert head_of("0199000199", [A, B], {A, B, NEVER_PORTED}) == "0199000199"
    assert head_of("", [A, B], {A, B}) == ""


def test_each_donor_is_told_of_a_main_number_that_it_holds():
    given = {number: rio_for(number, code) for number, code in [(NEVER_PORTED, "F0"), (A, "F0"), (ONCE, "F6")]}
    quote = make_quote(asking(NEVER_PORTED, A, ONCE, rios=given, main_number=NEVER_PORTED), by=SYSTEM, now=NOW)
    wanted = Order(FIRST_DAY, quote.price, mandate_signed_on=TODAY, mandate_reference="M-1")
    made = {one.donor.code: one.main_number for one in order(quote, wanted, by=SYSTEM, now=NOW)}
    assert made == {"FRTE": NEVER_PORTED, "OVH": ""}


def test_the_page_tells_of_the_numbers_that_it_holds_and_of_the_promise():
    [request] = ordered(TWICE, ONCE, "0199000201", code="F6")
    rest, part = parted(request, TWICE)
    agent = logged_in(UserFactory(groups=["agent"]))
    text = seen(agent.get(reverse("portability:port_in_detail", args=[part.reference])))
    assert "Why complex" in text
    assert "Ported twice: Orange → SFR → OVH" in text
    text = seen(agent.get(reverse("portability:port_in_detail", args=[rest.reference])))
    assert "Why simple" in text
    assert "Orange → SFR → OVH" not in text
    assert "accepted for the whole order; it stays when numbers leave" in text


def test_the_api_tells_the_same():
    [request] = ordered(TWICE, ONCE)
    _rest, part = parted(request, TWICE)
    shown = client_of(ApiKeyFactory(own=True)).get(f"/api/v1/port-ins/{part.pk}/").json()
    assert [(one["code"], one["numbers"]) for one in shown["reasons"]] == [("ported_several_times", ["+33199000001"])]
    assert shown["accepted_price"] == {"amount": "77.00", "currency": "EUR"}
