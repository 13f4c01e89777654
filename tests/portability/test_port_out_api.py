"""A recipient asks for our numbers through the API; our own programs answer there too."""

import time
from datetime import timedelta

import pytest
from time_machine import travel

from bascule.lifecycle import SYSTEM, perform
from operators.models import Operator
from portability.leaving import Asked, receive
from portability.models import AnswerRule, Number, PortOut
from portability.models.port_out import Door
from tests.factories import ApiKeyFactory, CustomerFactory, NumberFactory, client_of
from tests.portability.world import NOW, rio_for

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.usefixtures("monday")]

ROOT = "/api/v1/port-outs/"
FIRST, SECOND = "0465710100", "0465710101"
ADDRESS = {"line1": "4 quai des Chartreux", "postal_code": "69002", "city": "Lyon"}
BODY = {
    "numbers": ["04 65 71 01 00", "+33465710101"],
    "rios": {FIRST: rio_for(FIRST, "Y0"), SECOND: rio_for(SECOND, "Y0")},
    "customer": {"kind": "business", "name": "Cabinet Vasseur", "address": ADDRESS},
    "date": "2026-12-07",
    "routing_prefix": "010899",
    "mandate_reference": "M-77",
    "external_reference": "NW-1",
}


@pytest.fixture(autouse=True)
def by_hand(desk):
    """No rule answers, unless a test says so."""
    AnswerRule.objects.all().delete()


@pytest.fixture(autouse=True)
def customer(desk):
    owner = CustomerFactory(partner=Operator.objects.own(), name="Cabinet Vasseur", **ADDRESS)
    for national in (FIRST, SECOND):
        NumberFactory(national=national, customer=owner, rio=rio_for(national, "Y0"))
    return owner


def client(code, *scopes):
    return client_of(ApiKeyFactory(operator=Operator.objects.get(code=code), scopes=scopes or ["port-outs:write"]))


@pytest.fixture
def recipient():
    return client("NWOT")


@pytest.fixture
def staff():
    return client("BASC")


@pytest.fixture
def asked(recipient):
    """The address of a request that waits for its answer."""
    answer = recipient.post(ROOT, BODY)
    assert answer.status_code == 201, answer.json()
    return f"{ROOT}{answer.json()['id']}/"


def test_a_request_is_written_down_checked_and_has_its_clock(recipient):
    answer = recipient.post(ROOT, BODY)
    made = answer.json()
    assert (answer.status_code, made["state"], made["door"], made["reference"]) == (
        201,
        "received",
        "api",
        "PO-2026-000001",
    )
    # Six jours ouvrables for a business, from Tuesday to Monday, until midnight in Paris.
    assert made["answer_due_at"] == made["due_at"] == "2026-11-30T23:00:00Z"
    assert made["recipient"] == {"code": "NWOT", "name": "Netwo"}
    assert [(one["number"], one["answer"], one["refusal"]) for one in made["numbers"]] == [
        ("+33465710100", None, None),
        ("+33465710101", None, None),
    ]
    assert {check["verdict"] for check in made["checks"]} == {"passed"}
    assert {"served_by_us", "active", "rio", "no_open_port", "complete", "date"} <= {
        one["code"] for one in made["checks"]
    }
    assert made["customer"] == {
        "kind": "business",
        "name": "Cabinet Vasseur",
        "siret": "",
        "siren": "",
        "address": {**ADDRESS, "line2": ""},
    }
    assert (made["external_reference"], made["allowed_actions"], made["closing"]) == ("NW-1", ["cancel"], [])


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "once"}])
def test_a_rule_answers_right_after_the_request_was_received(recipient, headers):
    """What comes back is what was asked for; the answer is the next event, and what is read from then on."""
    AnswerRule.objects.create(name="all green", action="accept", most_numbers=10)
    made = recipient.post(ROOT, BODY, headers=headers).json()
    assert (made["state"], made["answer_due_at"], made["answered_at"]) == ("received", "2026-11-30T23:00:00Z", None)
    seen = recipient.get(f"{ROOT}{made['id']}/").json()
    assert (seen["state"], seen["answer_due_at"], seen["answered_at"]) == ("accepted", None, "2026-11-23T09:00:00Z")
    assert [one["answer"] for one in seen["numbers"]] == ["accepted", "accepted"]
    assert [one.event for one in PortOut.objects.get().history] == ["port_out.received", "port_out.accepted"]


class TestAskedTwice:
    """A program that repeats itself without an idempotency key."""

    def test_the_second_is_told_of_the_first(self, recipient):
        first = recipient.post(ROOT, BODY).json()
        again = recipient.post(ROOT, {**BODY, "numbers": [SECOND, FIRST]})
        told = again.json()
        assert (again.status_code, told["code"]) == (409, "conflict")
        assert (told["reference"], told["id"]) == (first["reference"], first["id"])
        assert again.headers["Content-Type"] == "application/problem+json"
        assert PortOut.objects.count() == 1

    def test_also_without_a_reference_of_theirs(self, recipient):
        body = {**BODY, "external_reference": None}
        assert [recipient.post(ROOT, body).status_code for _each in range(2)] == [201, 409]

    @pytest.mark.parametrize("changes", [{"external_reference": "NW-2"}, {"numbers": [FIRST], "rios": {}}])
    def test_another_reference_or_other_numbers_are_another_request(self, recipient, changes):
        recipient.post(ROOT, BODY)
        assert recipient.post(ROOT, {**BODY, **changes}).status_code == 201

    def test_another_recipient_is_not_in_the_way(self, recipient):
        recipient.post(ROOT, BODY)
        assert client("SFR0").post(ROOT, {**BODY, "routing_prefix": "010801"}).status_code == 201

    @pytest.mark.parametrize("act", ["cancel", "refuse"])
    def test_what_is_over_can_be_asked_again(self, recipient, staff, act):
        made = recipient.post(ROOT, {**BODY, "rios": {**BODY["rios"], FIRST: "Y0R123456A1B", SECOND: "Y0R123456A1B"}})
        address = f"{ROOT}{made.json()['id']}/"
        body = {"refusal": "rio_invalid"} if act == "refuse" else {}
        answer = (staff if act == "refuse" else recipient).post(f"{address}{act}/", body)
        assert answer.status_code == 200, answer.json()
        assert recipient.post(ROOT, BODY).status_code == 201


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"numbers": []}, "numbers", "numbers_missing"),
        ({"numbers": ["zut"]}, "numbers.0", "malformed"),
        ({"numbers": [[FIRST]]}, "numbers.0", "not_a_text"),
        ({"numbers": None}, "numbers", "null"),
        ({"rios": {"0465710900": "x"}}, "rios.0465710900", "unknown_number"),
        ({"rios": {"zut": "x"}}, "rios.zut", "malformed"),
        ({"customer": None}, "customer", "null"),
        ({"customer": {"kind": "business"}}, "customer.name", "required"),
        ({"date": "2026-11-22"}, "date", "date_past"),
        ({"date": "2030-01-02"}, "date", "date_too_late"),
        ({"date": "tomorrow"}, "date", "invalid"),
        ({"routing_prefix": "777777"}, "routing_prefix", "prefix_unknown"),
        ({"window": "night"}, "window", "invalid_choice"),
        ({"external_reference": "x" * 81}, "external_reference", "max_length"),
        ({"main_number": "zut"}, "main_number", "malformed"),
    ],
)
def test_what_nobody_can_read_is_refused_by_its_field(recipient, changes, field, code):
    answer = recipient.post(ROOT, {**BODY, "rios": {}, **changes})
    assert answer.status_code == 422, answer.json()
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]
    assert not PortOut.objects.exists()


@pytest.mark.parametrize("missing", ["numbers", "customer", "date"])
def test_what_is_missing_is_named(recipient, missing):
    answer = recipient.post(ROOT, {name: value for name, value in BODY.items() if name != missing})
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(missing, "required")]


def test_our_own_key_asks_us_for_nothing(staff):
    answer = staff.post(ROOT, BODY)
    assert (answer.status_code, answer.json()["code"]) == (422, "recipient_is_us")


def test_the_recipient_sees_nothing_of_our_customer(recipient, staff, customer):
    """It names somebody else, at night, for a number that has a group: all of it is for us alone."""
    customer.name, customer.siren = "Secret Customer", "999990187"
    customer.save()
    NumberFactory(national="0465710102", customer=customer, carries_access=True)
    body = {**BODY, "customer": {"name": "Somebody Else"}, "main_number": FIRST, "mandate_reference": ""}
    answer = recipient.post(ROOT, body)
    made = answer.json()
    assert {check["nature"] for check in made["checks"]} == {"ground"}
    for secret in ("Secret", "999990187", "0465710102", "465710102", "Chartreux", "identity"):
        assert secret not in answer.content.decode()
    ours = staff.get(f"{ROOT}{made['id']}/").json()
    assert {"identity", "mandate_reference"} <= {one["code"] for one in ours["checks"] if one["verdict"] == "failed"}


def test_the_main_number_is_written_like_every_number(recipient):
    made = recipient.post(ROOT, {**BODY, "main_number": FIRST}).json()
    assert made["main_number"] == made["numbers"][0]["number"] == "+33465710100"
    recipient.post(ROOT, {**BODY, "numbers": [SECOND], "rios": {}, "external_reference": "without"})
    listed = {one["external_reference"]: one["main_number"] for one in recipient.get(ROOT).json()["results"]}
    assert listed == {BODY["external_reference"]: "+33465710100", "without": ""}


def test_what_cannot_be_seen_is_not_kept(recipient):
    """It would turn the words around on our screens."""
    customer = {"name": "\u202eRUESSAV TENIBAC\r\n\u2069", "address": {"line1": "\u2066", "city": "Ly\u200bon"}}
    made = recipient.post(ROOT, {**BODY, "customer": customer, "mandate_reference": "M\u20282"}).json()
    assert (made["customer"]["name"], made["mandate_reference"]) == ("RUESSAV TENIBAC", "M 2")
    assert (made["customer"]["address"]["line1"], made["customer"]["address"]["city"]) == ("", "Ly on")


def test_a_wrong_rio_says_what_is_wrong_with_it_and_no_more(recipient):
    made = recipient.post(ROOT, {**BODY, "rios": {FIRST: "ZZZZ", SECOND: rio_for(SECOND, "Y0")}}).json()
    [wrong] = [one for one in made["checks"] if one["code"] == "rio" and one["number"] == "+33465710100"]
    assert (wrong["verdict"], wrong["refusal"], wrong["evidence"]) == ("failed", "rio_invalid", {"differs": "format"})
    assert made["state"] == "received", "a failed check never refuses by itself"


def test_a_partner_sees_only_its_own_requests(recipient, staff, asked):
    stranger = client("FREE")
    assert [one.get(asked).status_code for one in (recipient, staff, stranger)] == [200, 200, 404]
    for act in ("cancel/", "accept/", "refuse/", "closing/end_billing/"):
        assert stranger.post(f"{asked}{act}", {}).status_code == 404
    assert stranger.get(f"{asked}events/").status_code == 404
    assert stranger.get(ROOT).json()["results"] == []


def test_what_came_through_the_clearing_house_is_the_same_record(recipient):
    theirs = Asked(
        partner=Operator.objects.get(code="NWOT"), door=Door.CLEARING_HOUSE, numbers=[FIRST], date=NOW.date()
    )
    port_out = receive(theirs, by=SYSTEM, now=NOW)
    found = recipient.get(f"{ROOT}?number={FIRST}").json()["results"]
    assert [(one["reference"], one["door"]) for one in found] == [(port_out.reference, "clearing_house")]
    assert recipient.get(f"{ROOT}{port_out.pk}/").json()["numbers"][0]["number"] == "+33465710100"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=received", 1),
        ("state=accepted", 0),
        ("number=04 65 71 01 01", 1),
        ("number=0465710109", 0),
        ("reference=PO-2026-000001", 1),
        ("external_reference=NW-1", 1),
        ("recipient=NWOT", 1),
        ("date=2026-12-07", 1),
        ("due_before=2026-12-01T00:00:00Z", 1),
        ("due_before=2026-11-30T00:00:00Z", 0),
        ("order_by=due_at", 1),
    ],
)
def test_filters_of_the_list(recipient, asked, query, count):
    assert len(recipient.get(f"{ROOT}?{query}").json()["results"]) == count


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_costs_the_same_queries_whatever_the_count(recipient, count, django_assert_num_queries):
    for place in range(count):
        recipient.post(ROOT, {**BODY, "external_reference": f"NW-{place}"})
    with django_assert_num_queries(2):
        assert len(recipient.get(ROOT).json()["results"]) == count


def test_the_recipient_withdraws_until_the_release(recipient, asked):
    answer = recipient.post(f"{asked}cancel/", {"reason": "Madame Vasseur reste chez vous"})
    assert (answer.status_code, answer.json()["state"], answer.json()["allowed_actions"]) == (200, "cancelled", [])
    again = recipient.post(f"{asked}cancel/", {})
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
    events = recipient.get(f"{asked}events/").json()["results"]
    assert [(one["type"], one["reason"]) for one in events] == [
        ("port_out.received", ""),
        ("port_out.cancelled", "other"),
    ]
    assert "Vasseur" not in str(events)


def test_a_recipient_does_not_answer_itself(recipient, asked):
    for act in ("accept/", "refuse/"):
        answer = recipient.post(f"{asked}{act}", {"refusal": "rio_invalid"})
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert PortOut.objects.get().state == "received"


def test_staff_lets_all_numbers_go(recipient, staff, asked):
    assert set(staff.get(asked).json()["allowed_actions"]) == {"accept", "refuse", "cancel"}
    answer = staff.post(f"{asked}accept/", {})
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    seen = recipient.get(asked).json()
    assert (seen["state"], [one["answer"] for one in seen["numbers"]]) == ("accepted", ["accepted", "accepted"])
    assert (seen["answer_due_at"], seen["allowed_actions"]) == (None, ["reschedule", "cancel"])
    assert staff.post(f"{asked}accept/", {}).status_code == 409


def test_the_go_is_an_action_from_the_day_of_the_port_on(recipient, staff, asked):
    staff.post(f"{asked}accept/", {})
    day = NOW.fromisoformat(f"{BODY['date']}T09:00:00+01:00")
    for at, offered, status in [(day - timedelta(days=1), False, 422), (day, True, 200)]:
        with travel(at, tick=False):
            assert ("go" in recipient.get(asked).json()["allowed_actions"]) is offered
            assert recipient.post(f"{asked}go/", {}).status_code == status


@pytest.fixture
def half_wrong(recipient):
    made = recipient.post(ROOT, {**BODY, "rios": {FIRST: rio_for(FIRST, "Y0"), SECOND: "ZZZZ"}}).json()
    return f"{ROOT}{made['id']}/"


def test_staff_refuses_one_number_on_its_ground(recipient, staff, half_wrong):
    answer = staff.post(f"{half_wrong}accept/", {"numbers": [{"number": SECOND, "refusal": "rio_invalid"}]})
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    seen = recipient.get(half_wrong, headers={"Accept-Language": "en"}).json()
    assert [(one["answer"], one["refusal"]) for one in seen["numbers"]] == [
        ("accepted", None),
        (
            "refused",
            {"code": "rio_invalid", "label": "the RIO is wrong", "evidence": {"differs": "format"}},
        ),
    ]
    assert seen["refusal"] is None


@pytest.mark.parametrize(
    ("act", "body", "field", "code"),
    [
        ("refuse/", {"refusal": "rio_invalid"}, f"numbers.{FIRST}", "ground_needs_evidence"),
        ("refuse/", {"refusal": "unpaid_bill"}, "refusal", "invalid_choice"),
        ("refuse/", {}, "refusal", "ground_missing"),
        ("accept/", {"numbers": [{"number": FIRST}]}, "numbers.0.refusal", "required"),
        (
            "accept/",
            {"numbers": [{"number": "0465710900", "refusal": "incomplete"}]},
            "numbers.0.number",
            "unknown_number",
        ),
        (
            "accept/",
            {"numbers": [{"number": FIRST, "refusal": "rio_invalid"}]},
            f"numbers.{FIRST}",
            "ground_needs_evidence",
        ),
    ],
)
def test_a_refusal_without_its_legal_ground_is_none(staff, half_wrong, act, body, field, code):
    answer = staff.post(f"{half_wrong}{act}", body)
    assert answer.status_code == 422, answer.json()
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]
    assert PortOut.objects.get().state == "received"


def test_every_number_refused_is_no_acceptance(staff, half_wrong):
    grounds = [{"number": one, "refusal": "incomplete", "evidence": {"lacks": "mandate"}} for one in (FIRST, SECOND)]
    refused = staff.post(f"{half_wrong}accept/", {"numbers": grounds})
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing_accepted")
    assert staff.post(f"{half_wrong}refuse/", {"numbers": grounds}).json()["state"] == "refused"


def test_a_refused_request_says_why(recipient, staff):
    made = recipient.post(ROOT, {**BODY, "rios": {FIRST: "ZZZZ", SECOND: "ZZZZ"}}).json()
    assert staff.post(f"{ROOT}{made['id']}/refuse/", {"refusal": "rio_invalid"}).status_code == 200
    seen = recipient.get(f"{ROOT}{made['id']}/", headers={"Accept-Language": "en"}).json()
    assert (seen["state"], seen["answer_due_at"]) == ("refused", None)
    assert seen["refusal"] == {"code": "rio_invalid", "label": "the RIO is wrong", "grounds": {"rio_invalid": 2}}
    last = recipient.get(f"{ROOT}{made['id']}/events/").json()["results"][-1]
    assert (last["type"], last["facts"]) == ("port_out.refused", {"refused": 2, "grounds": ["rio_invalid"]})


def test_the_closing_list_is_ticked_by_our_programs(recipient, staff, asked):
    staff.post(f"{asked}accept/", {})
    perform(PortOut.objects.get(), "release", by=SYSTEM, now=NOW)
    listed = staff.get(asked).json()
    assert (listed["state"], [one["kind"] for one in listed["closing"]]) == (
        "released",
        ["stop_services", "end_billing"],
    )
    assert recipient.get(asked).json()["closing"] == []
    assert recipient.post(f"{asked}cancel/", {}).status_code == 409
    assert recipient.post(f"{asked}closing/end_billing/", {}).status_code == 403
    assert staff.post(f"{asked}closing/make_coffee/", {}).status_code == 404
    first = staff.post(f"{asked}closing/stop_services/", {"needed": False}).json()
    assert first["closing"][0]["not_needed"] is True
    assert first["closing"][0]["done_by"].startswith("key BASC")
    last = staff.post(f"{asked}closing/end_billing/", {}).json()
    assert last["state"] == "closed"
    assert staff.post(f"{asked}closing/end_billing/", {}).json() == last, "ticked twice, it stays as it is"
    assert set(Number.objects.among([FIRST, SECOND]).values_list("state", flat=True)) == {"ported_out"}


def test_reading_needs_no_right_to_write(asked):
    reader = client("NWOT", "port-outs:read")
    assert reader.get(asked).json()["allowed_actions"] == []
    for address in (ROOT, f"{asked}cancel/", f"{asked}accept/", f"{asked}closing/end_billing/"):
        answer = reader.post(address, BODY)
        assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")


def test_the_same_post_twice_with_a_key_is_one_request(recipient):
    first, again = (recipient.post(ROOT, BODY, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert PortOut.objects.count() == 1


def test_ten_thousand_numbers_are_taken_in_little_time(recipient, customer):
    nationals = [f"04657{place:05}" for place in range(10_000, 20_000)]
    known = Number.objects.values_list("national", flat=True)
    fresh = [one for one in nationals if one not in set(known)]
    stamps = {"created_at": NOW, "updated_at": NOW, "state_since": NOW}
    Number.objects.bulk_create(Number(national=one, state="active", customer=customer, **stamps) for one in fresh)
    body = {**BODY, "numbers": [f"{nationals[0]}-{nationals[-1]}"], "rios": {}}
    start = time.process_time()
    answer = recipient.post(ROOT, body)
    took = time.process_time() - start
    assert (answer.status_code, len(answer.json()["numbers"])) == (201, 10_000), answer.content[:300]
    assert took < 6, f"{took:.1f} s of our own time"


def test_the_territory_of_a_number_is_that_of_its_range(recipient):
    made = recipient.post(ROOT, {**BODY, "numbers": ["0262910001"], "rios": {}}).json()
    assert made["numbers"][0]["number"] == "+262262910001"
    [served] = [one for one in made["checks"] if one["code"] == "served_by_us" and one["number"]]
    assert (served["verdict"], served["refusal"], served["evidence"]) == ("failed", "not_served_by_us", {})
