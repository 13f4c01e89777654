"""A live cut-over on its day: called, gone, executed, tested; with a keyboard, without script, on a telephone."""

import re
from datetime import datetime, time, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from bascule.lifecycle import SYSTEM, perform
from operators.models import Contact
from portability.models import PortIn
from tests.browser.test_new_quote import agent, desk, page, page_without_script  # noqa: F401
from tests.factories import CustomerFactory, PortInFactory, PortInNumberFactory


@pytest.fixture
def cutover(agent) -> PortIn:  # noqa: F811
    """A live cut-over of today, whose window may be over already: the go is still the agent's."""
    now = timezone.now()
    customer = CustomerFactory(name="Hôtel des Lilas")
    Contact.objects.create(customer=customer, name="Yann Moreau", role="réception", phone="0639980015")
    planned = {"cutover": "live", "scheduled_on": timezone.localdate(now), "window": "afternoon"}
    port_in = PortInFactory(customer=customer, state="accepted", donor__name="Opérateur Cédant", **planned)
    for national in ("0199000010", "0199000011", "0199000012"):
        PortInNumberFactory(port_in=port_in, national=national)
    morning = timezone.make_aware(datetime.combine(planned["scheduled_on"], time(0, 1)))
    return perform(port_in, "start", by=SYSTEM, now=min(now - timedelta(seconds=1), morning))


def go_on_with(page: Page) -> None:  # noqa: F811
    page.goto(reverse("portability:cutovers"))
    page.get_by_role("link", name="Hôtel des Lilas").click()
    expect(page.get_by_text("01 99 00 00 10 – 12").first).to_be_visible()
    expect(page.get_by_role("link", name="06 39 98 00 15")).to_have_attribute("href", "tel:0639980015")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_text("Waiting for Opérateur Cédant")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^(3 h 59|4 h 00) left$")).first).to_be_visible()


def test_a_live_cutover_from_the_call_to_the_test(page: Page, complaints, cutover) -> None:  # noqa: F811
    go_on_with(page)
    perform(PortIn.objects.get(), "execute", by=SYSTEM, now=timezone.now())
    page.reload()
    for part in ("Incoming call", "Outgoing call", "Number shown"):
        page.get_by_role("group", name=part).get_by_role("radio", name="Works", exact=True).check()
    page.get_by_role("button", name="Keep this test call").click()
    expect(page.get_by_text("Nothing is left to do here.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Cut-overs, ")).click()
    expect(page.get_by_text("0 to finish out of 1")).to_be_visible()
    assert complaints == []


def test_a_no_go_puts_off_and_comes_back_to_the_board(page: Page, complaints, cutover) -> None:  # noqa: F811
    page.goto(reverse("portability:cutover", args=[cutover.reference]))
    page.get_by_role("button", name="No go", exact=True).click()
    page.get_by_label("Why", exact=True).select_option(label="the customer is not ready")
    page.locator("#no_go").get_by_role("button", name="No go").click()
    expect(page.get_by_text("No go: the port is put off.")).to_be_visible()
    expect(page.get_by_role("heading", name="Put off on this day")).to_be_visible()
    assert PortIn.objects.get().state == "accepted"
    assert complaints == []


def test_the_same_without_script(page_without_script: Page, cutover) -> None:  # noqa: F811
    go_on_with(page_without_script)


def test_the_clock_renews_itself_and_says_that_a_colleague_was_faster(page: Page, cutover) -> None:  # noqa: F811
    page.clock.install()
    page.goto(reverse("portability:cutover", args=[cutover.reference]))
    perform(cutover, "go", by=SYSTEM, now=timezone.now())
    page.clock.run_for(31_000)
    expect(page.get_by_text("It has moved on: cutting over.")).to_be_visible()
    page.get_by_role("link", name="Show it").click()
    expect(page.get_by_role("heading", name="Test call")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(page: Page, agent, cutover, scheme) -> None:  # noqa: F811
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for url in (
        reverse("portability:cutovers"),
        reverse("portability:cutover", args=[cutover.reference]),
        reverse("portability:customer_list"),
        reverse("portability:customer_detail", args=[cutover.customer_id]),
        reverse("portability:customer_edit", args=[cutover.customer_id]),
    ):
        page.goto(url)
        assert violations(page) == []
    perform(cutover, "go", by=SYSTEM, now=timezone.now())
    page.goto(reverse("portability:cutover", args=[cutover.reference]))
    assert violations(page) == []


def violations(page: Page) -> list[str]:  # noqa: F811
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]
