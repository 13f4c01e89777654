"""An administrator follows orders to the incumbent: by state and due date, through their history, with one button."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from activation.models import UnbundlingOrder
from bascule.lifecycle import SYSTEM, perform
from tests.activation.factories import UnbundlingOrderFactory
from tests.browser.test_admin import administrator, page, sign_in  # noqa: F401
from tests.factories import StaffFactory

pytestmark = pytest.mark.usefixtures("administrator")
PAGE = "/admin/activation/unbundlingorder/{}/change/"


def with_stray_report() -> UnbundlingOrder:
    return UnbundlingOrderFactory(done=True, stray_result="failed", stray_at=timezone.now())


def test_orders_are_found_by_state_and_due_date_and_tell_their_history(page: Page, complaints) -> None:  # noqa: F811
    now = timezone.now()
    order = perform(UnbundlingOrderFactory(sent=True), "acknowledge", by=SYSTEM, now=now)
    UnbundlingOrder.objects.filter(pk=order.pk).update(due_at=now)
    later = UnbundlingOrderFactory(acknowledged=True, due_at=now + timedelta(days=60))
    other = UnbundlingOrderFactory(due=True, due_at=now)
    sign_in(page)
    page.get_by_role("link", name="Unbundling orders", exact=True).first.click()
    filters = page.get_by_role("navigation", name="Filter")
    filters.get_by_role("link", name="acknowledged", exact=True).click()
    expect(page.get_by_role("link", name=other.reference)).to_have_count(0)
    expect(page.get_by_role("link", name=later.reference)).to_have_count(1)
    filters.get_by_role("link", name="Today", exact=True).first.click()
    expect(page.get_by_role("link", name=later.reference)).to_have_count(0)
    page.get_by_role("link", name=order.reference).click()
    history = page.locator("#life-history")
    expect(history.get_by_role("cell", name="unbundling_order.acknowledged")).to_be_visible()
    expect(page.locator("select[name=state], input[name=state]")).to_have_count(0)
    assert complaints == []


def test_a_guarded_button_settles_a_stray_report(page: Page, complaints) -> None:  # noqa: F811
    order = with_stray_report()
    sign_in(page)
    page.goto(PAGE.format(order.pk))
    page.get_by_role("button", name="Settle the stray report").click()
    expect(page.get_by_text(f"{order.reference} is now: done.")).to_be_visible()
    expect(page.get_by_role("button", name="Settle the stray report")).to_have_count(0)
    expect(page.locator("#life-history").get_by_role("cell", name="admin", exact=True)).to_be_visible()
    assert complaints == []


def test_no_move_is_fired_by_address_without_its_permission(page: Page) -> None:  # noqa: F811
    looker = StaffFactory(username="looker", permissions=["activation.view_unbundlingorder"])
    looker.set_password("a long one")
    looker.save()
    order = with_stray_report()
    page.goto("/admin/")
    page.get_by_label("Username").fill("looker")
    page.get_by_label("Password").fill("a long one")
    page.get_by_role("button", name="Log in").click()
    page.goto(PAGE.format(order.pk))
    expect(page.get_by_text(order.reference).first).to_be_visible()
    expect(page.get_by_role("button", name="Settle the stray report")).to_have_count(0)
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    address = f"/admin/activation/unbundlingorder/{order.pk}/move/"
    for move in ("settle_stray", "send"):
        answer = page.request.post(address, form={"move": move, "csrfmiddlewaretoken": token})
        assert answer.status == 403
    kept = UnbundlingOrder.objects.get()
    assert (kept.state, kept.stray_result) == ("done", "failed")
