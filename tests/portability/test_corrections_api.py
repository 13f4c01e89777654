"""Partners read why a request is rejected and how far it is, correct it, and send it again."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from bascule.lifecycle import SYSTEM, perform
from operators.models import Operator
from portability import rio
from portability.clearing_house.splitting import split
from portability.models import PortIn
from tests.factories import ApiKeyFactory, PortInNumberFactory, client_of
from tests.portability.world import NEVER_PORTED, NOW, PARIS, PARIS_ADDRESS, rio_for

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.usefixtures("monday")]

ASK = {
    "customer": {"name": "Boulangerie Durand", "address": PARIS_ADDRESS},
    "numbers": [NEVER_PORTED],
    "rios": {NEVER_PORTED: rio_for(NEVER_PORTED)},
}
ORDER = {"date": "2026-12-01", "accept_price": "35.00", "mandate": {"signed_on": "2026-11-20"}}
RIGHT = str(rio.make("F0", "S", "654321", NEVER_PORTED))


@pytest.fixture
def partner():
    return client_of(
        ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["quotes:write", "port-ins:write"])
    )


@pytest.fixture
def quote(partner):
    return f"/api/v1/quotes/{partner.post('/api/v1/quotes/', ASK).json()['id']}/"


@pytest.fixture
def port_in(partner, quote):
    [made] = partner.post(f"{quote}order/", ORDER).json()["port_ins"]
    return f"/api/v1/port-ins/{made['id']}/"


def reject(code="rio_invalid", text="R-RIO: clé fausse", at=NOW):
    port_in = PortIn.objects.get()
    for move in ("send", "acknowledge"):
        perform(port_in, move, by=SYSTEM, now=at)
    perform(port_in, "reject", by=SYSTEM, now=at, reason=code, code=code, private={"text": text})


def test_a_rejection_says_what_it_means_and_what_to_do(partner, port_in):
    assert partner.get(port_in).json()["rejection"] is None
    reject()
    told = partner.get(port_in, headers={"Accept-Language": "fr"}).json()
    assert told["rejection"] == {
        "code": "rio_invalid",
        "label": "RIO incorrect",
        "meaning": "Le RIO reçu ne correspond pas au numéro : une faute de frappe dans l'un ou dans l'autre, ou un RIO"
        " d'une autre ligne.",
        "fix": "Relire le RIO avec le client, qui l'obtient en appelant le 3179 depuis la ligne, puis renvoyer.",
        "who_acts": "us",
        "correctable_fields": ["rios", "numbers"],
        "legal_ground": "incomplete",
        "their_words": "R-RIO: clé fausse",
    }
    assert "correct" in told["allowed_actions"]
    assert partner.get(port_in).json()["rejection"]["label"] == "Wrong RIO"


def test_it_is_corrected_and_ordered_again(partner, port_in):
    reject()
    answer = partner.post(f"{port_in}correct/", {"fields": {"rios": {"01 99 00 01 00": RIGHT}}})
    told = answer.json()
    assert (answer.status_code, told["state"], told["rejection"]) == (200, "ordered", None)
    assert told["numbers"] == [{"number": "+33199000100", "rio": RIGHT}]
    event = partner.get(f"{port_in}events/").json()["results"][-1]
    assert (event["type"], event["facts"]) == ("port_in.corrected", {"fields": ["rios"]})
    assert partner.post(f"{port_in}correct/", {"fields": {}}).status_code == 409


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"date": "2026-12-08"}, "field_not_correctable", "fields.date"),
        ({"colour": "blue"}, "field_not_correctable", "fields.colour"),
        ({"rios": {NEVER_PORTED: "zut"}}, "rio_invalid", f"fields.rios.{NEVER_PORTED}"),
        ({"rios": {"zut": RIGHT}}, "malformed", "fields.rios.zut"),
        ({"rios": {NEVER_PORTED: RIGHT, "+33199000100": RIGHT}}, "duplicate", "fields.rios.+33199000100"),
        ({"numbers": ["zut"]}, "malformed", "fields.numbers"),
        ({"numbers": ["0199000777"]}, "unknown_number", "fields.numbers"),
        ({"numbers": []}, "numbers_missing", "fields.numbers"),
        ({"rios": []}, "not_a_dict", "fields.rios"),
        ({}, "nothing_corrected", "fields"),
    ],
)
def test_what_cannot_be_corrected_is_refused_by_its_field(partner, port_in, fields, code, field):
    reject()
    answer = partner.post(f"{port_in}correct/", {"fields": fields})
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["errors"][0]["field"]) == (422, code, field)
    assert problem["detail"]
    assert PortIn.objects.get().state == "rejected"


@pytest.mark.parametrize("body", [{"fields": "rios"}, {"fields": None}, [], {"fields": []}])
def test_a_body_of_another_shape_is_refused(partner, port_in, body):
    reject()
    assert partner.post(f"{port_in}correct/", body).status_code == 422


def test_an_illegal_refusal_is_sent_again_as_it_is(partner, port_in):
    reject("unpaid_bills", "R-UNPAID")
    assert partner.get(port_in).json()["rejection"]["legal_ground"] == "none"
    assert partner.post(f"{port_in}correct/", {}).json()["state"] == "ordered"


def test_every_field_can_be_corrected_when_its_reason_lets_it(partner, port_in):
    reject("unknown", "R-WEIRD: contrat suspendu")
    fields = {
        "numbers": [NEVER_PORTED],
        "rios": {NEVER_PORTED: RIGHT},
        "main_number": "01.99.00.01.00",
        "keep_with_donor": ["0199000110-0199000112"],
        "date": "2026-12-08",
        "window": "afternoon",
        "mandate_signed_on": "2026-11-22",
        "mandate_reference": "M-9",
        "customer_name": "Durand et fils",
        "siret": "732 829 320 00074",
        "address": {"line1": "14 rue des Lilas", "line2": None},
        "routing_prefix": "010899",
    }
    told = partner.post(f"{port_in}correct/", {"fields": fields}).json()
    assert (told["date"], told["window"], told["promised_date"]) == ("2026-12-08", "afternoon", "2026-12-01")
    assert told["mandate"] == {"signed_on": "2026-11-22", "reference": "M-9"}
    assert (told["customer"]["name"], told["customer"]["siret"]) == ("Durand et fils", "73282932000074")
    assert told["customer"]["address"] == {**PARIS_ADDRESS, "line1": "14 rue des Lilas", "line2": ""}
    assert (told["main_number"], told["routing_prefix"]) == ("+33199000100", "010899")
    assert told["keep_with_donor"] == ["+33199000110", "+33199000111", "+33199000112"]


def test_the_third_rejection_is_not_a_partners(partner, port_in):
    for _round in range(2):
        reject("unpaid_bills")
        partner.post(f"{port_in}correct/", {})
    reject("unpaid_bills")
    assert "correct" not in partner.get(port_in).json()["allowed_actions"]
    assert partner.post(f"{port_in}correct/", {}).status_code == 403
    assert PortIn.objects.get().state == "rejected"


def test_who_only_reads_corrects_nothing(port_in):
    reject()
    reader = client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["port-ins:read"]))
    assert reader.get(port_in).json()["rejection"]["code"] == "rio_invalid"
    assert reader.post(f"{port_in}correct/", {}).status_code == 403


def steps(partner, port_in):
    return {step["code"]: step for step in partner.get(port_in).json()["steps"]}


def test_the_steps_are_expected_by_the_clocks(partner, port_in):
    assert [
        (code, step["expected_at"], step["actual_at"], step["late"]) for code, step in steps(partner, port_in).items()
    ] == [
        ("ordered", None, "2026-11-23T09:00:00Z", False),
        ("sent", "2026-11-24T23:00:00Z", None, False),
        ("acknowledged", "2026-11-25T00:00:00Z", None, False),
        ("accepted", "2026-12-02T23:00:00Z", None, False),
        ("ready", "2026-12-01T07:00:00Z", None, False),
        ("go", "2026-12-01T11:00:00Z", None, False),
        ("ported", "2026-12-01T15:00:00Z", None, False),
        ("completed", "2026-12-02T23:00:00Z", None, False),
    ]


def test_a_step_that_has_not_come_in_time_is_late_and_so_is_one_that_came_late(partner, port_in):
    perform(PortIn.objects.get(), "send", by=SYSTEM, now=NOW)
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert steps(partner, port_in)["acknowledged"]["late"] is True
        perform(PortIn.objects.get(), "acknowledge", by=SYSTEM, now=NOW + timedelta(hours=2))
        shown = steps(partner, port_in)
    assert (shown["acknowledged"]["actual_at"], shown["acknowledged"]["late"]) == ("2026-11-23T11:00:00Z", True)
    assert shown["accepted"] == {
        "code": "accepted",
        "label": "accepted by the donor",
        "expected_at": "2026-11-30T23:00:00Z",
        "actual_at": None,
        "late": False,
    }


def test_a_step_that_was_leapt_over_is_not_late(partner, port_in):
    for move in ("send", "accept"):
        perform(PortIn.objects.get(), move, by=SYSTEM, now=NOW)
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        shown = steps(partner, port_in)
    assert (shown["acknowledged"]["actual_at"], shown["acknowledged"]["late"]) == (None, False)


def test_what_was_split_off_has_the_steps_before_behind_it(partner, port_in):
    for move in ("send", "acknowledge"):
        perform(PortIn.objects.get(), move, by=SYSTEM, now=NOW)
    PortInNumberFactory(port_in=PortIn.objects.get(), national="0199000101")
    part = split(PortIn.objects.get(), ["0199000101"], NOW)
    perform(part, "reject", by=SYSTEM, now=NOW, reason="number_inactive", code="number_inactive")
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        shown = steps(partner, f"/api/v1/port-ins/{part.pk}/")
    assert [code for code, step in shown.items() if step["late"]] == []
    assert shown["ordered"]["actual_at"] == "2026-11-23T09:00:00Z"


def test_a_whole_life_has_all_its_steps(partner, port_in):
    day = datetime(2026, 12, 1, 8, 0, tzinfo=PARIS)
    for move, at in [("send", NOW), ("acknowledge", NOW), ("accept", NOW), ("start", day), ("go", day)]:
        perform(PortIn.objects.get(), move, by=SYSTEM, now=at)
    perform(PortIn.objects.get(), "execute", by=SYSTEM, now=day + timedelta(hours=5))
    perform(PortIn.objects.get(), "complete", by=SYSTEM, now=day + timedelta(hours=6))
    shown = steps(partner, port_in)
    assert all(step["actual_at"] for step in shown.values())
    assert [code for code, step in shown.items() if step["late"]] == ["ported"]


def test_a_corrected_request_shows_its_last_round_and_one_put_off_its_new_day(partner, port_in):
    reject()
    later = NOW + timedelta(hours=3)
    with time_machine.travel(later, tick=False):
        partner.post(f"{port_in}correct/", {"fields": {"rios": {NEVER_PORTED: RIGHT}}})
        shown = steps(partner, port_in)
    assert (shown["ordered"]["actual_at"], shown["sent"]["actual_at"]) == ("2026-11-23T12:00:00Z", None)
    for move in ("send", "acknowledge", "accept", "start"):
        perform(PortIn.objects.get(), move, by=SYSTEM, now=later)
    perform(PortIn.objects.get(), "reschedule", by=SYSTEM, now=later, scheduled_on=date(2026, 12, 8))
    shown = steps(partner, port_in)
    assert (shown["ready"]["expected_at"], shown["ready"]["actual_at"]) == ("2026-12-08T07:00:00Z", None)


@pytest.mark.parametrize("count", [1, 10])
def test_the_steps_cost_the_same_queries_whatever_happened(partner, port_in, count, django_assert_num_queries):
    for _round in range(count):
        reject("unpaid_bills")
        perform(PortIn.objects.get(), "correct", by=SYSTEM, now=NOW)
    reject()
    partner.get(port_in)
    with django_assert_num_queries(10):
        partner.get(port_in)


NOTHING = {"siret": None, "siren": None, "email": None, "address": {**PARIS_ADDRESS, "line2": None}}


def test_null_is_nothing_where_a_text_is_optional(partner):
    customer = {"name": "Boulangerie Durand", **NOTHING}
    made = partner.post("/api/v1/quotes/", {**ASK, "customer": customer, "external_reference": None})
    assert (made.status_code, made.json()["external_reference"]) == (201, "")
    body = {**ORDER, "routing_prefix": None, "mandate": {"signed_on": "2026-11-20", "reference": None}}
    ordered = partner.post(f"/api/v1/quotes/{made.json()['id']}/order/", body)
    assert ordered.status_code == 201
    assert ordered.json()["port_ins"][0]["mandate"]["reference"] == ""


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"date": "9999-12-31"}, "date_too_late", "date"),
        ({"rios": {"0199000777": rio_for("0199000777")}}, "unknown_number", "rios.0199000777"),
        ({"rios": {NEVER_PORTED: RIGHT, "01 99 00 01 00": RIGHT}}, "duplicate", "rios.01 99 00 01 00"),
    ],
)
def test_an_order_drops_nothing_in_silence(partner, quote, changes, code, field):
    problem = partner.post(f"{quote}order/", {**ORDER, **changes}).json()
    assert (problem["code"], problem["errors"][0]["field"]) == (code, field)


def test_a_day_is_written_as_people_say_it(partner, quote, port_in):
    body = {**ORDER, "date": "2026-11-24"}
    other = partner.post("/api/v1/quotes/", {**ASK, "numbers": ["0199000101"], "rios": {}}).json()["id"]
    asked = f"/api/v1/quotes/{other}/order/"
    assert partner.post(asked, body).json()["detail"] == "The earliest date possible now is 1 December 2026."
    assert "1er décembre 2026" in partner.post(asked, body, headers={"Accept-Language": "fr"}).json()["detail"]
    assert not PortIn.objects.exclude(pk=port_in.split("/")[-2]).exists()


def test_no_port_is_put_off_for_ever(partner, port_in):
    for move in ("send", "accept"):
        perform(PortIn.objects.get(), move, by=SYSTEM, now=NOW)
    problem = partner.post(f"{port_in}reschedule/", {"date": "9999-12-31"}).json()
    assert (problem["code"], problem["latest_date"]) == ("date_too_late", "2027-11-23")
