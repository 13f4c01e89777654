"""The look-up of numbers through the API."""

from datetime import date

import pytest
import time_machine

from operators.models import NumberRange
from portability.api.showing import NumberSerializer
from tests.factories import ApiKeyFactory, client_of
from tests.portability.world import NETWORK_ONLY, NEVER_PORTED, NOW, TWICE

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def partner():
    with time_machine.travel(NOW, tick=False):
        yield client_of(ApiKeyFactory(scopes=["numbers:read"]))


def test_the_contract_s_example(partner):
    assert partner.get(f"/api/v1/numbers/{TWICE}/").json() == {
        "number": "+33199000001",
        "national": "0199000001",
        "territory": "metropole",
        "kind": "geographic",
        "range": {
            "first": "0199000000",
            "last": "0199009999",
            "holder": {"code": "FRTE", "name": "Orange"},
            "since": "2015-01-01",
        },
        "current_operator": {"code": "OVH", "name": "OVH"},
        "network_operator": {"code": "OVH", "name": "OVH"},
        "routing_prefix": "010802",
        "routed_digits": "10802199000001",
        "ports": [
            {"from": "FRTE", "to": "SFR0", "prefix": "010801", "on": "2019-05-06"},
            {"from": "SFR0", "to": "OVH", "prefix": "010802", "on": "2023-02-01"},
        ],
        "as_of": "2026-11-23",
    }


@pytest.mark.parametrize(
    "typed",
    ["01 99 00 00 01", "+33199000001", "%2B33199000001", "01.99.00.00.01", "01/99/00/00/01", "01%2F99%2F00%2F00%2F01"],
)
def test_an_address_takes_a_number_as_people_write_it(partner, typed):
    assert partner.get(f"/api/v1/numbers/{typed}/").json()["national"] == TWICE


def test_a_number_never_ported_is_routed_by_itself(partner):
    found = partner.get(f"/api/v1/numbers/{NEVER_PORTED}/").json()
    assert found["current_operator"] == found["network_operator"] == {"code": "FRTE", "name": "Orange"}
    assert (found["routing_prefix"], found["routed_digits"], found["ports"]) == (None, "199000100", [])


def test_only_the_network_is_known(partner):
    found = partner.get(f"/api/v1/numbers/{NETWORK_ONLY}/").json()
    assert (found["current_operator"], found["network_operator"]["code"]) == (None, "OVH")


def test_a_past_day(partner):
    found = partner.get(f"/api/v1/numbers/{TWICE}/?on=2020-01-15").json()
    assert (found["current_operator"]["code"], found["as_of"]) == ("SFR0", "2020-01-15")


@pytest.mark.parametrize("spelling", ["01.99.00.00.01", "+33199000001", "0033 1 99 00 00 01", "199000001"])
def test_any_spelling(partner, spelling):
    assert partner.get(f"/api/v1/numbers/{spelling}/").json()["national"] == TWICE


def test_an_overseas_number_goes_out_with_its_country_code(partner):
    assert partner.get("/api/v1/numbers/0262910001/").json()["number"] == "+262262910001"


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [("numbers/zut/", 422, "number"), (f"numbers/{TWICE}/?on=tomorrow", 400, "on")],
)
def test_what_cannot_be_read_is_refused_by_name(partner, address, status, field):
    answer = partner.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


def test_a_number_of_nobody(partner):
    found = partner.get("/api/v1/numbers/0536490001/").json()
    assert (found["range"], found["current_operator"], found["error"]["code"]) == (None, None, "unallocated")


def test_many_numbers_in_their_order_and_the_wrong_ones_alone(partner):
    asked = ["zut", TWICE, "0536490001", 3999, TWICE]
    results = partner.post("/api/v1/numbers/lookup/", {"numbers": asked}).json()["results"]
    assert [one["input"] for one in results] == ["zut", TWICE, "0536490001", "3999", TWICE]
    assert [one.get("error", {}).get("code") for one in results] == ["malformed", None, "unallocated", None, None]
    assert (results[0]["range"], results[0]["number"]) == (None, None)
    assert results[0]["error"]["detail"] == "There is no digit in it."


@pytest.mark.parametrize("count", [1, 10_000])
def test_a_look_up_costs_the_same_queries_whatever_the_count(partner, count, django_assert_num_queries):
    partner.get(f"/api/v1/numbers/{TWICE}/")
    with django_assert_num_queries(4):
        answer = partner.post("/api/v1/numbers/lookup/", {"numbers": [f"0199000000-019900{count - 1:04}"]})
    assert len(answer.json()["results"]) == count


def test_too_many_numbers(partner):
    answer = partner.post("/api/v1/numbers/lookup/", {"numbers": ["0199000000-0199009999", TWICE]})
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_numbers")


def test_the_document_says_what_a_look_up_holds(partner):
    NumberRange.objects.filter(first="0353010000").update(withdrawn_on=date(2020, 1, 1))
    found = partner.get("/api/v1/numbers/0353010001/").json()
    assert list(found) == list(NumberSerializer().fields)


@pytest.mark.parametrize("scopes", [["quotes:write"], ["events:read"]])
def test_looking_up_needs_its_scope(scopes):
    stranger = client_of(ApiKeyFactory(scopes=scopes))
    assert stranger.get(f"/api/v1/numbers/{TWICE}/").status_code == 403
    assert stranger.post("/api/v1/numbers/lookup/", {"numbers": [TWICE]}).status_code == 403
