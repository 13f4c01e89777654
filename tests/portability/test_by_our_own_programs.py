"""What our own programs do through the API as our people do on screen, and partners do not."""

from datetime import date

import pytest

from bascule.lifecycle import SYSTEM
from operators.models import Operator
from portability.models import Comment, PortIn, Quote
from portability.quoting.record import make_quote
from tests.factories import ApiKeyFactory, PortInFactory, client_of
from tests.portability.world import NETWORK_ONLY, NEVER_PORTED, NOW, ONCE, TODAY, asking

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.usefixtures("monday")]

MORE = "0199000101"


@pytest.fixture
def ours(desk):
    return client_of(ApiKeyFactory(own=True, scopes=["quotes:write", "port-ins:write"]))


@pytest.fixture
def netwo(desk):
    return client_of(
        ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["quotes:write", "port-ins:write"])
    )


def awaiting(*numbers, **changes):
    asked = asking(*numbers, **{"main_number": NEVER_PORTED, "inventory": True, **changes})
    asked.partner = asked.customer.partner = Operator.objects.get(code="NWOT")
    return make_quote(asked, by=SYSTEM, now=NOW)


def of(quote) -> str:
    return f"/api/v1/quotes/{quote.pk}/"


class TestTheDonorsList:
    def test_it_is_entered_and_the_quote_is_offered(self, ours):
        quote = awaiting(NEVER_PORTED)
        assert ours.get(of(quote)).json()["allowed_actions"] == ["decline", "receive-inventory", "refuse-inventory"]
        answer = ours.post(f"{of(quote)}receive-inventory/", {"numbers": ["01 99 00 01 00", MORE]})
        told = answer.json()
        assert (answer.status_code, told["state"]) == (200, "offered")
        assert (told["main_number"], told["inventories"][0]["main_number"]) == ("+33199000100", "+33199000100")
        assert told["inventory_diff"]["missing"] == [f"+33{MORE[1:]}"]
        assert [(one["donor"]["code"], one["state"]) for one in told["inventories"]] == [("FRTE", "received")]
        again = ours.post(f"{of(quote)}receive-inventory/", {"numbers": [MORE]})
        assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")

    def test_whose_it_is_must_be_clear(self, ours):
        quote = awaiting(NEVER_PORTED, ONCE)
        unclear = ours.post(f"{of(quote)}receive-inventory/", {"numbers": [ONCE]})
        assert (unclear.status_code, unclear.json()["code"]) == (422, "donor_unclear")
        first = ours.post(f"{of(quote)}receive-inventory/", {"numbers": [ONCE], "donor": "OVH"})
        assert first.json()["state"] == "awaiting_inventory"
        last = ours.post(f"{of(quote)}refuse-inventory/", {"donor": "FRTE", "reason": "number_inactive"})
        assert last.json()["state"] == "offered"
        assert {one["donor"]["code"]: one["refusal"] for one in last.json()["inventories"]} == {
            "OVH": "",
            "FRTE": "number_inactive",
        }

    def test_a_list_for_a_quote_of_which_no_donor_is_known(self, ours):
        quote = awaiting(NETWORK_ONLY, main_number=NETWORK_ONLY)
        assert not quote.inventories.exists()
        assert ours.post(f"{of(quote)}receive-inventory/", {"numbers": [NEVER_PORTED]}).json()["state"] == "offered"

    def test_a_refusal_makes_it_a_draft_that_can_be_offered_or_asked_again(self, ours, netwo):
        quote = awaiting(NEVER_PORTED)
        told = ours.post(f"{of(quote)}refuse-inventory/", {"reason": None}).json()
        assert (told["state"], told["allowed_actions"]) == ("draft", ["decline", "ask-inventory", "offer"])
        assert netwo.post(f"{of(quote)}ask-inventory/").json()["state"] == "awaiting_inventory"
        ours.post(f"{of(quote)}refuse-inventory/", {})
        assert netwo.post(f"{of(quote)}offer/").json()["state"] == "offered"
        assert netwo.post(f"{of(quote)}offer/").status_code == 409

    @pytest.mark.parametrize(
        ("act", "body", "code", "field"),
        [
            ("receive-inventory", {}, "required", "numbers"),
            ("receive-inventory", {"numbers": []}, "empty", "numbers"),
            ("receive-inventory", {"numbers": [NEVER_PORTED, "zut"]}, "malformed", "numbers.1"),
            ("receive-inventory", {"numbers": "0199000100"}, "not_a_list", "numbers"),
            ("receive-inventory", {"numbers": [MORE], "donor": "NOPE"}, "does_not_exist", "donor"),
            ("receive-inventory", {"numbers": [MORE], "donor": "FREE"}, "donor_unclear", "donor"),
            ("refuse-inventory", {"reason": "they were rude"}, "unknown_reason", "reason"),
            ("refuse-inventory", {"reason": "unknown"}, "unknown_reason", "reason"),
            ("refuse-inventory", {"reason": "x" * 41}, "max_length", "reason"),
        ],
    )
    def test_what_cannot_be_taken_is_refused_by_its_field(self, ours, act, body, code, field):
        quote = awaiting(NEVER_PORTED)
        answer = ours.post(f"{of(quote)}{act}/", body)
        assert (answer.status_code, answer.json()["code"], answer.json()["errors"][0]["field"]) == (422, code, field)
        assert Quote.objects.get().state == "awaiting_inventory"

    @pytest.mark.parametrize(("act", "body"), [("receive-inventory", {"numbers": [MORE]}), ("refuse-inventory", {})])
    @pytest.mark.parametrize("main_number", [NEVER_PORTED, NETWORK_ONLY])
    def test_a_partner_does_not_speak_for_a_donor(self, netwo, act, body, main_number):
        quote = awaiting(main_number, main_number=main_number)
        assert netwo.get(of(quote)).json()["allowed_actions"] == ["decline"]
        answer = netwo.post(f"{of(quote)}{act}/", body)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
        assert Quote.objects.get().state == "awaiting_inventory"


def port_in(state, **fields):
    partner = Operator.objects.get(code="NWOT")
    needed = {"scheduled_on": TODAY, "go_at": NOW, "ported_on": date(2026, 11, 23), "partner": partner}
    return PortInFactory(state=state, customer__partner=partner, **{**needed, **fields})


def at(request) -> str:
    return f"/api/v1/port-ins/{request.pk}/"


class TestTheTestCall:
    def test_it_is_kept_with_its_note(self, ours):
        request = port_in("ported")
        assert "test-call" in ours.get(at(request)).json()["allowed_actions"]
        body = {"incoming": "works", "shown": "fails", "note": "Shows another number."}
        assert ours.post(f"{at(request)}test-call/", body).status_code == 200
        line = request.history.get()
        assert (line.event, line.facts) == (
            "port_in.tested",
            {"incoming": "works", "outgoing": "untried", "shown": "fails"},
        )
        assert Comment.objects.values_list("text", "internal").get() == ("Shows another number.", True)

    def test_a_partner_that_gave_the_go_may_test_too_and_reads_its_own_words(self, netwo):
        request = port_in("ready")
        assert netwo.post(f"{at(request)}test-call/", {"outgoing": "works", "note": "Fine."}).status_code == 200
        assert [one["text"] for one in netwo.get(f"{at(request)}comments/").json()["results"]] == ["Fine."]

    @pytest.mark.parametrize(
        ("body", "field", "code"),
        [
            ({}, "incoming", "required"),
            ({"incoming": "untried"}, "incoming", "required"),
            ({"incoming": "perhaps"}, "incoming", "invalid_choice"),
            ({"incoming": "works", "note": "x" * 501}, "note", "max_length"),
        ],
    )
    def test_something_was_tried(self, ours, body, field, code):
        request = port_in("ported")
        answer = ours.post(f"{at(request)}test-call/", body)
        error = answer.json()["errors"][0]
        assert (answer.status_code, error["field"], error["code"]) == (422, field, code)
        assert not request.history.exists()

    def test_before_the_go_there_is_nothing_to_try(self, ours):
        request = port_in("ready", go_at=None)
        assert ours.post(f"{at(request)}test-call/", {"incoming": "works", "note": "x"}).status_code == 409
        assert not Comment.objects.exists()


class TestCompleting:
    def test_it_is_completed_with_a_reason(self, ours):
        request = port_in("ported")
        assert "complete" in ours.get(at(request)).json()["allowed_actions"]
        told = ours.post(f"{at(request)}complete/", {"reason": "confirmed_by_phone"}).json()
        assert (told["state"], request.history.get().reason) == ("completed", "confirmed_by_phone")
        assert ours.post(f"{at(request)}complete/", {"reason": "confirmed_by_phone"}).status_code == 409

    def test_never_without_one(self, ours):
        request = port_in("ported")
        assert ours.post(f"{at(request)}complete/", {}).status_code == 422
        assert PortIn.objects.get().state == "ported"

    def test_a_partner_waits_for_the_confirmation(self, netwo):
        request = port_in("ported")
        assert "complete" not in netwo.get(at(request)).json()["allowed_actions"]
        answer = netwo.post(f"{at(request)}complete/", {"reason": "mistake"})
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
        assert PortIn.objects.get().state == "ported"
