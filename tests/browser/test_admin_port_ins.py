"""An administrator follows incoming ports: found by state and due date, their history read, one button used."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bascule.lifecycle import SYSTEM, perform
from portability.models import PortIn
from tests.browser.test_admin import administrator, page, sign_in  # noqa: F401
from tests.factories import PortInFactory, PortInNumberFactory, StaffFactory

pytestmark = pytest.mark.usefixtures("administrator")


def request(state: str = "ordered", **fields) -> PortIn:
    return PortInNumberFactory(port_in=PortInFactory(state=state, **fields)).port_in


def test_ports_are_found_by_state_and_due_date_and_tell_their_history(page: Page, complaints) -> None:  # noqa: F811
    now = timezone.now()
    due = request(due_at=now + timedelta(minutes=1))
    due = perform(due, "send", by=SYSTEM, now=now)
    PortIn.objects.filter(pk=due.pk).update(due_at=now)
    later = request("acknowledged", due_at=now + timedelta(days=60))
    sign_in(page)
    page.get_by_role("link", name="Incoming ports", exact=True).first.click()
    filters = page.get_by_role("navigation", name="Filter")
    filters.get_by_role("link", name="sent", exact=True).click()
    expect(page.get_by_role("link", name=later.reference)).to_have_count(0)
    filters.get_by_role("link", name="Today", exact=True).first.click()
    page.get_by_role("link", name=due.reference).click()
    expect(page.locator("#life-history").get_by_role("cell", name="port_in.sent")).to_be_visible()
    expect(page.locator("select[name=state], input[name=state]")).to_have_count(0)
    assert complaints == []


def test_a_guarded_button_moves_a_port(page: Page, complaints) -> None:  # noqa: F811
    port_in = request()
    sign_in(page)
    page.goto(f"/admin/portability/portin/{port_in.pk}/change/")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text(f"{port_in.reference} is now: cancelled.")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    assert complaints == []


def test_no_move_is_fired_by_address_without_its_permission(page: Page) -> None:  # noqa: F811
    looker = StaffFactory(username="looker", permissions=["portability.view_portin"])
    looker.set_password("a long one")
    looker.save()
    port_in = request()
    page.goto("/admin/")
    page.get_by_label("Username").fill("looker")
    page.get_by_label("Password").fill("a long one")
    page.get_by_role("button", name="Log in").click()
    page.goto(f"/admin/portability/portin/{port_in.pk}/change/")
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    address = f"/admin/portability/portin/{port_in.pk}/move/"
    answer = page.request.post(address, form={"move": "cancel", "csrfmiddlewaretoken": token})
    assert answer.status == 403
    assert PortIn.objects.get().state == "ordered"
