"""Whoever looks after partners makes a key and a webhook, and reads the log; in a real browser, by real sockets."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from operators.models import ApiKey, Delivery, KeyUse, Operator, SwitchedOff, Webhook
from operators.webhooks import minding
from tests.browser.test_new_quote import desk, violations
from tests.factories import UserFactory
from tests.portability import world

HERE = "http://127.0.0.1:9/hook"


@pytest.fixture(autouse=True)
def private_targets(settings) -> None:
    settings.WEBHOOKS_TO_PRIVATE = True


@pytest.fixture
def agent(live_server):
    world.build()
    return UserFactory(groups=["partner manager"], first_name="Inès", last_name="Kowalski")


@pytest.fixture
def page(browser: Browser, base_url: str, agent) -> Iterator[Page]:
    context = desk(browser, base_url, agent)
    yield context.new_page()
    context.close()


@pytest.fixture
def address(agent) -> Webhook:
    """An address that answered badly, and then that it is gone."""
    now, partner = timezone.now(), Operator.objects.get(code="NWOT")
    made, _secret = minding.add(partner, HERE, ["port_in.accepted"], now=now)
    key, _secret = ApiKey.objects.issue(partner, "CRM", ["quotes:write"], allowed_ips=["10.0.0.0/8"])
    KeyUse.add(key, timezone.localdate(), 1_200, 3)
    tries = [
        {"at": (now - timedelta(minutes=5)).isoformat(), "answer": None, "problem": "timeout", "took": 10_000},
        {"at": now.isoformat(), "answer": 410, "problem": "gone", "took": 12},
    ]
    about = {"webhook": made, "created_at": now}
    Delivery.objects.create(status="failed", problem="gone", answer=410, attempts=2, tries=tries, **about)
    Delivery.objects.create(status="waiting", due_at=now, **about)
    minding.switch_off(made, SwitchedOff.GONE, now=now)
    return made


def test_a_key_and_a_webhook_are_made_and_their_secrets_shown_once(page: Page, complaints) -> None:
    page.goto(reverse("operators:partner", args=["NWOT"]))
    page.get_by_text("New key", exact=True).click()
    page.get_by_label("What it is for").fill("CRM")
    page.get_by_label("Read quotes").check()
    page.get_by_role("button", name="Make the key").click()
    expect(page.locator("code", has_text="bsc_")).to_be_visible()
    page.get_by_text("New webhook", exact=True).click()
    page.get_by_label("Address", exact=True).fill(HERE)
    page.get_by_label("Events", exact=True).select_option(["port_in.accepted", "port_in.ported"])
    page.get_by_role("button", name="Add the webhook").click()
    expect(page.locator("code", has_text="whsec_")).to_be_visible()
    page.get_by_role("link", name=HERE).click()
    expect(page.locator("code", has_text="whsec_")).to_have_count(0)
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("A test is on its way")).to_be_visible()
    assert complaints == []


def test_an_address_that_is_gone_is_switched_on_and_told_again(page: Page, address: Webhook) -> None:
    page.goto("/")
    page.get_by_role("row").filter(has_text="it answered that it is gone").get_by_role("link", name="Open").click()
    page.get_by_role("button", name="Switch on again").click()
    page.get_by_text("it answered that it is gone (2)").click()
    expect(page.get_by_text("no answer in time")).to_be_visible()
    page.get_by_role("checkbox", name="Choose all of this page").check()
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("On their way again: 1.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(page: Page, address: Webhook, scheme) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(reverse("operators:partner", args=["NWOT"]))
    for form in ("New key", "New webhook"):
        page.get_by_text(form, exact=True).click()
    assert violations(page) == []
    page.goto(reverse("operators:webhook", args=["NWOT", address.pk]))
    page.get_by_text("it answered that it is gone (2)").click()
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 2560])
def test_nothing_is_cut_off_at_any_width(page: Page, address: Webhook, width) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reverse("operators:partner", args=["NWOT"]))
    for form in ("New key", "New webhook"):
        page.get_by_text(form, exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(reverse("operators:webhook", args=["NWOT", address.pk]))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
