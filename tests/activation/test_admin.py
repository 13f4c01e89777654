"""The lists and pages of activation in the administration: looked at, searched, and moved by guarded buttons only."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from activation.models import (
    Allocation,
    Call,
    Dslam,
    Exchange,
    FailureReason,
    IncumbentCode,
    Lease,
    Offer,
    OrderState,
    Pool,
    Position,
    PositionState,
    Reminder,
    Shipment,
    Strip,
    Subscription,
    SubscriptionComment,
    SubscriptionState,
    Takeover,
    UnbundlingOrder,
)
from activation.provisioning.spelling import read
from bascule.sealing import seal
from tests.activation.factories import (
    AllocationFactory,
    CallFactory,
    DslamFactory,
    ExchangeFactory,
    FailureReasonFactory,
    IncumbentCodeFactory,
    LeaseFactory,
    OfferFactory,
    PoolFactory,
    PositionFactory,
    ShipmentFactory,
    StripFactory,
    SubscriptionCommentFactory,
    SubscriptionFactory,
    TakeoverFactory,
    UnbundlingOrderFactory,
)
from tests.factories import StaffFactory
from tests.portability.test_admin import address, client, cost_of_list, rows  # noqa: F401  (a fixture among them)

pytestmark = pytest.mark.django_db

ROWS = {
    Allocation: AllocationFactory,
    Call: CallFactory,
    Dslam: DslamFactory,
    Exchange: lambda: PositionFactory().strip.dslam.exchange,
    FailureReason: lambda: IncumbentCodeFactory().reason,
    IncumbentCode: IncumbentCodeFactory,
    Lease: LeaseFactory,
    Offer: OfferFactory,
    Pool: lambda: LeaseFactory(pool__exchange=ExchangeFactory()).pool,
    Position: lambda: PositionFactory(state="in_use", subscription=SubscriptionFactory(active=True)),
    Shipment: ShipmentFactory,
    Strip: StripFactory,
    Subscription: SubscriptionFactory,
    SubscriptionComment: SubscriptionCommentFactory,
    Takeover: TakeoverFactory,
    UnbundlingOrder: lambda: reminded(UnbundlingOrderFactory(sent=True)),
}
"""How to make a row of each model that has a list in the administration."""


def reminded(order: UnbundlingOrder) -> UnbundlingOrder:
    Reminder.objects.create(order=order, day=timezone.localdate())
    return order


def press(client: Client, record: Any, move: str) -> Any:  # noqa: F811
    return client.post(address(type(record), "move", record.pk), {"move": move}, follow=True)


def test_every_list_is_tried_here() -> None:
    assert {model for model in admin.site._registry if model._meta.app_label == "activation"} == set(ROWS)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_a_list_costs_the_same_with_one_row_and_with_ten(client: Client, model: type[Model]) -> None:  # noqa: F811
    ROWS[model]()
    cost_of_list(client, model)
    one = cost_of_list(client, model)
    for _ in range(9):
        ROWS[model]()
    assert cost_of_list(client, model) == one


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_every_list_can_be_searched_and_every_page_opened(client: Client, model: type[Model]) -> None:  # noqa: F811
    row = ROWS[model]()
    for text in ("01 99 00 00 01", "durand"):
        assert client.get(address(model, "changelist"), {"q": text}).status_code == 200
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.get(address(model, "add")).status_code in (200, 403)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_a_model_is_hidden_from_whoever_may_not_view_it(model: type[Model]) -> None:
    stranger = Client()
    stranger.force_login(StaffFactory())
    assert stranger.get(address(model, "changelist")).status_code == 403


def test_an_order_is_found_by_what_people_know_of_it(client: Client) -> None:  # noqa: F811
    order = UnbundlingOrderFactory(
        attempt=2, sent=True, line_number="0199000077", subscription__customer__name="Boulangerie Durand"
    )
    UnbundlingOrderFactory(due_at=timezone.now() + timedelta(days=40))
    for typed in ("0199000077", "01 99 00 00 77", "+33 1 99 00 00 77", "durand", order.reference):
        assert rows(client, UnbundlingOrder, q=typed) == [order], typed
    for query in (
        {"state": OrderState.SENT},
        {"attempt": 2},
        {"exchange__id__exact": order.exchange.pk},
        {"due_at__isnull": "True"},
    ):
        assert rows(client, UnbundlingOrder, **query) == [order], query


def test_a_subscription_is_found_by_what_people_know_of_it(client: Client) -> None:  # noqa: F811
    order = UnbundlingOrderFactory(
        subscription__external_reference="CRM-88",
        subscription__line_number="0199000077",
        subscription__customer__name="Boulangerie Durand",
    )
    UnbundlingOrderFactory(subscription__waiting=True)
    for typed in ("01 99 00 00 77", "durand", "crm-88", order.reference):
        assert rows(client, Subscription, q=typed) == [order.subscription], typed
    assert rows(client, Subscription, state=SubscriptionState.ORDERED) == [order.subscription]


def test_the_state_of_a_subscription_or_an_order_cannot_be_typed(client: Client) -> None:  # noqa: F811
    subscription, order = SubscriptionFactory(), UnbundlingOrderFactory()
    client.post(address(Subscription, "change", subscription.pk), {"state": "active", "external_reference": "X-1"})
    client.post(address(UnbundlingOrder, "change", order.pk), {"state": "done"})
    kept = Subscription.objects.get(pk=subscription.pk)
    assert (kept.state, kept.external_reference) == (SubscriptionState.PROSPECT, "X-1")
    assert UnbundlingOrder.objects.get(pk=order.pk).state == OrderState.HELD


@pytest.mark.parametrize("move", ["send", "complete", "fail", "acknowledge", "release", "correct"])
def test_there_is_no_button_for_what_comes_by_clock_or_file(client: Client, move: str) -> None:  # noqa: F811
    order = UnbundlingOrderFactory(sent=True)
    assert press(client, order, move).status_code == 403
    assert UnbundlingOrder.objects.get().state == OrderState.SENT


def test_a_button_settles_a_stray_report(client: Client) -> None:  # noqa: F811
    order = UnbundlingOrderFactory(done=True, stray_result="failed", stray_at=timezone.now())
    assert "is now: done" in press(client, order, "settle_stray").content.decode()
    order = UnbundlingOrder.objects.get()
    assert (order.stray_result, order.stray_at) == ("", None)
    assert order.history.get().event == "unbundling_order.stray_settled"


def test_a_button_asks_for_its_own_permission() -> None:
    looker = Client()
    looker.force_login(StaffFactory(permissions=["activation.view_unbundlingorder"]))
    order = UnbundlingOrderFactory(done=True, stray_result="failed", stray_at=timezone.now())
    assert press(looker, order, "settle_stray").status_code == 403
    assert UnbundlingOrder.objects.get().stray_result == "failed"


def test_the_file_of_a_line_taken_by_mistake_is_ended_by_a_button(client: Client) -> None:  # noqa: F811
    takeover = TakeoverFactory()
    press(client, takeover, "restore")
    takeover = Takeover.objects.get()
    assert (takeover.state, takeover.ended_on) == ("restored", timezone.localdate())


def test_the_secret_of_a_resource_is_never_shown(client: Client) -> None:  # noqa: F811
    allocation = AllocationFactory(kind="voip", values={"login": "v0199000001"}, sealed=seal("s3cret-of-the-line"))
    shown = client.get(address(Allocation, "change", allocation.pk)).content.decode()
    assert "v0199000001" in shown
    assert "s3cret" not in shown
    assert bytes(allocation.sealed).decode() not in shown


def test_a_resource_is_tried_again_by_whoever_may(client: Client) -> None:  # noqa: F811
    stuck = AllocationFactory(kind="mer", tries=3, next_try_at=timezone.now() + timedelta(hours=6))
    PoolFactory(kind="mer", first=1, last=9)
    asked = {"action": "try_again", "_selected_action": [stuck.pk]}
    looker = Client(headers={"accept-language": "en"})
    looker.force_login(StaffFactory(permissions=["activation.view_allocation"]))
    looker.post(address(Allocation, "changelist"), asked)
    assert Allocation.objects.get().status == "pending"
    told = client.post(address(Allocation, "changelist"), asked, follow=True).content.decode()
    assert "Now as wanted: 1, still not: 0." in told
    assert Allocation.objects.get().status == "allocated"


def test_a_pool_says_what_is_left_of_it(client: Client) -> None:  # noqa: F811
    pool = PoolFactory(first=100, last=199)
    LeaseFactory(pool=pool, value=150)
    LeaseFactory(pool=pool, value=151, allocation=None, kind="dhcp", quarantined_until=timezone.localdate())
    [found] = rows(client, Pool)
    listed = client.get(address(Pool, "changelist")).content.decode()
    assert (found.used_count, found.kept_count, found.size) == (1, 1, 100)
    for name, value in ("used", "1"), ("quarantined", "1"), ("free", "98"), ("occupancy", "2 %"):
        assert f'<td class="field-{name}">{value}</td>' in listed


def test_the_bounds_of_a_pool_are_read_and_written_as_people_know_them(client: Client) -> None:  # noqa: F811
    pool = PoolFactory(first=read("dhcp", "198.18.0.10"), last=read("dhcp", "198.18.0.99"))
    LeaseFactory(pool=pool, value=read("dhcp", "198.18.0.42"))
    assert "198.18.0.10" in client.get(address(Pool, "changelist")).content.decode()
    assert 'value="198.18.0.99"' in client.get(address(Pool, "change", pool.pk)).content.decode()
    assert "198.18.0.42" in client.get(address(Lease, "changelist"), {"q": "198.18.0.42"}).content.decode()
    assert "198.18.0.42" not in client.get(address(Lease, "changelist"), {"q": "198.18.0.43"}).content.decode()
    typed = {"name": pool.name, "first": "198.18.0.10", "options": "{}", "is_open": "on"}
    assert client.post(address(Pool, "change", pool.pk), {**typed, "last": "198.18.0.120"}).status_code == 302
    assert Pool.objects.get().last == read("dhcp", "198.18.0.120")


@pytest.mark.parametrize("typed", ["198.18.0.256", "84.2", "-1", "1e3", "9" * 30, "<b>", "\0"])
def test_what_is_no_bound_is_said_beside_it(client: Client, typed: str) -> None:  # noqa: F811
    pool = PoolFactory()
    asked = {"name": pool.name, "first": typed, "last": typed, "options": "{}", "is_open": "on"}
    answer = client.post(address(Pool, "change", pool.pk), asked)
    assert answer.status_code == 200
    assert "first" in answer.context["adminform"].form.errors


def test_a_pool_keeps_room_for_what_it_gave_out(client: Client) -> None:  # noqa: F811
    pool = PoolFactory(first=100, last=199)
    LeaseFactory(pool=pool, value=150)
    typed = {"name": pool.name, "first": 100, "options": "{}", "is_open": "on"}
    refused = client.post(address(Pool, "change", pool.pk), {**typed, "last": 149})
    assert "in use or in quarantine" in refused.content.decode()
    assert client.post(address(Pool, "change", pool.pk), {**typed, "last": 150}).status_code == 302
    pool.refresh_from_db()
    assert (pool.kind, pool.last) == ("dhcp", 150)


def strips(dslam: Dslam, **typed: Any) -> dict[str, Any]:
    row = {f"strips-0-{name}": value for name, value in typed.items()}
    head = {"strips-TOTAL_FORMS": 1, "strips-INITIAL_FORMS": 1 if "id" in typed else 0, "strips-0-dslam": dslam.pk}
    return {"exchange": dslam.exchange_id, "name": dslam.name, **head, **row}


def test_a_strip_comes_with_its_positions_and_may_only_grow(client: Client) -> None:  # noqa: F811
    dslam = DslamFactory()
    page = address(Dslam, "change", dslam.pk)
    assert client.post(page, strips(dslam, code="R01", size=4)).status_code == 302
    strip = Strip.objects.get()
    assert list(strip.positions.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert client.post(page, strips(dslam, id=strip.pk, code="R01", size=3)).status_code == 200
    assert client.post(page, strips(dslam, id=strip.pk, code="R01", size=6)).status_code == 302
    assert strip.positions.count() == 6


def test_an_exchange_says_how_full_it_is(client: Client) -> None:  # noqa: F811
    strip = StripFactory()
    PositionFactory.create_batch(3, strip=strip)
    PositionFactory(strip=strip, state="in_use", subscription=SubscriptionFactory(active=True, exchange=None))
    [exchange] = rows(client, Exchange, q=strip.dslam.exchange.code)
    assert (exchange.positions, exchange.free) == (4, 3)
    assert "25 %" in client.get(address(Exchange, "changelist")).content.decode()


def test_only_a_position_that_nobody_has_can_be_marked(client: Client) -> None:  # noqa: F811
    free = PositionFactory()
    taken = PositionFactory(state="in_use", subscription=SubscriptionFactory(active=True))
    client.post(address(Position, "change", free.pk), {"state": "faulty"})
    assert client.post(address(Position, "change", taken.pk), {"state": "free"}).status_code == 403
    client.post(address(Position, "change", free.pk), {"state": "in_use"})
    states = dict(Position.objects.values_list("pk", "state"))
    assert states == {free.pk: PositionState.FAULTY, taken.pk: PositionState.IN_USE}


def test_what_was_subscribed_stays_as_it_was_sold(client: Client) -> None:  # noqa: F811
    sold = SubscriptionFactory().offer
    typed = {"name_fr": "Autre nom", "name_en": "Other name", "monthly_price": "29.90", "tv": "on", "tv_package": "x"}
    assert client.post(address(Offer, "change", sold.pk), typed).status_code == 302
    sold.refresh_from_db()
    assert (sold.name_fr, sold.tv, sold.voip, sold.on_sale) == ("Autre nom", False, True, False)
    assert client.post(address(Offer, "delete", sold.pk), {"post": "yes"}).status_code == 403


def test_a_reason_that_orders_name_keeps_its_code(client: Client) -> None:  # noqa: F811
    reason = FailureReasonFactory()
    page = client.get(address(FailureReason, "change", reason.pk))
    assert "code" not in page.context["adminform"].form.fields
    assert page.context["adminform"].form.fields["correctable_fields"].choices
