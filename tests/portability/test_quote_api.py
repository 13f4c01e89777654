"""Quotes through the API, as a partner codes against it."""

import json
from datetime import timedelta

import pytest

from operators.models import Operator
from portability.api.showing import NumberVerdictSerializer
from portability.models import DeclineReason, Quote
from tests.factories import ApiKeyFactory, client_of
from tests.portability.world import NEVER_PORTED, ONCE, PARIS_ADDRESS, TWICE, rio_for

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.usefixtures("monday")]

CUSTOMER = {"kind": "business", "name": "Boulangerie Durand", "email": "contact@example.org", "address": PARIS_ADDRESS}
BODY = {
    "customer": CUSTOMER,
    "numbers": ["01 99 00 00 01", "0199000010-0199000019"],
    "main_number": "0199000001",
    "rios": {"0199000001": rio_for(TWICE, "F6")},
    "keep_with_donor": [],
    "donor": None,
    "inventory": False,
    "external_reference": "CRM-88",
}


@pytest.fixture
def partner():
    return client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["quotes:write"]))


def test_the_contract_s_example(partner):
    answer = partner.post("/api/v1/quotes/", BODY)
    quote = answer.json()
    assert answer.status_code == 201
    assert (quote["reference"], quote["external_reference"]) == ("Q-2026-000001", "CRM-88")
    assert (quote["state"], quote["type"], quote["scope"]) == ("offered", "complex", "full")
    assert quote["price"] == {"amount": "130.00", "currency": "EUR"}
    assert quote["vat"] == {"amount": "26.00", "currency": "EUR"}
    assert quote["price_incl_vat"] == {"amount": "156.00", "currency": "EUR"}
    assert quote["price_lines"][1] == {
        "code": "request_complex",
        "quantity": 1,
        "unit": {"amount": "75.00", "currency": "EUR"},
        "total": {"amount": "75.00", "currency": "EUR"},
    }
    assert quote["option_prices"][0] == {"code": "live_cutover", "unit": {"amount": "40.00", "currency": "EUR"}}
    assert quote["requests"] == [
        {"donor": {"code": "OVH", "name": "OVH"}, "numbers": 1, "kind": "subsequent", "type": "complex"},
        {"donor": {"code": "FRTE", "name": "Orange"}, "numbers": 10, "kind": "first", "type": "simple"},
    ]
    assert quote["numbers"][0] == {
        "input": "01 99 00 00 01",
        "number": "+33199000001",
        "portable": True,
        "range_holder": "FRTE",
        "donor": "OVH",
        "chain": ["FRTE", "SFR0", "OVH"],
        "kind": "subsequent",
        "rio": "valid",
        "reasons": [],
        "suggestions": [],
    }
    assert quote["required_documents"] == ["mandate"]
    assert (quote["earliest_date"], quote["expected_date"]) == ("2026-12-01", "2026-12-11")
    assert (quote["routing_prefix"], quote["expires_at"]) == ("010999", "2026-12-23T09:00:00Z")
    assert quote["allowed_actions"] == ["order", "decline"]


def test_why_a_quote_is_complex_is_said_with_its_numbers(partner):
    reasons = {reason["code"]: reason for reason in partner.post("/api/v1/quotes/", BODY).json()["reasons"]}
    why = reasons["ported_several_times"]
    assert (why["detail"], why["numbers"]) == ("Ported twice: Orange → SFR → OVH", ["+33199000001"])
    assert len(reasons["first_port"]["numbers"]) == 10


def test_words_follow_accept_language_and_codes_do_not(partner):
    english = partner.post("/api/v1/quotes/", BODY).json()["reasons"]
    french = partner.post("/api/v1/quotes/", BODY, headers={"Accept-Language": "fr"}).json()["reasons"]
    assert [reason["code"] for reason in english] == [reason["code"] for reason in french]
    assert all(one["detail"] != other["detail"] for one, other in zip(english, french, strict=True))


def test_each_bad_number_has_its_own_verdict(partner):
    wrong = rio_for(NEVER_PORTED).replace("0", "O", 1)
    numbers = ["zut", "0639980001", NEVER_PORTED, ONCE, ONCE]
    answer = partner.post(
        "/api/v1/quotes/", {**BODY, "numbers": numbers, "main_number": None, "rios": {NEVER_PORTED: wrong}}
    )
    verdicts = answer.json()["numbers"]
    assert answer.status_code == 201
    assert [(one["number"], one["portable"], one["rio"]) for one in verdicts] == [
        (None, False, "missing"),
        ("+33639980001", False, "missing"),
        ("+33199000100", False, "invalid"),
        ("+33199000200", True, "missing"),
        ("+33199000200", False, "missing"),
    ]
    codes = [[reason["code"] for reason in one["reasons"]] for one in verdicts]
    assert codes == [["malformed"], ["not_portable_mobile"], ["rio_invalid"], ["rio_missing"], ["duplicate"]]
    assert rio_for(NEVER_PORTED) in [suggestion["rio"] for suggestion in verdicts[2]["suggestions"]]


def test_nothing_portable_is_a_draft_without_price(partner):
    answer = partner.post("/api/v1/quotes/", {"customer": CUSTOMER, "numbers": ["zut"]})
    quote = answer.json()
    assert (answer.status_code, quote["state"], quote["price"], quote["type"]) == (201, "draft", None, None)


def test_an_inventory_is_accepted_and_awaited(partner):
    answer = partner.post("/api/v1/quotes/", {"customer": CUSTOMER, "main_number": NEVER_PORTED, "inventory": True})
    assert (answer.status_code, answer.json()["state"], answer.json()["price"]) == (202, "awaiting_inventory", None)


def test_what_cannot_be_seen_is_not_kept_of_a_customer(partner):
    """It would turn the words around on every screen, and in every e-mail."""
    customer = {
        **CUSTOMER,
        "name": "SARL \u202ediord\u2069\r\nBcc: x",
        "address": {**PARIS_ADDRESS, "city": "Pa\u2066ris"},
    }
    told = partner.post("/api/v1/quotes/", {**BODY, "customer": customer}).json()["customer"]
    assert (told["name"], told["address"]["city"]) == ("SARL diord Bcc: x", "Pa ris")
    nobody = partner.post("/api/v1/quotes/", {**BODY, "customer": {**CUSTOMER, "name": "\u202e"}})
    assert (nobody.status_code, [one["field"] for one in nobody.json()["errors"]]) == (422, ["customer.name"])


WRONG = [
    ({}, ["customer"]),
    ({"customer": CUSTOMER}, ["numbers"]),
    ({"customer": CUSTOMER, "numbers": []}, ["numbers"]),
    ({"customer": CUSTOMER, "numbers": "0199000001"}, ["numbers"]),
    ({"customer": CUSTOMER, "numbers": [{"a": 1}, True]}, ["numbers.0", "numbers.1"]),
    ({"customer": CUSTOMER, "numbers": ["9" * 200, int("9" * 200)]}, ["numbers.0", "numbers.1"]),
    ({"customer": {"name": "x"}, "numbers": ["1"]}, ["customer.address"]),
    ({"customer": {**CUSTOMER, "name": ""}, "numbers": ["1"]}, ["customer.name"]),
    ({"customer": {**CUSTOMER, "siret": "123"}, "numbers": ["1"]}, ["customer.siret"]),
    ({"customer": {**CUSTOMER, "email": "nobody"}, "numbers": ["1"]}, ["customer.email"]),
    ({"customer": {**CUSTOMER, "kind": "dog"}, "numbers": ["1"]}, ["customer.kind"]),
    (
        {"customer": {**CUSTOMER, "address": {**PARIS_ADDRESS, "line1": "x" * 36}}, "numbers": ["1"]},
        ["customer.address.line1"],
    ),
    (
        {"customer": {**CUSTOMER, "address": {**PARIS_ADDRESS, "postal_code": "ABC"}}, "numbers": ["1"]},
        ["customer.address.postal_code"],
    ),
    ({"customer": CUSTOMER, "numbers": [TWICE], "donor": "XXXX"}, ["donor"]),
    ({"customer": CUSTOMER, "numbers": [TWICE], "donor": "OVH\x00"}, ["donor"]),
    ({"customer": CUSTOMER, "numbers": [TWICE], "donor": {}}, ["donor"]),
    ({"customer": CUSTOMER, "numbers": [TWICE], "main_number": "zut"}, ["main_number"]),
    ({"customer": CUSTOMER, "numbers": [TWICE], "keep_with_donor": ["zut"]}, ["keep_with_donor.0"]),
    ({"customer": CUSTOMER, "numbers": [TWICE], "rios": {"zut": "F0"}}, ["rios.zut"]),
    ({"customer": CUSTOMER, "numbers": [TWICE], "rios": {NEVER_PORTED: "F0"}}, [f"rios.{NEVER_PORTED}"]),
    ({"customer": CUSTOMER, "numbers": [TWICE], "external_reference": "x" * 81}, ["external_reference"]),
    ([], [None]),
]


@pytest.mark.parametrize(("body", "fields"), WRONG)
def test_a_wrong_field_is_named_and_nothing_is_written(partner, body, fields):
    answer = partner.post("/api/v1/quotes/", body)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == fields
    assert all(error["detail"] for error in answer.json()["errors"])
    assert not Quote.objects.exists()


def test_more_than_ten_thousand_numbers_are_too_many(partner):
    answer = partner.post("/api/v1/quotes/", {"customer": CUSTOMER, "numbers": ["0199000000-0199009999", "0353010000"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_numbers")


def test_a_body_that_is_no_json(partner):
    answer = partner.generic("POST", "/api/v1/quotes/", "{", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


# Reading, filtering, declining.


def test_a_partner_sees_only_its_own_quotes(partner):
    made = partner.post("/api/v1/quotes/", BODY).json()
    stranger = client_of(ApiKeyFactory(operator=Operator.objects.get(code="FREE"), scopes=["quotes:write"]))
    ours = client_of(ApiKeyFactory(operator=Operator.objects.get(code="BASC"), scopes=["quotes:read"]))
    address = f"/api/v1/quotes/{made['id']}/"
    assert partner.get(address).json()["numbers"] == made["numbers"]
    assert ours.get(address).status_code == 200
    for answer in (stranger.get(address), stranger.post(f"{address}decline/", {"reason": "price"})):
        assert answer.status_code == 404
    assert stranger.get("/api/v1/quotes/").json()["results"] == []
    assert Quote.objects.get().state == "offered"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=offered", 1),
        ("state=declined", 0),
        ("type=complex", 1),
        ("donor=OVH", 1),
        ("donor=FREE", 0),
        ("number=01 99 00 00 10", 1),
        ("number=0199000020", 0),
        ("external_reference=CRM-88", 1),
        ("due_before=2026-12-24", 1),
        ("due_before=2026-12-01", 0),
        ("order_by=due_at", 1),
    ],
)
def test_filters_of_the_list(partner, query, found):
    partner.post("/api/v1/quotes/", BODY)
    results = partner.get(f"/api/v1/quotes/?{query}").json()["results"]
    assert len(results) == found
    assert all("numbers" not in quote for quote in results)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("state=nowhere", 422),
        ("due_before=soon", 400),
        ("due_before=0001-01-01", 400),
        ("created_after=9999-12-31T23:59:59-14:00", 400),
        ("number=zut", 422),
        ("order_by=price", 422),
    ],
)
def test_a_filter_that_means_nothing_is_refused_by_name(partner, query, status):
    answer = partner.get(f"/api/v1/quotes/?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, query.split("=")[0])


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_costs_the_same_queries_whatever_the_count(partner, count, django_assert_num_queries):
    for _ in range(count):
        partner.post("/api/v1/quotes/", BODY)
    with django_assert_num_queries(4):
        assert len(partner.get("/api/v1/quotes/").json()["results"]) == count


@pytest.mark.parametrize(
    ("said", "kept", "note"), [("price", "price", ""), ("the boss said no", "other", "the boss said no")]
)
def test_declining_once_is_final(partner, said, kept, note):
    made = partner.post("/api/v1/quotes/", BODY).json()
    address = f"/api/v1/quotes/{made['id']}/"
    answer = partner.post(f"{address}decline/", {"reason": said})
    assert (answer.status_code, answer.json()["state"], answer.json()["allowed_actions"]) == (200, "declined", [])
    again = partner.post(f"{address}decline/", {"reason": said})
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
    events = partner.get(f"{address}events/").json()["results"]
    assert [(event["type"], event["from"], event["to"], event["reason"]) for event in events] == [
        ("quote.offered", "draft", "offered", ""),
        ("quote.declined", "offered", "declined", kept),
    ]
    assert kept in DeclineReason.values
    assert Quote.objects.get().decline_note == note


def test_declining_needs_a_reason_and_the_scope_to_write(partner):
    made = partner.post("/api/v1/quotes/", BODY).json()
    address = f"/api/v1/quotes/{made['id']}/decline/"
    assert partner.post(address, {}).status_code == 422
    reader = client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["quotes:read"]))
    answer = reader.post(address, {"reason": "price"})
    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")


def test_the_same_post_twice_makes_one_quote(partner):
    first = partner.post("/api/v1/quotes/", BODY, headers={"Idempotency-Key": "abc"})
    again = partner.post("/api/v1/quotes/", BODY, headers={"Idempotency-Key": "abc"})
    other = partner.post("/api/v1/quotes/", {**BODY, "numbers": [ONCE], "rios": {}}, headers={"Idempotency-Key": "abc"})
    assert again.content == first.content
    assert again["Idempotency-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Quote.objects.count() == 1


def test_an_offer_lives_thirty_days(partner):
    made = partner.post("/api/v1/quotes/", BODY).json()
    quote = Quote.objects.get(pk=made["id"])
    assert quote.expires_at - quote.created_at == timedelta(days=30)


def test_the_document_says_what_a_verdict_holds(partner):
    made = json.loads(partner.post("/api/v1/quotes/", BODY).content)
    assert list(made["numbers"][0]) == list(NumberVerdictSerializer().fields)
