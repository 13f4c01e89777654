"""The frame, Today, the search and the operators, as a browser shows them."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from operators.models import Operator
from tests.factories import (
    AdministratorFactory,
    ApiKeyFactory,
    NumberRangeFactory,
    OperatorFactory,
    PriceListFactory,
    QuoteFactory,
    QuoteLineFactory,
    RioCodeFactory,
    RoutingPrefixFactory,
)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 780}
PAGES = ["/", "/search/", "/search/?q=télécom", "/search/?q=zzzz", "/operators/", "/operators/TINY/", "/nowhere/"]


@pytest.fixture(autouse=True)
def house(live_server) -> None:
    """A little of everything that these pages can show."""
    own = OperatorFactory(own=True)
    PriceListFactory()
    tiny = RioCodeFactory(operator__code="TINY", operator__name="Tiny Télécom").operator
    Operator.objects.filter(pk=tiny.pk).update(porting_provider=RoutingPrefixFactory(operator=own).operator)
    NumberRangeFactory(holder=tiny)
    ApiKeyFactory(operator=tiny)
    Operator.objects.bulk_create(Operator(code=f"RE{n:02}", name=f"Réseau {n:02}") for n in range(60))
    now = timezone.now()
    for due_in in (timedelta(hours=-2), timedelta(minutes=1), timedelta(days=3)):
        QuoteFactory(offered=True, created_at=now - timedelta(days=9), expires_at=now + due_in)
    QuoteFactory(awaiting=True)
    QuoteLineFactory(portable=False, holders="")


@pytest.fixture
def open_browser(browser: Browser, base_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """Open a browser where an administrator is signed in; what is given is that of `new_context`."""
    opened: list[BrowserContext] = []

    def open_one(**options) -> BrowserContext:
        context = browser.new_context(base_url=base_url, **({"locale": "en-GB", "viewport": WIDE} | options))
        opened.append(context)
        client = Client()
        client.force_login(AdministratorFactory())
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}])
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(open_browser) -> Page:
    return open_browser().new_page()


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{page.url} {fault['id']}: {node['html']} {node['failureSummary']}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"viewport": NARROW}], ids=["light", "dark", "narrow"])
def test_every_page_can_be_used_by_everybody(open_browser, look):
    page = open_browser(**look).new_page()
    found = []
    for address in PAGES:
        page.goto(address)
        found += faults(page)
    page.context.clear_cookies()
    page.goto("/login/")
    assert found + faults(page) == []


def test_every_page_keeps_the_browser_quiet(page):
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    for address in PAGES[:-1]:
        page.goto(address)
    assert heard == []


@pytest.mark.parametrize("width", [360, 390, 768])
def test_no_page_is_wider_than_a_telephone(open_browser, width):
    page = open_browser(viewport={"width": width, "height": 780}).new_page()
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_what_is_touched_on_a_telephone_is_large_enough(open_browser):
    page = open_browser(viewport=NARROW).new_page()
    page.goto("/")
    heights = page.evaluate(
        "[...document.querySelectorAll('.button, .item, .icon-button, .search input, .rows tbody tr:not(.bucket)')]"
        ".filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 8
    assert min(heights) >= 44


def test_somebody_comes_in_and_leaves(page):
    page.context.clear_cookies()
    AdministratorFactory(username="camille")
    page.goto("/operators/")
    page.get_by_label("Username").fill("camille")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("camille")
    page.get_by_label("Password").fill("a long password for tests")
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url("/operators/")
    page.locator("[popovertarget=user-menu]").click()
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url("/login/")


def test_the_keyboard_searches(page):
    page.goto("/operators/")
    for key in ("/", "Control+k"):
        page.keyboard.press(key)
        expect(page.get_by_label("Search", exact=True)).to_be_focused()
        page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("tiny")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Tiny Télécom")).to_be_visible()
    expect(page.get_by_label("Search", exact=True)).to_have_value("tiny")


def test_the_keyboard_walks_through_a_list(page):
    page.goto("/operators/")
    first, second = page.locator(".rows tbody a").nth(0), page.locator(".rows tbody a").nth(1)
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(first).to_be_focused()
    name = first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_the_keyboard_selects_and_explains_itself(page):
    page.goto("/operators/")
    page.evaluate("""document.querySelector('.rows tbody td').insertAdjacentHTML(
        'afterbegin', '<input type="checkbox" aria-label="chosen">')""")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_label("chosen")).to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_letters_typed_in_a_field_stay_letters(page):
    page.goto("/operators/")
    page.get_by_label("Name, code or SIRET").fill("")
    page.get_by_label("Name, code or SIRET").press_sequentially("j/x?")
    expect(page.get_by_label("Name, code or SIRET")).to_have_value("j/x?")
    expect(page.get_by_label("Name, code or SIRET")).to_be_focused()


def test_the_theme_is_chosen_and_remembered(page):
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto("/")
    light = page.evaluate(ground)
    page.get_by_role("button", name="Theme: as the system").click()
    page.get_by_role("button", name="Theme: light").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.goto("/operators/", wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Theme: dark").click()
    page.reload()
    assert page.evaluate(ground) == light


def test_the_language_is_chosen_and_remembered(page):
    page.goto("/operators/?q=tiny")
    page.get_by_role("button", name="Français").click()
    expect(page).to_have_url("/operators/?q=tiny")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_numbers_are_copied_in_one_piece(open_browser):
    context = open_browser(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/operators/TINY/")
    page.locator("td.number").select_text()
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()").strip() == "0199000000 – 0199009999"


def test_the_directory_is_filtered_as_one_types(page):
    page.goto("/operators/")
    page.get_by_label("Name, code or SIRET").press_sequentially("tiny")
    expect(page.locator(".rows tbody tr")).to_have_count(1)
    expect(page).to_have_url("/operators/?q=tiny")
    expect(page.locator("[aria-live]").get_by_text("1 operator", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_label("Name, code or SIRET")).to_have_value("tiny")
    page.get_by_label("Name, code or SIRET").fill("")
    page.get_by_label("has a routing prefix").check()
    expect(page.locator(".rows tbody tr a")).to_have_text(["Bascule Télécom"])


def test_the_directory_is_paged_and_back_goes_back(page):
    page.goto("/operators/?q=Réseau")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".rows tbody tr")).to_have_count(10)
    expect(page.locator("h1")).to_have_text("Operators")
    page.go_back()
    expect(page.locator(".rows tbody tr")).to_have_count(50)
    expect(page.locator("h1")).to_have_text("Operators")


def test_everything_works_without_a_script(open_browser):
    page = open_browser(java_script_enabled=False).new_page()
    page.goto("/operators/")
    page.get_by_label("Name, code or SIRET").fill("Réseau")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".rows tbody tr")).to_have_count(10)
    page.get_by_label("Search", exact=True).fill("tiny")
    page.get_by_label("Search", exact=True).press("Enter")
    page.get_by_role("link", name="Tiny Télécom").click()
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_a_failure_of_the_server_is_said(page):
    page.goto("/operators/")
    page.route("**/operators/?q=*", lambda route: route.fulfill(status=500, body="oops"))
    page.get_by_label("Name, code or SIRET").press_sequentially("tiny")
    expect(page.get_by_text("The server did not answer as expected")).to_be_visible()
    expect(page.locator(".rows tbody tr")).to_have_count(50)


def test_a_session_that_is_over_leads_to_the_login_page(page):
    page.goto("/operators/")
    page.context.clear_cookies()
    page.get_by_label("Name, code or SIRET").press_sequentially("tiny")
    expect(page).to_have_url("/login/?next=/operators/")


def test_a_figure_opens_the_table_behind_its_line(page):
    page.goto("/")
    figure = page.locator(".figure").first
    figure.get_by_text("Day by day").click()
    expect(figure.get_by_role("row")).to_have_count(30)
