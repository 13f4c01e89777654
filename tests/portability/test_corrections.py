"""A rejected request is corrected: only what its reason lets correct, checked as an order, in one move."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform
from bascule.rules import RuleRefused
from operators.models import Contact, Customer, CustomerNote, Operator
from portability import rio
from portability.models import CounterpartReason, PortIn, PortInNumber, RejectionReason
from portability.ordering import Order, order
from portability.quoting.record import CUSTOMER_FIELDS, make_quote
from portability.rejections import correct
from tests.factories import PortInFactory, UserFactory
from tests.portability.world import NEVER_PORTED, NOW, PARIS, TODAY, asking, business, rio_for

pytestmark = pytest.mark.usefixtures("desk")

FIRST_DAY = date(2026, 12, 1)
OTHER = "0199000101"
MORE = ["0199000110", "0199000111"]


def ordered(*numbers, now=NOW, **changes):
    numbers = numbers or (NEVER_PORTED,)
    quote = make_quote(asking(*numbers, **changes), by=SYSTEM, now=now)
    rios = {number: rio_for(number) for number in numbers}
    wanted = Order(FIRST_DAY, quote.price, rios=rios, mandate_signed_on=now.date(), mandate_reference="M-1")
    [port_in] = order(quote, wanted, by=SYSTEM, now=now)
    return port_in


def rejected(code="rio_invalid", *numbers, **changes):
    port_in = perform(ordered(*numbers, **changes), "send", by=SYSTEM, now=NOW)
    return perform(port_in, "reject", by=SYSTEM, now=NOW, reason=code, code=code, private={"text": "R-X: non"})


def other_rio(number):
    return str(rio.make("F0", "S", "654321", number))


def test_a_corrected_request_is_ordered_again_to_be_sent_once_more():
    port_in = rejected("rio_invalid")
    right = other_rio(NEVER_PORTED)
    moved = correct(port_in, {"rios": {NEVER_PORTED: right.lower()}}, by=SYSTEM, now=NOW)
    assert (moved.state, moved.rejection_code, moved.rejection_text, moved.rejections) == ("ordered", "", "", 1)
    assert moved.due_at == datetime(2026, 11, 25, 0, 0, tzinfo=PARIS)
    assert list(moved.numbers.values_list("national", "rio", "open")) == [(NEVER_PORTED, right, True)]
    line = moved.history.last()
    assert (line.event, line.facts) == ("port_in.corrected", {"fields": ["rios"]})
    assert right not in str(line.facts)


REFUSED = [
    ("rio_invalid", {"rios": {NEVER_PORTED: "F0"}}, "rio_invalid", f"fields.rios.{NEVER_PORTED}"),
    ("rio_invalid", {"rios": {NEVER_PORTED: rio_for(OTHER)}}, "rio_invalid", f"fields.rios.{NEVER_PORTED}"),
    (
        "rio_invalid",
        {"rios": {NEVER_PORTED: rio_for(NEVER_PORTED, "F6")}},
        "rio_other_operator",
        f"fields.rios.{NEVER_PORTED}",
    ),
    ("rio_invalid", {"rios": {OTHER: rio_for(OTHER)}}, "unknown_number", f"fields.rios.{OTHER}"),
    ("rio_invalid", {"rios": {NEVER_PORTED: ""}}, "rio_missing", "fields.rios"),
    ("rio_invalid", {"rios": {NEVER_PORTED: rio_for(NEVER_PORTED)}}, "nothing_corrected", "fields"),
    ("rio_invalid", {}, "nothing_corrected", "fields"),
    ("rio_invalid", {"date": FIRST_DAY}, "field_not_correctable", "fields.date"),
    ("rio_invalid", {"shoe_size": 43}, "field_not_correctable", "fields.shoe_size"),
    ("unpaid_bills", {"rios": {}}, "field_not_correctable", "fields.rios"),
    ("date_impossible", {"date": date(2026, 11, 30)}, "date_too_early", "fields.date"),
    ("date_impossible", {"date": date(2026, 12, 25)}, "date_not_working_day", "fields.date"),
    ("date_impossible", {"date": date(2028, 1, 4)}, "date_too_late", "fields.date"),
    ("date_impossible", {"window": "night"}, "window_unknown", "fields.window"),
    ("mandate_invalid", {"mandate_signed_on": date(2026, 8, 22)}, "mandate_too_old", "fields.mandate_signed_on"),
    ("mandate_invalid", {"mandate_signed_on": date(2026, 11, 24)}, "mandate_too_old", "fields.mandate_signed_on"),
    ("numbering_plan", {"routing_prefix": "010801"}, "prefix_unknown", "fields.routing_prefix"),
    ("number_inactive", {"numbers": [OTHER]}, "unknown_number", "fields.numbers"),
    ("number_inactive", {"numbers": []}, "numbers_missing", "fields.numbers"),
    ("numbers_missing_from_group", {"keep_with_donor": [NEVER_PORTED]}, "kept_and_ported", "fields.keep_with_donor"),
    ("identity_mismatch", {"siret": "12345678901234"}, "invalid", "fields.siret"),
    ("identity_mismatch", {"customer_name": ""}, "blank", "fields.customer_name"),
    ("identity_mismatch", {"address": {"postal_code": "750"}}, "invalid", "fields.address.postal_code"),
]


@pytest.mark.parametrize(("reason", "fields", "code", "field"), REFUSED)
def test_a_correction_is_refused_with_its_field_and_nothing_is_written(reason, fields, code, field):
    port_in = rejected(reason)
    before = PortIn.objects.values().get()
    with pytest.raises(RuleRefused) as refused:
        correct(port_in, fields, by=SYSTEM, now=NOW)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.message
    assert PortIn.objects.values().get() == before
    assert PortInNumber.objects.get().rio == rio_for(NEVER_PORTED)
    assert Customer.objects.count() == 1


TAKEN = [
    ("date_impossible", {"date": date(2026, 12, 8), "window": "afternoon"}, {"scheduled_on": date(2026, 12, 8)}),
    ("date_impossible", {"window": "afternoon"}, {"window": "afternoon", "scheduled_on": FIRST_DAY}),
    ("mandate_invalid", {"mandate_signed_on": date(2026, 11, 20)}, {"mandate_signed_on": date(2026, 11, 20)}),
    ("mandate_invalid", {"mandate_reference": "M-2"}, {"mandate_reference": "M-2"}),
    ("main_number_mismatch", {"main_number": OTHER}, {"main_number": OTHER}),
    ("numbers_missing_from_group", {"keep_with_donor": MORE}, {"keep_with_donor": MORE}),
    ("unpaid_bills", {}, {"rejection_code": ""}),
    ("technical_incompatibility", {}, {"rejection_code": ""}),
    ("number_inactive", {}, {"rejection_code": ""}),
    ("identity_mismatch", {}, {"rejection_code": ""}),
    ("malformed_request", {}, {"rejection_code": ""}),
    ("unknown", {}, {"rejection_code": ""}),
]


@pytest.mark.parametrize(("reason", "fields", "then"), TAKEN)
def test_what_a_reason_lets_correct_is_taken(reason, fields, then):
    moved = correct(rejected(reason), fields, by=SYSTEM, now=NOW)
    stored = PortIn.objects.get()
    assert (stored.state, moved.state) == ("ordered", "ordered")
    assert {name: getattr(stored, name) for name in then} == then
    assert stored.promised_on == FIRST_DAY


def test_numbers_taken_out_are_free_and_remembered():
    port_in = rejected("number_inactive", NEVER_PORTED, OTHER)
    correct(port_in, {"numbers": [NEVER_PORTED]}, by=SYSTEM, now=NOW)
    assert list(port_in.numbers.values_list("national", flat=True)) == [NEVER_PORTED]
    assert "01 99 00 01 01" in port_in.comments.get().text
    assert OTHER not in str(list(port_in.history.values()))
    assert [request.reference for request in [ordered(OTHER)]] == ["PI-2026-000002"]


def test_a_rio_of_a_number_that_leaves_is_no_matter():
    port_in = rejected("number_unknown", NEVER_PORTED, OTHER)
    correct(port_in, {"numbers": [NEVER_PORTED], "rios": {OTHER: "zut"}}, by=SYSTEM, now=NOW)
    assert PortInNumber.objects.get().national == NEVER_PORTED


def test_the_main_number_does_not_leave_unnoticed():
    port_in = rejected("number_inactive", NEVER_PORTED, OTHER, main_number=NEVER_PORTED)
    with pytest.raises(RuleRefused) as refused:
        correct(port_in, {"numbers": [OTHER]}, by=SYSTEM, now=NOW)
    assert (refused.value.code, refused.value.field) == ("main_number_removed", "fields.main_number")
    moved = correct(port_in, {"numbers": [OTHER], "main_number": OTHER}, by=SYSTEM, now=NOW)
    assert moved.main_number == OTHER


def test_a_group_of_a_business_may_do_without_a_rio_before_july_2027():
    port_in = rejected("rio_invalid", NEVER_PORTED, OTHER, main_number=NEVER_PORTED)
    correct(port_in, {"rios": {OTHER: ""}}, by=SYSTEM, now=NOW)
    assert PortInNumber.objects.get(national=OTHER).rio == ""


def test_the_customer_of_other_requests_does_not_change_under_them():
    port_in, other = rejected("identity_mismatch"), ordered(OTHER)
    assert port_in.customer_id == other.customer_id
    address = {"line1": "1 place Kléber", "postal_code": "67000", "city": "Strasbourg"}
    correct(port_in, {"customer_name": "Durand et fils", "address": address}, by=SYSTEM, now=NOW)
    moved, other = PortIn.objects.get(pk=port_in.pk), PortIn.objects.get(pk=other.pk)
    assert (moved.customer.name, moved.customer.city, moved.area) == ("Durand et fils", "Strasbourg", "alsace_moselle")
    assert (other.customer.name, moved.quote.customer.name) == ("Boulangerie Durand", "Boulangerie Durand")
    assert moved.history.last().facts == {"fields": ["address", "customer_name"]}


def test_a_new_siret_brings_its_siren():
    port_in = rejected("identity_mismatch", customer=business(siret="73282932000074"))
    moved = correct(port_in, {"siret": "356 000 000 00048"}, by=SYSTEM, now=NOW)
    assert (moved.customer.siret, moved.customer.siren) == ("35600000000048", "356000000")


def test_a_day_that_can_no_longer_be_met_gives_way_and_may_be_chosen():
    port_in, later = rejected("rio_invalid"), NOW + timedelta(days=2)
    moved = correct(port_in, {"rios": {NEVER_PORTED: other_rio(NEVER_PORTED)}}, by=SYSTEM, now=later)
    assert (moved.scheduled_on, moved.promised_on) == (date(2026, 12, 3), FIRST_DAY)
    assert moved.history.last().facts == {"fields": ["rios"], "scheduled_on": "2026-12-03"}


def test_the_day_chosen_instead_is_checked_too():
    port_in, later = rejected("rio_invalid"), NOW + timedelta(days=2)
    rios = {NEVER_PORTED: other_rio(NEVER_PORTED)}
    with pytest.raises(RuleRefused) as refused:
        correct(port_in, {"rios": rios, "date": date(2026, 12, 2)}, by=SYSTEM, now=later)
    assert refused.value.extra == {"earliest_date": "2026-12-03"}
    moved = correct(port_in, {"rios": rios, "date": date(2026, 12, 4)}, by=SYSTEM, now=later)
    assert (moved.scheduled_on, moved.history.last().facts["fields"]) == (date(2026, 12, 4), ["date", "rios"])


@pytest.mark.parametrize("state", ["ordered", "sent", "accepted", "ported", "cancelled"])
def test_only_a_rejected_request_is_corrected(state):
    fields = {"scheduled_on": FIRST_DAY, "ported_on": TODAY}
    with pytest.raises(TransitionNotAllowed):
        correct(PortInFactory(state=state, **fields), {}, by=SYSTEM, now=NOW)


def test_the_second_of_two_corrections_is_refused():
    port_in = rejected("unpaid_bills")
    correct(port_in, {}, by=SYSTEM, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        correct(port_in, {}, by=SYSTEM, now=NOW)
    assert port_in.history.filter(event="port_in.corrected").count() == 1


def test_the_third_rejection_is_a_supervisors():
    agent, supervisor = UserFactory(groups=["agent"]), UserFactory(groups=["supervisor"])
    port_in = rejected("unpaid_bills")
    for _round in range(2):
        correct(port_in, {}, by=agent, now=NOW)
        perform(port_in, "send", by=SYSTEM, now=NOW)
        perform(port_in, "reject", by=SYSTEM, now=NOW, reason="unpaid_bills", code="unpaid_bills")
    with pytest.raises(PermissionDenied):
        correct(port_in, {}, by=agent, now=NOW)
    assert correct(port_in, {}, by=supervisor, now=NOW).state == "ordered"


def test_who_may_not_correct_learns_nothing_of_the_rules():
    port_in = rejected("rio_invalid")
    with pytest.raises(PermissionDenied):
        correct(port_in, {"rios": {NEVER_PORTED: "F0"}}, by=UserFactory(), now=NOW)


def test_a_reason_that_is_gone_is_unknown_and_lets_everything_be_corrected():
    port_in = rejected("unpaid_bills")
    CounterpartReason.objects.filter(reason__code="rio_invalid").delete()
    RejectionReason.objects.filter(code="rio_invalid").delete()
    PortIn.objects.update(rejection_code="rio_invalid")
    assert correct(port_in, {"mandate_reference": "M-3"}, by=SYSTEM, now=NOW).mandate_reference == "M-3"


def test_a_large_correction_costs_the_same_queries(django_assert_max_num_queries):
    port_in = PortInFactory(
        state="rejected",
        rejection_code="number_unknown",
        scheduled_on=date(2026, 12, 8),
        donor=Operator.objects.get(code="FRTE"),
    )
    PortInNumber.objects.bulk_create(
        PortInNumber(port_in=port_in, national=f"019900{number:04}") for number in range(500, 1500)
    )
    staying = [f"019900{number:04}" for number in range(500, 1400)]
    rios = {number: rio_for(number) for number in staying}
    with django_assert_max_num_queries(40):
        correct(port_in, {"numbers": staying, "rios": rios}, by=SYSTEM, now=NOW)
    assert port_in.numbers.exclude(rio="").count() == 900


def test_contacts_and_notes_follow_a_corrected_customer():
    port_in = rejected("identity_mismatch")
    Contact.objects.create(customer=port_in.customer, name="Paul Durand", phone="0199000150")
    CustomerNote.objects.create(customer=port_in.customer, by="anne", at=NOW, text="Call after 10.")
    moved = correct(port_in, {"customer_name": "Boulangerie Durand & Fils"}, by=SYSTEM, now=NOW)
    assert moved.customer_id != port_in.customer_id
    assert list(moved.customer.contacts.values_list("name", "phone")) == [("Paul Durand", "0199000150")]
    assert list(moved.customer.notes.values_list("by", "at", "text")) == [("anne", NOW, "Call after 10.")]
    assert (port_in.customer.contacts.count(), port_in.customer.notes.count()) == (1, 1)


def test_what_the_other_customer_has_already_is_not_told_twice():
    port_in = rejected("identity_mismatch")
    customer = port_in.customer
    other = Customer.objects.create(partner=customer.partner, **{**fields_of(customer), "name": "Durand SA"})
    for one in (customer, other):
        Contact.objects.create(customer=one, name="Paul Durand", phone="0199000150")
    Contact.objects.create(customer=other, name="Zoé Durand", phone="0199000151")
    moved = correct(port_in, {"customer_name": "Durand SA"}, by=SYSTEM, now=NOW)
    assert moved.customer == other
    assert sorted(other.contacts.values_list("name", flat=True)) == ["Paul Durand", "Zoé Durand"]


def fields_of(customer):
    return {name: getattr(customer, name) for name in CUSTOMER_FIELDS}
