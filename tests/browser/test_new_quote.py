"""An agent pastes numbers, sees each verdict and the price, and makes the quote; with and without script."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portability.models import Quote
from portability.quoting.record import make_quote
from tests.factories import UserFactory
from tests.portability import world
from tests.portability.world import NETWORK_ONLY, NEVER_PORTED, ONCE, TWICE, asking, rio_for

NEW = "portability:quote_new"
WRONG_RIO = rio_for("0199000120").replace("0", "O", 1)
PASTED = f"""Standard\t01 99 00 01 00\t{rio_for(NEVER_PORTED)}
SDA 01 99 00 01 10 à 19
01.99.00.01.10
06 39 98 00 01
01 99 00 00
{TWICE}
0199000120\t{WRONG_RIO}"""
SEEN = {
    "01 99 00 01 10": "Given twice",
    "06 39 98 00 01": "Mobile number",
    "01 99 00 00": "Unreadable number",
    "01 99 00 01 20": "Wrong RIO",
}


@pytest.fixture
def agent(live_server):
    world.build()
    return UserFactory(groups=["agent"], first_name="Anne", last_name="Martin")


def desk(browser: Browser, base_url: str, agent, **options) -> BrowserContext:
    """A window of a browser on which the agent is already logged in."""
    context = browser.new_context(base_url=base_url, locale="en-GB", **options)
    client = Client()
    client.force_login(agent)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}])
    return context


@pytest.fixture
def page(browser: Browser, base_url: str, agent) -> Iterator[Page]:
    context = desk(browser, base_url, agent)
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_script(browser: Browser, base_url: str, agent) -> Iterator[Page]:
    context = desk(browser, base_url, agent, java_script_enabled=False)
    yield context.new_page()
    context.close()


def paste(page: Page, text: str = PASTED) -> None:
    page.get_by_role("textbox", name="Numbers", exact=True).fill(text)


def see_each_verdict(page: Page) -> None:
    expect(page.get_by_role("heading", name="16 numbers")).to_be_visible()
    expect(page.get_by_text("12 portable", exact=True)).to_be_visible()
    problems = page.get_by_role("table", name="Numbers that are not portable")
    for number, reason in SEEN.items():
        row = problems.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile(rf"^{number}")))
        expect(row).to_contain_text(reason)
    portable = page.get_by_role("table", name="Portable numbers")
    expect(portable.get_by_role("row", name="01 99 00 01 10 – 19")).to_contain_text("10")
    expect(portable.get_by_role("row", name="01 99 00 00 01")).to_contain_text("Orange → SFR → OVH")


def see_the_price_and_why(page: Page) -> None:
    expect(page.get_by_role("heading", name="Why complex")).to_be_visible()
    expect(page.get_by_text("Ported twice: Orange → SFR → OVH")).to_be_visible()
    expect(page.get_by_role("table", name="Price lines")).to_contain_text("Complex request")
    expect(page.get_by_role("img", name="Orange → SFR → OVH → Bascule Télécom")).to_be_visible()


def say_who_asks(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Boulangerie des Lilas")
    page.get_by_label("Address", exact=True).fill("12 rue des Lilas")
    page.get_by_label("Postal code").fill("75011")
    page.get_by_label("City").fill("Paris")


def make_it(page: Page) -> None:
    page.get_by_role("button", name="Make the quote").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Q-"))
    expect(page.get_by_role("listitem").filter(has_text="Offered")).to_contain_text("Anne Martin")
    expect(page.get_by_role("link", name="01 99 00 01 19")).to_be_visible()


def test_a_pasted_list_becomes_a_quote(page: Page, complaints: list[str]) -> None:
    page.goto(reverse(NEW))
    paste(page)
    see_each_verdict(page)
    see_the_price_and_why(page)
    say_who_asks(page)
    make_it(page)
    quote = Quote.objects.get()
    expect(page.get_by_text(f"{quote.price} €", exact=False).first).to_be_visible()
    assert quote.type == "complex"
    assert complaints == []


def test_the_same_without_script(page_without_script: Page) -> None:
    page = page_without_script
    page.goto(reverse(NEW))
    paste(page)
    page.get_by_role("button", name="Check").click()
    see_each_verdict(page)
    see_the_price_and_why(page)
    page.get_by_role("button", name=f"Take {rio_for('0199000120')}").click()
    expect(page.get_by_text("13 portable", exact=True)).to_be_visible()
    say_who_asks(page)
    make_it(page)
    assert Quote.objects.get().lines.filter(portable=True).count() == 13


def test_one_click_corrects_a_rio(page: Page) -> None:
    page.goto(reverse(NEW))
    paste(page)
    page.get_by_role("button", name=f"Take {rio_for('0199000120')}").click()
    expect(page.get_by_text("13 portable", exact=True)).to_be_visible()


def test_typing_rios_one_after_the_other_loses_no_keystroke(page: Page) -> None:
    page.goto(reverse(NEW))
    paste(page, f"{NEVER_PORTED}\n{ONCE}\n{NETWORK_ONLY}")
    page.get_by_label("RIO of 01 99 00 01 00").press_sequentially(rio_for(NEVER_PORTED).lower())
    page.keyboard.press("Tab")
    page.keyboard.type(rio_for(ONCE, "F6"), delay=30)
    expect(page.get_by_text("RIO valid")).to_have_count(1)
    expect(page.get_by_label("RIO of 01 99 00 02 00")).to_be_focused()
    expect(page.get_by_label("RIO of 01 99 00 02 00")).to_have_value(rio_for(ONCE, "F6"))


def test_a_refused_form_keeps_what_was_typed(page: Page) -> None:
    page.goto(reverse(NEW))
    paste(page)
    say_who_asks(page)
    page.get_by_label("SIRET").fill("123")
    page.get_by_role("button", name="Make the quote").click()
    expect(page.get_by_text("This SIRET is not right")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Boulangerie des Lilas")
    expect(page.get_by_role("textbox", name="Numbers", exact=True)).to_have_value(PASTED)


def test_a_quote_is_declined_in_two_clicks(page: Page, agent) -> None:
    quote = make_quote(asking(NEVER_PORTED), by=agent, now=timezone.now())
    page.goto(reverse("portability:quote_detail", args=[quote.reference]))
    page.get_by_role("button", name="Decline", exact=True).click()
    page.get_by_role("button", name="Decline the quote").click()
    expect(page.get_by_text("The quote is declined.")).to_be_visible()


def test_the_list_is_filtered_as_typed_and_its_address_says_how(page: Page, agent) -> None:
    known = make_quote(asking(NEVER_PORTED), by=agent, now=timezone.now())
    other = make_quote(asking(ONCE), by=agent, now=timezone.now())
    page.goto(reverse("portability:quote_list"))
    page.get_by_label("Number", exact=True).fill("01 99 00 01 00")
    expect(page.get_by_role("link", name=other.reference)).to_have_count(0)
    expect(page.get_by_role("link", name=known.reference)).to_be_visible()
    expect(page).to_have_url(re.compile("number=01"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(page: Page, agent, scheme) -> None:
    quote = make_quote(asking(TWICE, NEVER_PORTED, "0639980001"), by=agent, now=timezone.now())
    awaiting = make_quote(asking(ONCE, inventory=True), by=agent, now=timezone.now())
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(reverse(NEW))
    paste(page)
    see_each_verdict(page)
    assert violations(page) == []
    lookup = reverse("portability:number_lookup")
    for address in (
        *map(page_of, (quote, awaiting)),
        reverse("portability:quote_list"),
        f"{lookup}?number={TWICE}",
        lookup,
    ):
        page.goto(address)
        assert violations(page) == [], address


def page_of(quote: Quote) -> str:
    return reverse("portability:quote_detail", args=[quote.reference])


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]
