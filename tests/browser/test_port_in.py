"""An agent orders a quote live, sees its request, and cancels it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from bascule.lifecycle import SYSTEM, perform
from portability import rio
from portability.deadlines import earliest_date
from portability.models import PortIn, PortInNumber
from portability.ordering import Order, order
from portability.quoting.facts import case_of
from portability.quoting.record import asked_again, make_quote
from tests.browser.test_new_quote import agent, desk, page, page_of, page_without_script  # noqa: F401
from tests.portability.world import NEVER_PORTED, TWICE, asking


@pytest.fixture
def quote(agent):  # noqa: F811
    return make_quote(asking(NEVER_PORTED, "0199000101", main_number=NEVER_PORTED), by=agent, now=timezone.now())


def order_live(page: Page, with_live: str, total: str) -> None:  # noqa: F811
    page.get_by_label("Mandate signed on").fill(timezone.localdate().isoformat())
    page.get_by_role("radio", name="live, by telephone").check()
    expect(page.locator("#order-total")).to_contain_text(with_live)
    page.get_by_role("checkbox", name="express").check()
    expect(page.locator("#order-total")).to_contain_text(total)
    page.get_by_role("button", name="Order at this price").click()


def cancel(page: Page) -> None:  # noqa: F811
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_label("Why", exact=True).select_option(label="the customer withdrew")
    page.get_by_role("button", name="Cancel the request").click()
    expect(page.get_by_text("The request is cancelled.")).to_be_visible()


def test_a_quote_is_ordered_live_and_its_request_cancelled(page: Page, complaints, quote) -> None:  # noqa: F811
    page.goto(page_of(quote))
    order_live(page, f"{quote.price + 40}", f"{quote.price + 100}")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^PI-"))
    expect(page.get_by_role("rowheader", name="01 99 00 01 00 – 01")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Deadlines: Ordered"))).to_be_visible()
    cancel(page)
    assert PortIn.objects.get().state == "cancelled"
    assert complaints == []


def test_the_same_without_script(page_without_script: Page, quote) -> None:  # noqa: F811
    page = page_without_script  # noqa: F811
    page.goto(page_of(quote))
    order_live(page, f"{quote.price}", f"{quote.price}")
    expect(page.get_by_text("The price with these options is")).to_be_visible()
    page.get_by_role("button", name="Order at this price").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^PI-"))
    cancel(page)


@pytest.fixture
def rejected(agent, quote):  # noqa: F811
    """Its second RIO came with a letter O typed as a zero; the donor said no."""
    now, other = timezone.now(), "0199000101"
    case = case_of(asked_again(quote), now)
    rios = {number: str(rio.make("F0", "R", "O12345", number)) for number in (NEVER_PORTED, other)}
    day = earliest_date("business", quote.customer.postal_code, now, case.settings)
    wanted = Order(day, quote.price, rios=rios, mandate_signed_on=timezone.localdate(now))
    [port_in] = order(quote, wanted, by=agent, now=now)
    port_in.numbers.filter(national=other).update(rio=rios[other].replace("O", "0", 1))
    port_in = perform(port_in, "send", by=SYSTEM, now=now)
    return perform(port_in, "reject", by=SYSTEM, now=now, reason="rio_invalid", code="rio_invalid")


def correct(page: Page, port_in) -> None:  # noqa: F811
    page.goto(reverse("portability:port_in_detail", args=[port_in.reference]))
    panel = page.get_by_role("region", name="Wrong RIO")
    expect(panel.get_by_text("Read the RIO again with the customer")).to_be_visible()
    panel.get_by_label("RIO of 01 99 00 01 00").fill("zut")
    panel.get_by_role("button", name="Send again").click()
    expect(panel.get_by_text("A RIO has 12 characters, not 3.")).to_be_visible()
    expect(panel.get_by_label("RIO of 01 99 00 01 00")).to_have_value("zut")
    panel.get_by_label("RIO of 01 99 00 01 00").fill(str(rio.make("F0", "R", "O12345", NEVER_PORTED)))
    panel.get_by_role("button", name=re.compile("^Take F0RO12345")).click()
    expect(panel.get_by_label("RIO of 01 99 00 01 01")).to_have_value(re.compile("^F0RO12345"))
    panel.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("the request leaves again with the next window.")).to_be_visible()
    expect(page.get_by_role("region", name="Wrong RIO")).to_have_count(0)
    assert PortIn.objects.get().state == "ordered"
    assert all(rio.verify(one.rio, one.national) for one in PortInNumber.objects.all())


def test_a_rejection_is_corrected_and_sent_again(page: Page, complaints, rejected) -> None:  # noqa: F811
    correct(page, rejected)
    # A refused correction is answered 422, which Chromium mentions.
    assert [said for said in complaints if "422" not in said] == []


def test_a_double_click_says_a_thing_once(page: Page, complaints, rejected) -> None:  # noqa: F811
    page.goto(reverse("portability:port_in_detail", args=[rejected.reference]))
    page.get_by_role("textbox", name="Comment").fill("The customer calls back on Monday.")
    button = page.get_by_role("button", name="Keep this comment")
    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 15); }")
    expect(page.get_by_text("The customer calls back on Monday.")).to_be_visible()
    assert rejected.comments.count() == 1
    assert complaints == []


def test_a_rejection_is_corrected_without_script(page_without_script: Page, rejected) -> None:  # noqa: F811
    correct(page_without_script, rejected)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_rejection_is_accessible(page: Page, rejected, scheme) -> None:  # noqa: F811
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(reverse("portability:port_in_detail", args=[rejected.reference]))
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(page: Page, agent, quote, scheme) -> None:  # noqa: F811
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    other = make_quote(asking(TWICE, main_number=TWICE), by=agent, now=timezone.now())
    page.goto(page_of(other))
    assert violations(page) == []
    page.goto(page_of(quote))
    order_live(page, f"{quote.price + 40}", f"{quote.price + 100}")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^PI-"))
    assert violations(page) == []
    for button in ("Cancel", "Choose another day"):
        if page.get_by_role("button", name=button, exact=True).count():
            page.get_by_role("button", name=button, exact=True).click()
            assert violations(page) == []
    page.goto(reverse("portability:port_in_list"))
    assert violations(page) == []


def violations(page: Page) -> list[str]:  # noqa: F811
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]
