"""Ordering and following incoming ports through the API."""

import pytest

from bascule.lifecycle import SYSTEM, perform
from operators.models import Operator
from portability.models import Comment, PortIn, Quote
from tests.factories import ApiKeyFactory, PortInFactory, client_of
from tests.portability.world import NEVER_PORTED, NOW, PARIS_ADDRESS, TWICE, rio_for

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.usefixtures("monday")]

ORDER = {
    "date": "2026-12-01",
    "cutover": "live",
    "fallback": "automatic",
    "window": "afternoon",
    "accept_price": "152.00",
    "mandate": {"signed_on": "2026-11-20", "reference": "M-1"},
}


@pytest.fixture
def partner():
    scopes = ["quotes:write", "port-ins:write"]
    return client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=scopes))


@pytest.fixture
def quote(partner):
    body = {
        "customer": {"name": "Boulangerie Durand", "address": PARIS_ADDRESS},
        "numbers": [NEVER_PORTED, TWICE],
        "rios": {NEVER_PORTED: rio_for(NEVER_PORTED), TWICE: rio_for(TWICE, "F6")},
        "external_reference": "CRM-88",
    }
    return partner.post("/api/v1/quotes/", body).json()


@pytest.fixture
def port_in(partner, quote):
    made = partner.post(f"/api/v1/quotes/{quote['id']}/order/", ORDER).json()["port_ins"]
    return f"/api/v1/port-ins/{made[0]['id']}/"


def test_an_order_makes_one_request_a_donor(partner, quote):
    answer = partner.post(f"/api/v1/quotes/{quote['id']}/order/", ORDER)
    assert answer.status_code == 201
    made = answer.json()["port_ins"]
    assert [(one["donor"]["code"], one["type"], one["state"]) for one in made] == [
        ("FRTE", "simple", "ordered"),
        ("OVH", "complex", "ordered"),
    ]
    one = made[0]
    assert (one["date"], one["window"], one["cutover"], one["fallback"]) == (
        "2026-12-01",
        "afternoon",
        "live",
        "automatic",
    )
    assert one["numbers"] == [{"number": "+33199000100", "rio": rio_for(NEVER_PORTED)}]
    assert one["mandate"] == {"signed_on": "2026-11-20", "reference": "M-1"}
    assert (one["external_reference"], one["quote"], one["allowed_actions"]) == ("CRM-88", quote["id"], ["cancel"])
    after = partner.get(f"/api/v1/quotes/{quote['id']}/").json()
    assert (after["state"], after["allowed_actions"]) == ("ordered", [])
    assert partner.post(f"/api/v1/quotes/{quote['id']}/order/", ORDER).status_code == 409


@pytest.mark.parametrize(
    ("changes", "code", "extra"),
    [
        ({"accept_price": "1.00"}, "price_changed", {"price": {"amount": "152.00", "currency": "EUR"}}),
        ({"date": "2026-11-24"}, "date_too_early", {"earliest_date": "2026-12-01"}),
        ({"date": "2026-12-06"}, "date_not_working_day", {}),
        ({"mandate": None}, "mandate_missing", {}),
        ({"routing_prefix": "010800"}, "prefix_unknown", {}),
    ],
)
def test_a_refused_order_says_its_rule_and_what_helps(partner, quote, changes, code, extra):
    answer = partner.post(f"/api/v1/quotes/{quote['id']}/order/", {**ORDER, **changes})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, code)
    assert {name: problem[name] for name in extra} == extra
    assert Quote.objects.get().state == "offered"


def test_a_draft_cannot_be_ordered(partner):
    body = {"customer": {"name": "Boulangerie Durand", "address": PARIS_ADDRESS}, "numbers": ["zut"]}
    draft = partner.post("/api/v1/quotes/", body).json()
    assert partner.post(f"/api/v1/quotes/{draft['id']}/order/", ORDER).status_code == 409


def test_a_partner_sees_only_its_own_requests(partner, port_in):
    stranger = client_of(ApiKeyFactory(operator=Operator.objects.get(code="FREE"), scopes=["port-ins:write"]))
    assert partner.get(port_in).status_code == 200
    assert stranger.get(port_in).status_code == 404
    assert stranger.post(f"{port_in}cancel/", {"reason": "mistake"}).status_code == 404
    assert stranger.get("/api/v1/port-ins/").json()["results"] == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=ordered", 2),
        ("state=sent", 0),
        ("donor=OVH", 1),
        ("number=01 99 00 01 00", 1),
        ("date=2026-12-01", 2),
        ("due_before=2026-11-26", 2),
        ("due_before=2026-11-24", 0),
        ("order_by=due_at", 2),
    ],
)
def test_filters_of_the_list(partner, port_in, query, count):
    assert len(partner.get(f"/api/v1/port-ins/?{query}").json()["results"]) == count


def test_cancelling_with_a_code_or_with_words(partner, port_in):
    answer = partner.post(f"{port_in}cancel/", {"reason": "Madame Essai has changed her mind"})
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    event = partner.get(f"{port_in}events/").json()["results"][-1]
    assert (event["type"], event["reason"], event["facts"]) == ("port_in.cancelled", "other", {})
    comment = Comment.objects.get()
    assert (comment.text, comment.internal) == ("Madame Essai has changed her mind", False)
    assert partner.post(f"{port_in}cancel/", {"reason": "mistake"}).status_code == 409


def ready(port_in):
    request = PortIn.objects.get(pk=port_in.split("/")[-2])
    for move in ("send", "acknowledge", "accept"):
        request = perform(request, move, by=SYSTEM, now=NOW)
    return request


def test_another_day_is_checked_like_the_first(partner, port_in):
    ready(port_in)
    for day, code in [("2026-11-23", "date_too_early"), ("2026-12-25", "date_not_working_day")]:
        answer = partner.post(f"{port_in}reschedule/", {"date": day})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    answer = partner.post(f"{port_in}reschedule/", {"date": "2026-12-08", "window": "morning"})
    assert (answer.json()["date"], answer.json()["window"], answer.json()["promised_date"]) == (
        "2026-12-08",
        "morning",
        "2026-12-01",
    )


def test_the_day_of_a_live_cutover(partner, port_in):
    perform(ready(port_in), "start", by=SYSTEM, now=NOW)
    PortIn.objects.update(scheduled_on=NOW.date())
    put_off = partner.post(f"{port_in}no-go/", {"reason": "customer_not_ready"}).json()
    assert (put_off["state"], put_off["date"]) == ("accepted", "2026-11-24")
    perform(PortIn.objects.get(pk=put_off["id"]), "start", by=SYSTEM, now=NOW)
    PortIn.objects.update(scheduled_on=NOW.date())
    gone = partner.post(f"{port_in}go/", {}).json()
    assert (gone["state"], gone["go_at"], gone["allowed_actions"]) == (
        "ready",
        "2026-11-23T09:00:00Z",
        ["test-call", "report-incident"],
    )
    assert partner.post(f"{port_in}cancel/", {"reason": "mistake"}).status_code == 409
    perform(PortIn.objects.get(pk=put_off["id"]), "execute", by=SYSTEM, now=NOW)
    hurt = partner.post(f"{port_in}report-incident/", {"reason": "numbers_dead"}).json()
    assert (hurt["state"], hurt["allowed_actions"]) == ("incident", ["test-call", "resolve", "reverse"])
    assert partner.post(f"{port_in}reverse/", {"reason": "numbers_dead"}).json()["state"] == "reversed"


@pytest.mark.parametrize("act", ["cancel", "reschedule", "no-go", "report-incident", "reverse"])
def test_an_act_without_its_word_is_refused_by_field(partner, port_in, act):
    answer = partner.post(f"{port_in}{act}/", {})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == ("date" if act == "reschedule" else "reason")


def test_reading_needs_no_right_to_write(port_in):
    reader = client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["port-ins:read"]))
    assert reader.get(port_in).json()["allowed_actions"] == []
    assert reader.post(f"{port_in}cancel/", {"reason": "mistake"}).status_code == 403


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_costs_the_same_queries_whatever_the_count(partner, quote, count, django_assert_num_queries):
    partner_operator = Operator.objects.get(code="NWOT")
    for _ in range(count):
        PortInFactory(partner=partner_operator)
    partner.get("/api/v1/port-ins/")
    with django_assert_num_queries(2):
        assert len(partner.get("/api/v1/port-ins/").json()["results"]) == count
