"""What a quote says, case by case: read the table as a desk manager would."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from bascule.models import DatedSetting
from operators.models import Operator, RoutingPrefix
from portability.models import PriceList
from portability.quoting.assess import assess
from portability.quoting.reasons import REASONS, Severity
from portability.quoting.rules import CLOSE_LOOK, EXPLANATIONS, FIRST_LOOK, WHOLE
from tests.factories import CustomerFactory, NumberFactory, OperatorFactory, PortInFactory, PortInNumberFactory
from tests.portability.world import (
    NETWORK_ONLY,
    NEVER_PORTED,
    NOW,
    ONCE,
    TAKEN_FROM_US,
    TWICE,
    asking,
    business,
    rio_for,
)

pytestmark = pytest.mark.usefixtures("desk")

SIMPLE, COMPLEX = ("request_simple", 1, "35.00"), ("request_complex", 1, "75.00")


def numbers(count: int, at_two: int = 0, at_one: int = 0) -> list[tuple[str, int, str]]:
    lines = [
        ("numbers_from_1", count, "0.00"),
        ("numbers_from_2", at_two, "2.00"),
        ("numbers_from_51", at_one, "1.00"),
    ]
    return [line for line in lines if line[1]]


TABLE = [
    # what is asked, type, reasons, price lines (code, quantity, unit), total excl. VAT
    pytest.param([NEVER_PORTED], "simple", {"first_port"}, [SIMPLE, *numbers(1)], "35.00", id="never ported"),
    pytest.param([ONCE], "simple", {"ported_before"}, [SIMPLE, *numbers(1)], "35.00", id="ported once"),
    pytest.param([TWICE], "complex", {"ported_several_times"}, [COMPLEX, *numbers(1)], "75.00", id="ported twice"),
    pytest.param([TAKEN_FROM_US], "simple", {"port_back"}, [SIMPLE, *numbers(1)], "35.00", id="comes back to us"),
    pytest.param(
        [TWICE, "0199000010-0199000019"],
        "complex",
        {"ported_several_times", "first_port", "several_donors"},
        [("request_simple", 1, "35.00"), COMPLEX, *numbers(1, 10)],
        "130.00",
        id="one complex number and ten simple ones, two donors",
    ),
    pytest.param(
        [ONCE, NEVER_PORTED],
        "simple",
        {"ported_before", "first_port", "several_donors"},
        [("request_simple", 2, "35.00"), *numbers(1, 1)],
        "72.00",
        id="two donors, two requests",
    ),
    pytest.param(
        ["0199001000-0199001099"],
        "simple",
        {"first_port"},
        [SIMPLE, *numbers(1, 49, 50)],
        "183.00",
        id="a hundred numbers, three tiers",
    ),
]


@pytest.mark.parametrize(("asked", "type_", "reasons", "lines", "total"), TABLE)
def test_table_of_quotes(asked, type_, reasons, lines, total):
    whole = assess(asking(*asked), NOW)
    assert whole.type == type_
    assert {item.given.code for item in whole.reasons} - {"rio_missing"} == reasons
    assert [(line.code, line.quantity, str(line.unit)) for line in whole.price.lines] == lines
    assert whole.price.total == Decimal(total)


VERDICTS = [
    # number, portable, reasons; every customer is in Paris
    ("zut", False, ["malformed"]),
    ("01 99 00", False, ["malformed"]),
    ("0639980001", False, ["not_portable_mobile"]),
    ("0899000001", False, ["not_portable_special"]),
    ("3999", False, ["not_portable_special"]),
    ("0536490001", False, ["unallocated"]),
    ("0465710005", False, ["already_ours", "rio_missing"]),
    ("0262910001", False, ["territory_mismatch", "rio_missing"]),
    (NETWORK_ONLY, False, ["donor_unknown", "rio_missing"]),
    (NEVER_PORTED, True, ["rio_missing"]),
    ("0939000006", True, ["rio_missing"]),
]


@pytest.mark.parametrize(("number", "portable", "reasons"), VERDICTS)
def test_verdict_on_one_number(number, portable, reasons):
    [verdict] = assess(asking(number), NOW).verdicts
    assert (verdict.portable, codes(verdict)) == (portable, reasons)


def codes(verdict):
    return [given.code for given in verdict.reasons]


def test_one_bad_number_never_fails_the_others():
    whole = assess(asking(NEVER_PORTED, "zut", "0639980001", NEVER_PORTED), NOW)
    assert [verdict.portable for verdict in whole.verdicts] == [True, False, False, False]
    assert codes(whole.verdicts[3]) == ["duplicate"]
    assert whole.price.total == Decimal("35.00")


def test_nothing_portable_has_no_type_no_price_no_date():
    whole = assess(asking("0639980001"), NOW)
    assert (whole.type, whole.price, whole.earliest_date, whole.requests) == (None, None, None, [])


# The RIO.


def test_a_right_rio_names_the_donor_and_silences_the_warning():
    whole = assess(asking(NEVER_PORTED, rios={NEVER_PORTED: rio_for(NEVER_PORTED)}), NOW)
    assert codes(whole.verdicts[0]) == []
    assert whole.requests[0].donor.code == "FRTE"


def test_a_wrong_rio_is_refused_with_the_correction():
    right = rio_for(NEVER_PORTED)
    typed = right.replace("0", "O", 1)
    [verdict] = assess(asking(NEVER_PORTED, rios={NEVER_PORTED: typed}), NOW).verdicts
    assert (verdict.portable, codes(verdict)) == (False, ["rio_invalid"])
    assert right in {suggestion.rio for suggestion in verdict.suggestions}


def test_a_rio_that_is_no_rio_is_refused_without_correction():
    [verdict] = assess(asking(NEVER_PORTED, rios={NEVER_PORTED: "F0"}), NOW).verdicts
    assert (codes(verdict), verdict.suggestions) == (["rio_invalid"], [])


def test_a_rio_of_another_operator_than_the_donor_given():
    free = Operator.objects.get(code="FREE")
    asked = asking(NEVER_PORTED, donor=free, rios={NEVER_PORTED: rio_for(NEVER_PORTED, "F0")})
    [verdict] = assess(asked, NOW).verdicts
    assert (verdict.portable, codes(verdict)) == (False, ["rio_other_operator"])


def test_a_rio_that_knows_a_port_the_register_missed():
    [verdict] = assess(asking(NEVER_PORTED, rios={NEVER_PORTED: rio_for(NEVER_PORTED, "F6")}), NOW).verdicts
    assert [holder.code for holder in verdict.number.chain] == ["FRTE", "OVH"]
    assert (verdict.portable, codes(verdict), verdict.number.past_ports) == (True, ["chain_incomplete"], 1)


def test_a_rio_tells_who_serves_a_number_of_which_only_the_network_is_known():
    [verdict] = assess(asking(NETWORK_ONLY, rios={NETWORK_ONLY: rio_for(NETWORK_ONLY, "Y1")}), NOW).verdicts
    assert [holder.code for holder in verdict.number.chain] == ["FRTE", "TINY"]
    assert (verdict.portable, codes(verdict)) == (True, [])


def test_a_rio_of_a_code_nobody_holds_is_only_a_warning():
    [verdict] = assess(asking(NEVER_PORTED, rios={NEVER_PORTED: rio_for(NEVER_PORTED, "Z9")}), NOW).verdicts
    assert (verdict.portable, codes(verdict)) == (True, ["rio_operator_unknown"])


def test_a_donor_given_stands_where_no_rio_does():
    free = Operator.objects.get(code="FREE")
    whole = assess(asking(NEVER_PORTED, donor=free), NOW)
    assert whole.requests[0].donor.code == "FREE"
    assert "chain_incomplete" in codes(whole.verdicts[0])


def test_a_missing_rio_says_whether_the_order_will_need_it():
    single = assess(asking(NEVER_PORTED), NOW).reasons
    grouped = assess(asking("0199000100-0199000109", main_number=NEVER_PORTED), NOW).reasons
    from_2027 = assess(asking("0199000100-0199000109", main_number=NEVER_PORTED), NOW + timedelta(days=250)).reasons
    required = [
        item.given.facts["required"]
        for reasons in (single, grouped, from_2027)
        for item in reasons
        if item.given.code == "rio_missing"
    ]
    assert required == [True, False, True]


def test_a_consumer_always_needs_a_rio():
    whole = assess(asking(NEVER_PORTED, customer=business(kind="person")), NOW)
    assert whole.verdicts[0].reasons[0].facts == {"required": True}


# Numbers that are spoken for.


def test_a_number_that_works_for_a_customer_of_ours():
    NumberFactory(national=NEVER_PORTED)
    [verdict] = assess(asking(NEVER_PORTED), NOW).verdicts
    assert codes(verdict)[0] == "already_ours"


def test_a_number_in_an_open_request_names_it():
    request = PortInFactory()
    PortInNumberFactory(port_in=request, national=NEVER_PORTED)
    [verdict] = assess(asking(NEVER_PORTED), NOW).verdicts
    assert codes(verdict)[0] == "open_request"
    assert verdict.reasons[0].facts == {"reference": request.reference}


def test_an_open_request_of_another_partner_is_not_named():
    PortInNumberFactory(port_in=PortInFactory(), national=NEVER_PORTED)
    [verdict] = assess(asking(NEVER_PORTED, customer=CustomerFactory(partner=OperatorFactory())), NOW).verdicts
    assert codes(verdict)[0] == "open_request"
    assert verdict.reasons[0].facts == {"reference": ""}
    detail = REASONS["open_request"].detail({"reference": ""})
    assert detail == "This number is being ported by a request of somebody else."


def test_a_number_both_asked_and_kept():
    [verdict] = assess(asking(NEVER_PORTED, keep_with_donor=[NEVER_PORTED]), NOW).verdicts
    assert codes(verdict)[0] == "kept_with_donor"


@pytest.mark.parametrize(
    ("kind", "kept", "warned"),
    [("business", 1, True), ("business", 2, False), ("person", 2, True), ("business", 0, False)],
)
def test_keeping_some_numbers_is_a_right_of_businesses_from_three_numbers(kind, kept, warned):
    keeping = [f"01990005{n:02}" for n in range(kept)]
    whole = assess(asking(NEVER_PORTED, keep_with_donor=keeping, customer=business(kind=kind)), NOW)
    assert ("partial_not_a_right" in {item.given.code for item in whole.reasons}) is warned
    assert whole.scope == ("partial" if kept else "full")


def test_reunion_numbers_stay_in_reunion():
    customer = business(postal_code="97400", city="Saint-Denis")
    whole = assess(asking("0262910001", NEVER_PORTED, customer=customer), NOW)
    assert [verdict.portable for verdict in whole.verdicts] == [True, False]


# Prefixes and prices.


def test_a_partner_without_prefix_is_told_whose_would_be_used():
    whole = assess(asking(NEVER_PORTED, customer=business(partner="TINY")), NOW)
    [warning] = [item.given for item in whole.reasons if item.given.code == "no_own_prefix"]
    assert warning.facts == {"operator": "Tiny Télécom", "prefix": "010999", "holder": "Bascule Télécom"}


def test_without_a_prefix_of_ours_our_porting_provider_s_is_named():
    RoutingPrefix.objects.filter(operator__code="BASC").delete()
    Operator.objects.filter(code="BASC").update(porting_provider=Operator.objects.get(code="NWOT"))
    whole = assess(asking(NEVER_PORTED), NOW)
    assert (whole.case.routing.prefix, codes(whole.verdicts[0])) == (
        "010899",
        ["rio_missing", "no_own_prefix"],
    )


def test_a_partner_with_its_own_price_list_pays_that():
    PriceList.objects.create(
        name="Netwo",
        partner=Operator.objects.get(code="NWOT"),
        starts_on=date(2026, 1, 1),
        vat_rate=20,
        **dict.fromkeys(["request_simple", "request_complex", "live_cutover", "express", "off_hours", "inventory"], 9),
    )
    mine = assess(asking(NEVER_PORTED, customer=business(partner="NWOT")), NOW).price
    before = assess(asking(NEVER_PORTED, customer=business(partner="NWOT")), NOW - timedelta(days=400)).price
    assert (mine.total, before.total) == (Decimal("9.00"), Decimal("35.00"))


def test_no_price_list_is_said_and_nothing_is_priced():
    PriceList.objects.all().delete()
    whole = assess(asking(NEVER_PORTED), NOW)
    assert whole.price is None
    assert "no_price_list" in {item.given.code for item in whole.reasons}


def test_options_are_priced_beside_and_vat_is_rounded_once():
    price = assess(asking(NEVER_PORTED), NOW).price
    assert price.options == (
        ("live_cutover", Decimal("40.00")),
        ("express", Decimal("60.00")),
        ("off_hours", Decimal("90.00")),
    )
    assert (price.total, price.vat) == (Decimal("35.00"), Decimal("7.00"))


# The rules themselves.


def test_the_complex_rule_is_a_dated_setting():
    DatedSetting.objects.create(name="complex_from_ports", value=1, starts_on=date(2026, 12, 1), source="test")
    assert assess(asking(ONCE), NOW).type == "simple"
    assert assess(asking(ONCE), NOW + timedelta(days=10)).type == "complex"


def test_counting_numbers_instead_of_ports_is_a_setting_too():
    DatedSetting.objects.create(name="complex_from_numbers", value=4, starts_on=NOW.date(), source="test")
    assert assess(asking("0199000100-0199000102"), NOW).type == "simple"
    whole = assess(asking("0199000100-0199000103"), NOW)
    assert (whole.type, "many_numbers" in {item.given.code for item in whole.reasons}) == ("complex", True)


def test_every_rule_is_asked_and_has_its_words_in_both_languages():
    assert set(REASONS) == {rule.code for rule in (*FIRST_LOOK, *CLOSE_LOOK, *EXPLANATIONS, *WHOLE)}
    for rule in REASONS.values():
        assert rule.label, rule.source
        assert rule.fix or rule.severity == Severity.EXPLANATION or rule.code == "duplicate"
        with translation.override("en"):
            english = str(rule.label)
        with translation.override("fr"):
            assert str(rule.label) != english, f"{rule.code} has no French label"


@pytest.mark.parametrize("count", [1, 10_000])
def test_a_quote_costs_the_same_queries_whatever_the_count(django_assert_num_queries, count):
    asked = asking(f"0199000000-019900{count - 1:04}")
    with django_assert_num_queries(12):
        whole = assess(asked, NOW)
    assert len(whole.verdicts) == count
