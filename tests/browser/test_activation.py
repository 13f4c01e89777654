"""A line on screen: subscribed, ordered, refused for its address, corrected on the telephone, made, at work."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from time_machine import travel

from activation.models import Subscription
from activation.tasks import retry_allocations, send_unbundling_orders
from bascule.workdays import Area, WorkingDay, add_working_days
from operators.exchange.simulator.incumbent import Incumbent
from operators.models import Contact
from operators.tasks import read_inboxes
from tests.activation import place
from tests.activation.factories import OfferFactory, PoolFactory
from tests.browser.test_new_quote import desk, violations
from tests.factories import NumberFactory, UserFactory


class Days:
    """The incumbent and the clock: what the batches would do between two visits of the agent."""

    def __init__(self, folder: Path, clock) -> None:
        self.incumbent = Incumbent(folder, natural=False, faults={"address-error": 1})
        self.clock = clock

    @property
    def now(self) -> datetime:
        return timezone.now()

    def pass_one(self) -> None:
        """A day goes by: the batches of the morning, then files in both directions."""
        self.clock.shift(timedelta(days=1))
        send_unbundling_orders(now=self.now)
        for _half in range(2):
            self.incumbent.play(self.now)
            read_inboxes(now=self.now)
            self.clock.shift(timedelta(hours=4))
        retry_allocations(now=self.now)
        self.clock.shift(-timedelta(hours=8))

    def until(self, state: str) -> None:
        for _day in range(25):
            if Subscription.objects.get().state == state:
                return
            self.pass_one()
        raise AssertionError(Subscription.objects.get().state)


@pytest.fixture
def agent(live_server):
    place.build()
    for kind in ("low_speed", "dhcp", "mer"):
        PoolFactory(kind=kind)
    OfferFactory(code="dsl-partial", name_en="DSL", unbundling="partial")
    NumberFactory.create_batch(3, state="available", customer=None)
    return UserFactory(groups=["activation agent"], first_name="Anne", last_name="Martin")


@pytest.fixture
def days(tmp_path: Path, settings) -> Iterator[Days]:
    """From ten in the morning of the next working day on: a browser keeps no cookie that is over for it already."""
    settings.COUNTERPARTS = {
        **django_settings.COUNTERPARTS,
        "incumbent": {**django_settings.COUNTERPARTS["incumbent"], "url": f"directory://{tmp_path}"},
    }
    settings.SESSION_COOKIE_AGE = 60 * 24 * 3600
    day = add_working_days(timezone.localdate(), 1, WorkingDay.OUVRE, Area.METROPOLE)
    with travel(timezone.make_aware(datetime.combine(day, time(10))), tick=False) as clock:
        played = Days(tmp_path, clock)
        yield played
        played.incumbent.close()


@pytest.fixture
def page(browser: Browser, base_url: str, agent, days) -> Iterator[Page]:
    context = desk(browser, base_url, agent)
    yield context.new_page()
    context.close()


def test_a_line_from_the_telephone_call_to_its_services(days, page: Page, complaints) -> None:
    subscribe(page)
    days.until("waiting_for_customer")
    call_and_correct(page, days)
    days.until("active")
    page.goto(page_of_line())
    assert violations(page) == []
    for said in ("Subscribed", "Order sent", "Acknowledged in error", "Corrected", "Completion report", "Everything"):
        expect(page.get_by_role("region", name="Timeline").get_by_text(re.compile(f"^{said}")).first).to_be_visible()
    services = page.get_by_role("region", name="Services")
    for service in ("DHCP", "MER session", "VoIP"):
        expect(services.get_by_role("row", name=re.compile(service))).to_contain_text("allocated")
    assert complaints == []


def page_of_line() -> str:
    return reverse("activation:subscription", args=[Subscription.objects.get().reference])


def subscribe(page: Page) -> None:
    page.goto(reverse("activation:subscription_list"))
    page.get_by_role("link", name="New subscription").first.click()
    page.get_by_role("radio", name=re.compile("DSL")).check()
    page.get_by_label("Line number").fill("01 99 00 00 77")
    page.get_by_label("Name", exact=True).fill("Boulangerie Durand")
    page.get_by_label("Address", exact=True).fill("12 rue des Lilas")
    page.get_by_label("Postal code").fill("75011")
    page.get_by_label("City").fill("Paris")
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^SU-"))


def call_and_correct(page: Page, days: Days) -> None:
    """The incumbent does not know the address; the customer spells it on the telephone."""
    one = Subscription.objects.select_related("customer").get()
    Contact.objects.create(customer=one.customer, name="Marc Durand", phone="0639980011")
    page.goto(reverse("activation:to_call"))
    page.get_by_role("link", name=one.reference).click()
    card = page.locator("#to-call")
    expect(card.get_by_text("Marc Durand")).to_be_visible()
    card.get_by_label("Address", exact=True).fill("14 rue des Lilas")
    days.incumbent.faults.rates.clear()  # from now on it knows this address
    card.get_by_role("button", name="Order again").click()
    expect(page.get_by_text("a new order leaves with the next batch")).to_be_visible()
