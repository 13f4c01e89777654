"""Subscriptions and orders through the API: exactly what partners were promised, and theirs alone."""

from datetime import date
from typing import Any

import pytest

from activation.models import Allocation, Offer, OrderState, Position, Reminder, Subscription, UnbundlingOrder
from bascule.lifecycle import SYSTEM, perform
from bascule.models import History
from tests.activation.factories import (
    AllocationFactory,
    OfferFactory,
    PositionFactory,
    ShipmentFactory,
    SubscriptionFactory,
    TakeoverFactory,
    UnbundlingOrderFactory,
)
from tests.api.conftest import monday, stage, wide_open  # noqa: F401
from tests.api.stage import CUSTOMER, ROOT, Stage, subscription_of
from tests.factories import ApiKeyFactory, PortInFactory, client_of
from tests.portability.world import NOW

pytestmark = pytest.mark.django_db
LINE, OTHER = "0199005000", "0199005001"


def subscribed(stage: Stage, line: str = LINE, **changes: Any) -> dict[str, Any]:  # noqa: F811
    return stage.post("/subscriptions/", subscription_of(line, **changes))


def order_of(made: dict[str, Any]) -> UnbundlingOrder:
    return UnbundlingOrder.objects.filter(subscription=made["id"]).latest("created_at")


def refused(stage: Stage, body: dict[str, Any], address: str = "/subscriptions/") -> tuple[int, str, Any]:  # noqa: F811
    answer = stage.client.post(ROOT + address, body)
    return answer.status_code, answer.json()["code"], answer.json()["errors"][0]["field"]


def act(client: Any, made: dict[str, Any], segment: str, body: dict[str, Any] | None = None) -> Any:
    return client.post(f"{ROOT}/subscriptions/{made['id']}/{segment}/", body or {})


def to_call(made: dict[str, Any], code: str = "address_mismatch") -> None:
    """The incumbent did not accept its order."""
    order = perform(order_of(made), "send", by=SYSTEM, now=NOW)
    perform(order, "refuse", by=SYSTEM, now=NOW, code=code, reason=code)


def working(stage: Stage, line: str = LINE, **changes: Any) -> dict[str, Any]:  # noqa: F811
    """A subscription whose line works."""
    made = subscribed(stage, line, **changes)
    order = perform(order_of(made), "send", by=SYSTEM, now=NOW)
    perform(order, "complete", by=SYSTEM, now=NOW)
    one = Subscription.objects.get(pk=made["id"])
    if one.state == "activating":
        perform(one, "finish", by=SYSTEM, now=NOW)
    return made


class TestSubscribing:
    def test_what_was_promised(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage, "01 99 00 50 00", external_reference="CRM-88", withdrawal_waived=False, port_in=None)
        assert (made["state"], made["external_reference"]) == ("prospect", "CRM-88")
        assert (made["offer"], made["technology"], made["unbundling"]) == ("dsl-tv-full", "copper", "full")
        assert (made["line_number"], made["channel"]) == ("+33199005000", "web")
        assert made["exchange"] == {"code": "75LIL", "name": "Paris Lilas"}
        [order] = made["orders"]
        assert (order["attempt"], order["state"], order["sent_on"], order["reminders"]) == (1, "held", None, 0)
        assert (order["due_on"], made["expected_date"]) == ("2026-12-07", "2026-12-14")
        assert made["customer"]["name"] == CUSTOMER["name"]
        assert made["allowed_actions"] == ["cancel"]
        one = Subscription.objects.get()
        assert (one.partner, one.customer.partner) == (stage.partner.operator, stage.partner.operator)
        assert one.history.get().by == f"key NWOT {stage.partner.name}"

    def test_a_waived_withdrawal_leaves_the_next_day(self, stage: Stage) -> None:  # noqa: F811
        [order] = subscribed(stage)["orders"]
        assert (order["state"], order["due_on"]) == ("due", "2026-11-24")

    @pytest.mark.parametrize(
        ("changes", "code", "field"),
        [
            ({"offer": "dsl-none"}, "does_not_exist", "offer"),
            ({"unbundling": "partial"}, "unbundling_mismatch", "unbundling"),
            ({"line_number": "06 39 98 00 01"}, "line_number_invalid", "line_number"),
            ({"line_number": "zut"}, "malformed", "line_number"),
            ({"line_number": None}, "line_number_missing", "line_number"),
            ({"channel": "pigeon"}, "invalid_choice", "channel"),
            ({"exchange": "NOWHERE"}, "does_not_exist", "exchange"),
            ({"customer": {"name": "A"}}, "required", "customer.address"),
            ({"port_in": "0b9cf3a2-6f0e-4c61-9a55-2f7d5a1c8e10"}, "does_not_exist", "port_in"),
        ],
    )
    def test_a_refusal_names_its_field(self, stage: Stage, changes: Any, code: str, field: str) -> None:  # noqa: F811
        assert refused(stage, subscription_of(LINE, **changes)) == (422, code, field)
        assert not Subscription.objects.exists()

    def test_an_offer_that_is_not_sold_any_more(self, stage: Stage) -> None:  # noqa: F811
        Offer.objects.update(on_sale=False)
        assert refused(stage, subscription_of(LINE))[:2] == (422, "offer_not_on_sale")

    def test_one_subscription_a_line(self, stage: Stage) -> None:  # noqa: F811
        subscribed(stage)
        assert refused(stage, subscription_of(LINE))[:2] == (422, "line_in_use")

    def test_a_port_of_another_partner_is_not_there(self, stage: Stage) -> None:  # noqa: F811
        body = subscription_of(LINE, port_in=str(PortInFactory().pk))
        assert refused(stage, body) == (422, "does_not_exist", "port_in")

    def test_sent_twice_it_is_made_once(self, stage: Stage) -> None:  # noqa: F811
        answers = [
            stage.client.post(f"{ROOT}/subscriptions/", subscription_of(LINE), headers={"Idempotency-Key": "one"})
            for _turn in range(2)
        ]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json() == answers[1].json()
        assert answers[1]["Idempotency-Replayed"] == "true"
        assert Subscription.objects.count() == 1

    def test_a_fibre_has_no_line_number_and_no_position(self, stage: Stage) -> None:  # noqa: F811
        OfferFactory(code="fibre", fibre=True)
        made = subscribed(stage, line_number=None, offer="fibre")
        assert (made["line_number"], made["technology"]) == (None, "fibre")
        assert order_of(made).position is None
        assert not Position.objects.filter(subscription__isnull=False).exists()


class TestReading:
    def test_a_whole_subscription(self, stage: Stage) -> None:  # noqa: F811
        made = working(stage)
        one = Subscription.objects.get()
        Allocation.objects.filter(subscription=one).delete()
        AllocationFactory(subscription=one, kind="dhcp", status="allocated", values={"address": "100.64.8.1"})
        AllocationFactory(subscription=one, kind="low_speed", status="released", values={"session": "ls00000001"})
        one.shipments.all().delete()
        ShipmentFactory(subscription=one, kind="letter", planned_on=date(2026, 11, 24))
        Reminder.objects.create(order=order_of(made), day=date(2026, 12, 8))
        shown = stage.client.get(f"{ROOT}/subscriptions/{made['id']}/").json()
        assert shown["state"] == "active"
        [service] = shown["services"]
        assert (service["kind"], service["state"], service["values"]) == (
            "dhcp",
            "allocated",
            {"address": "100.64.8.1"},
        )
        assert shown["low_speed_access"] == {"state": "released", "values": {"session": "ls00000001"}}
        [parcel] = shown["shipments"]
        assert (parcel["kind"], parcel["planned_on"], parcel["state"]) == ("letter", "2026-11-24", "planned")
        [order] = shown["orders"]
        assert (order["state"], order["sent_on"]) == ("done", "2026-11-23")
        assert (order["reminders"], order["reminded_on"]) == (1, ["2026-12-08"])
        assert set(shown["allowed_actions"]) == {"suspend", "change-offer", "move", "terminate"}

    def test_who_waits_says_why_in_the_readers_language(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        to_call(made)
        address = f"{ROOT}/subscriptions/{made['id']}/"
        shown = stage.client.get(address).json()
        assert (shown["state"], shown["waits_for"]) == ("waiting_for_customer", "address_mismatch")
        assert (shown["to_call"]["label"], shown["to_call"]["family"]) == ("Another address", "identification")
        assert "address" in shown["to_call"]["correctable_fields"]
        assert {"correct", "reorder", "call", "cancel"} == set(shown["allowed_actions"])
        french = stage.client.get(address, headers={"Accept-Language": "fr"}).json()
        assert french["to_call"]["label"] == "Adresse différente"

    def test_filters_named_like_the_fields(self, stage: Stage) -> None:  # noqa: F811
        first, second = subscribed(stage), subscribed(stage, OTHER, offer="dsl-full", channel="phone")
        to_call(second)
        for query, wanted in (
            ({"state": "prospect"}, [first]),
            ({"offer": "dsl-full"}, [second]),
            ({"channel": "phone"}, [second]),
            ({"line_number": "01 99 00 50 01"}, [second]),
            ({"number": "+33199005000"}, [first]),
            ({"exchange": "75LIL", "order_by": "reference"}, [first, second]),
            ({"reference": first["reference"]}, [first]),
            ({"due_before": "2026-11-25T00:00:00Z"}, [second]),
            ({"technology": "fibre"}, []),
        ):
            found = stage.client.get(f"{ROOT}/subscriptions/", query).json()["results"]
            assert [one["id"] for one in found] == [one["id"] for one in wanted], query
        assert stage.client.get(f"{ROOT}/subscriptions/", {"line_number": "zut"}).status_code == 422

    def test_pages_lose_and_repeat_nothing(self, stage: Stage) -> None:  # noqa: F811
        keys = {subscribed(stage, f"019900501{place}")["id"] for place in range(5)}
        seen, address = [], f"{ROOT}/subscriptions/?page_size=2&order_by=reference"
        while address:
            page = stage.client.get(address).json()
            seen += [one["id"] for one in page["results"]]
            address = page["next"]
        assert (len(seen), set(seen)) == (5, keys)

    def test_orders_are_read_with_their_reminders(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        order = perform(order_of(made), "send", by=SYSTEM, now=NOW)
        Reminder.objects.create(order=order, day=date(2026, 12, 8))
        subscribed(stage, OTHER)
        [shown] = stage.client.get(f"{ROOT}/unbundling-orders/", {"state": "sent"}).json()["results"]
        assert (shown["id"], shown["subscription"], shown["attempt"]) == (str(order.pk), made["id"], 1)
        assert (shown["reminders"], shown["reminded_on"]) == (1, ["2026-12-08"])
        assert (shown["strip"], shown["position"]) == (order.strip, order.position)
        assert shown["allowed_actions"] == ["cancel"]
        by_line = stage.client.get(f"{ROOT}/unbundling-orders/", {"line_number": LINE}).json()["results"]
        assert [one["id"] for one in by_line] == [str(order.pk)]

    def test_its_events(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        to_call(made)
        events = stage.client.get(f"{ROOT}/subscriptions/{made['id']}/events/").json()["results"]
        assert [one["type"] for one in events] == [
            "subscription.prospect",
            "subscription.ordered",
            "subscription.waiting",
        ]
        assert events[-1]["reason"] == "address_mismatch"

    @pytest.mark.parametrize("kind", ["subscriptions", "unbundling-orders", "offers", "exchanges"])
    def test_a_list_costs_the_same_with_one_row_and_with_ten(
        self,
        stage: Stage,  # noqa: F811
        kind: str,
        settings: Any,
        django_assert_max_num_queries: Any,
    ) -> None:
        # What a key has used is written down once a slot of its rate is over: none is while this runs.
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"key": "1000000/day"}}

        def fill(count: int) -> None:
            for one in SubscriptionFactory.create_batch(count, customer__partner=stage.partner.operator):
                Reminder.objects.create(order=UnbundlingOrderFactory(subscription=one), day=date(2026, 12, 8))
                AllocationFactory(subscription=one)
                PositionFactory(strip__dslam__exchange=one.exchange)

        client = client_of(stage.staff)
        fill(1)
        client.get(f"{ROOT}/{kind}/")
        with django_assert_max_num_queries(30) as one:
            client.get(f"{ROOT}/{kind}/")
        fill(9)
        with django_assert_max_num_queries(len(one)):
            assert len(client.get(f"{ROOT}/{kind}/").json()["results"]) >= 9


class TestActing:
    def test_cancelled_with_a_code_or_with_words(self, stage: Stage) -> None:  # noqa: F811
        coded, told, silent = (subscribed(stage, line) for line in (LINE, OTHER, "0199005002"))
        assert act(stage.client, coded, "cancel", {"reason": "customer_withdrew"}).json()["state"] == "cancelled"
        act(stage.client, told, "cancel", {"reason": "Prefers to wait for spring."})
        act(stage.client, silent, "cancel")
        reasons = [
            History.objects.get(record_id=one["id"], transition="cancel").reason for one in (coded, told, silent)
        ]
        assert reasons == ["customer_withdrew", "other", "customer_asked"]
        comments = stage.client.get(f"{ROOT}/subscriptions/{told['id']}/comments/").json()["results"]
        assert [one["text"] for one in comments] == ["Prefers to wait for spring."]
        again = act(stage.client, coded, "cancel")
        assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
        assert order_of(coded).state == OrderState.CANCELLED

    def test_suspended_resumed_terminated(self, stage: Stage) -> None:  # noqa: F811
        made = working(stage)
        for segment, state in ("suspend", "suspended"), ("resume", "active"), ("terminate", "terminated"):
            answer = act(stage.client, made, segment)
            assert (answer.status_code, answer.json()["state"]) == (200, state)

    def test_corrected_and_ordered_again(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        to_call(made)
        fields = {"line_number": "01 99 00 50 77", "address": {"line1": "14 rue des Lilas"}}
        shown = act(stage.client, made, "correct", {"fields": fields}).json()
        assert (shown["state"], shown["line_number"]) == ("ordered", "+33199005077")
        assert shown["customer"]["address"]["line1"] == "14 rue des Lilas"
        assert [(one["attempt"], one["state"]) for one in shown["orders"]] in (
            [(1, "corrected"), (1, "due")],
            [(1, "due"), (1, "corrected")],
        )

    @pytest.mark.parametrize("name", ["offer", "exchange_of_ours"])
    def test_only_what_its_reason_lets_is_corrected(self, stage: Stage, name: str) -> None:  # noqa: F811
        made = subscribed(stage)
        to_call(made)
        answer = act(stage.client, made, "correct", {"fields": {name: "x"}})
        assert (answer.status_code, answer.json()["code"]) == (422, "field_not_correctable")
        assert answer.json()["correctable_fields"] == ["line_number", "customer_name", "address"]

    def test_ordered_again_as_it_was(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        to_call(made)
        assert act(stage.client, made, "reorder").json()["state"] == "ordered"
        assert act(stage.client, made, "reorder").status_code == 409

    def test_a_call_is_noted(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        to_call(made)
        shown = act(stage.client, made, "call", {"outcome": "call_again", "again_on": "2026-12-01"}).json()
        assert (shown["to_call"]["call_again_on"], shown["to_call"]["calls_made"]) == ("2026-12-01", 1)
        assert act(stage.client, made, "call", {"outcome": "visit_booked"}).json()["errors"][0]["field"] == "again_on"
        assert act(stage.client, made, "call", {"outcome": "withdrew"}).json()["state"] == "cancelled"

    def test_another_offer_on_the_same_line(self, stage: Stage) -> None:  # noqa: F811
        made = working(stage)
        shown = act(stage.client, made, "change-offer", {"offer": "dsl-full"}).json()
        assert (shown["id"], shown["offer"]) == (made["id"], "dsl-full")
        assert act(stage.client, made, "change-offer", {"offer": "dsl-full"}).status_code in (409, 422)

    def test_a_move_is_a_subscription_that_replaces(self, stage: Stage) -> None:  # noqa: F811
        made = working(stage)
        address = {"line1": "3 quai Neuf", "postal_code": "75012", "city": "Paris"}
        answer = act(stage.client, made, "move", {"address": address, "line_number": OTHER})
        assert answer.status_code == 201
        shown = answer.json()
        assert (shown["replaces"], shown["state"], shown["line_number"]) == (made["id"], "prospect", "+33199005001")
        assert shown["customer"]["address"]["line1"] == "3 quai Neuf"
        kept = stage.client.get(f"{ROOT}/subscriptions/{made['id']}/").json()
        assert (kept["state"], kept["customer"]["address"]["line1"]) == ("active", "12 rue des Lilas")

    def test_a_subscription_without_a_port_has_none_to_drop(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        assert "continue-without-port" not in made["allowed_actions"]
        assert act(stage.client, made, "continue-without-port").json()["code"] == "no_port"

    def test_an_order_taken_back_leaves_its_subscription_waiting(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        answer = stage.client.post(f"{ROOT}/unbundling-orders/{order_of(made).pk}/cancel/", {})
        assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
        shown = stage.client.get(f"{ROOT}/subscriptions/{made['id']}/").json()
        assert (shown["state"], shown["waits_for"]) == ("waiting_for_customer", "order_cancelled")

    def test_a_stray_report_is_settled_by_our_own_programs(self, stage: Stage) -> None:  # noqa: F811
        made = working(stage)
        order = order_of(made)
        perform(order, "note_stray", by=SYSTEM, now=NOW, result="failed")
        address = f"{ROOT}/unbundling-orders/{order.pk}/settle-stray/"
        assert stage.client.post(address, {}).json()["code"] == "permission_denied"
        assert client_of(stage.staff).post(address, {}).status_code == 200

    def test_comments_are_read_by_both(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        address = f"{ROOT}/subscriptions/{made['id']}/comments/"
        staff = client_of(stage.staff)
        staff.post(address, {"text": "Only for us.", "internal": True})
        staff.post(address, {"text": "The modem has left."})
        refused = stage.client.post(address, {"text": "A secret", "internal": True})
        assert refused.json()["code"] == "internal_not_yours"
        seen = stage.client.get(address).json()["results"]
        assert [(one["text"], one["by"]) for one in seen] == [("The modem has left.", "Bascule Télécom")]
        assert len(staff.get(address).json()["results"]) == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
class TestDaysThatNobodyMeans:
    def test_to_call_again(self, stage: Stage, day: str) -> None:  # noqa: F811
        made = subscribed(stage, withdrawal_waived=True)
        to_call(made)
        answer = act(client_of(stage.staff), made, "call", {"outcome": "call_again", "again_on": day})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "again_on")

    def test_to_have_a_line(self, stage: Stage, day: str) -> None:  # noqa: F811
        answer = stage.client.post(f"{ROOT}/subscriptions/", subscription_of(LINE, wanted_on=day))
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "wanted_on")

    def test_to_move(self, stage: Stage, day: str) -> None:  # noqa: F811
        body = {"address": CUSTOMER["address"], "line_number": OTHER, "wanted_on": day}
        answer = act(stage.client, working(stage), "move", body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "wanted_on")

    def test_in_a_list(self, stage: Stage, day: str) -> None:  # noqa: F811
        for address in ("subscriptions/?subscribed_on", "unbundling-orders/?sent_on", "shipments/?planned_on"):
            assert stage.client.get(f"{ROOT}/{address}={day}").status_code in {200, 404, 422}


class TestWhoMay:
    def test_another_partners_are_not_there(self, stage: Stage) -> None:  # noqa: F811
        made = subscribed(stage)
        stranger = client_of(stage.stranger)
        assert stranger.get(f"{ROOT}/subscriptions/").json()["results"] == []
        assert stranger.get(f"{ROOT}/unbundling-orders/").json()["results"] == []
        assert act(stranger, made, "cancel").status_code == 404
        assert client_of(stage.staff).get(f"{ROOT}/subscriptions/{made['id']}/").status_code == 200

    def test_reading_is_not_writing(self, stage: Stage) -> None:  # noqa: F811
        reader = client_of(ApiKeyFactory(operator=stage.partner.operator, scopes=["activations:read"]))
        made = subscribed(stage)
        assert reader.get(f"{ROOT}/subscriptions/{made['id']}/").json()["allowed_actions"] == []
        assert act(reader, made, "cancel").json()["code"] == "missing_scope"
        body = {"address": CUSTOMER["address"], "line_number": OTHER, "offer": "dsl-full"}
        assert reader.post(f"{ROOT}/line-checks/", body).status_code == 200

    def test_how_full_an_exchange_is_stays_with_us(self, stage: Stage) -> None:  # noqa: F811
        subscribed(stage)
        [theirs] = stage.client.get(f"{ROOT}/exchanges/").json()["results"]
        assert (theirs["code"], theirs["occupancy"]) == ("75LIL", None)
        [ours] = client_of(stage.staff).get(f"{ROOT}/exchanges/").json()["results"]
        assert (ours["occupancy"]["positions"], ours["occupancy"]["reserved"]) == (64, 1)

    def test_a_file_of_a_takeover_is_no_record_of_a_partner(self, stage: Stage) -> None:  # noqa: F811
        TakeoverFactory()
        assert stage.client.get(f"{ROOT}/takeovers/").status_code == 404
