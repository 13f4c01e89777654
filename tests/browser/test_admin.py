"""The stock administration works under our strict content security policy."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from bascule.lifecycle import SYSTEM, perform
from tests.factories import AdministratorFactory, OperatorFactory, QuoteFactory, QuoteLineFactory


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def administrator(live_server) -> None:
    administrator = AdministratorFactory.build(username="admin")
    administrator.set_password("a long one")
    administrator.save()


def sign_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("a long one")
    page.get_by_role("button", name="Log in").click()


@pytest.mark.usefixtures("administrator")
def test_a_quote_is_found_by_its_state_and_tells_its_history(page: Page, complaints: list[str]) -> None:
    declined = QuoteFactory(offered=True, customer__name="Boulangerie Durand")
    QuoteLineFactory(quote=declined, position=0)
    perform(declined, "decline", by=SYSTEM, now=timezone.now(), reason="price")
    offered = QuoteFactory(offered=True)
    sign_in(page)
    page.get_by_role("link", name="Quotes", exact=True).first.click()
    expect(page.get_by_role("link", name=offered.reference)).to_be_visible()
    page.get_by_role("navigation", name="Filter").get_by_role("link", name="declined").click()
    expect(page.get_by_role("link", name=offered.reference)).to_have_count(0)
    page.get_by_role("link", name=declined.reference).click()
    history = page.locator("#life-history")
    expect(history.get_by_role("cell", name="quote.declined")).to_be_visible()
    expect(page.locator("select[name=state], input[name=state]")).to_have_count(0)
    page.get_by_role("link", name="1 number").click()
    expect(page.get_by_role("link", name="01 99 00")).to_be_visible()
    assert complaints == []


@pytest.mark.usefixtures("administrator")
def test_a_button_moves_the_quote(page: Page, complaints: list[str]) -> None:
    quote = QuoteFactory(offered=True)
    sign_in(page)
    page.goto(f"/admin/portability/quote/{quote.pk}/change/")
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_text(f"{quote.reference} is now: declined.")).to_be_visible()
    expect(page.locator("#life-history").get_by_role("cell", name="admin")).to_be_visible()
    expect(page.get_by_role("button", name="Decline")).to_have_count(0)
    assert complaints == []


@pytest.mark.usefixtures("administrator")
def test_fields_that_complete_what_is_typed_and_calendars_work(page: Page, complaints: list[str]) -> None:
    OperatorFactory(name="Netwo", code="NWOT")
    sign_in(page)
    page.goto("/admin/portability/pricelist/add/")
    page.locator(".field-partner .select2-selection").click()
    page.locator(".select2-search__field").fill("netw")
    page.get_by_role("option", name="Netwo").click()
    expect(page.locator(".field-partner .select2-selection__rendered")).to_contain_text("Netwo")
    page.locator(".field-starts_on .datetimeshortcuts a").first.click()
    expect(page.locator("#id_starts_on")).not_to_have_value("")
    assert complaints == []
