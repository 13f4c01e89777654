"""A line's whole life on screen: subscribed, refused for its address, called, corrected, wired, working, posted.

The batches and the incumbent are the real ones, over files; what people do is done in the browser.
"""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from time_machine import travel

from activation.models import Subscription
from activation.tasks import retry_allocations, send_shipments, send_unbundling_orders
from bascule.models import History
from bascule.workdays import Area, WorkingDay, add_working_days
from operators.exchange.simulator.incumbent import Incumbent
from operators.models import Contact
from operators.tasks import read_inboxes
from tests.activation import place
from tests.activation.factories import OfferFactory
from tests.activation.lines import pools, stock
from tests.browser.test_new_quote import desk, page, violations  # noqa: F401
from tests.factories import UserFactory

LINE, CUSTOMER = "01 99 00 01 00", "Odile Carpentier"


@pytest.fixture
def agent(live_server):
    place.build()
    pools()
    stock()
    OfferFactory(name_en="Everything", name_fr="Tout", partial=True, television=True)
    return UserFactory(groups=["activation agent"], first_name="Anne", last_name="Martin")


class Days:
    """The incumbent and the clock: what the batches do between two visits of the agent."""

    def __init__(self, folder: Path, clock) -> None:
        self.incumbent = Incumbent(folder, natural=False, faults={"address-error": 1})
        self.clock = clock

    def until(self, state: str) -> None:
        """Days go by, each with its post and its batches, until the line is in this state."""
        for turn in range(8 * 20):
            self.clock.shift(timedelta(hours=3))
            now = timezone.now()
            if turn % 8 == 0:
                send_shipments(now=now)
                send_unbundling_orders(now=now)
            self.incumbent.play(now)
            read_inboxes(now=now)
            retry_allocations(now=now)
            if the_line().state == state:
                return
        raise AssertionError(the_line().state)


@pytest.fixture
def days(tmp_path: Path, settings) -> Iterator[Days]:
    """From ten in the morning of the next working day on: a browser keeps no cookie that is over for it already."""
    settings.COUNTERPARTS = {"incumbent": {"code": "FRTE", "url": f"directory://{tmp_path}"}}
    settings.ELIGIBILITY_URL = "simulator:"
    settings.SESSION_COOKIE_AGE = 60 * 24 * 3600  # the agent stays logged in, however long the line takes
    day = add_working_days(timezone.localdate(), 1, WorkingDay.OUVRE, Area.METROPOLE)
    with travel(timezone.make_aware(datetime.combine(day, time(10))), tick=False) as clock:
        played = Days(tmp_path, clock)
        yield played
        played.incumbent.close()


def the_line() -> Subscription:
    return Subscription.objects.get()


def page_of_line() -> str:
    return reverse("activation:subscription", args=[the_line().reference])


def accessible(page: Page) -> None:  # noqa: F811
    assert violations(page) == [], page.url


def test_a_line_from_its_subscription_to_the_parcels(days: Days, page: Page, complaints) -> None:  # noqa: F811
    subscribe(page)
    days.until("waiting_for_customer")
    days.incumbent.faults.rates.clear()  # from now on it finds nothing to say
    call_and_correct(page)
    days.until("active")
    see_it_work(page)
    read_the_secret(page)
    follow_the_parcels(page, days)
    assert complaints == []


def subscribe(page: Page) -> None:  # noqa: F811
    page.goto(reverse("activation:subscription_new"))
    page.get_by_role("radio", name="Everything").check()
    page.get_by_label("Line number").fill(LINE)
    page.get_by_label("Name", exact=True).fill(CUSTOMER)
    page.get_by_label("Address", exact=True).fill("12 rue des Lilas")
    page.get_by_label("Postal code").fill("75011")
    page.get_by_label("City").fill("Paris")
    expect(page.get_by_role("heading", name="The line")).to_be_visible()
    expect(page.get_by_role("group", name="Answer to the customer")).to_contain_text("Paris Lilas")
    accessible(page)
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^SU-"))
    expect(page.get_by_text("prospect", exact=True).first).to_be_visible()
    accessible(page)


def call_and_correct(page: Page) -> None:  # noqa: F811
    Contact.objects.create(customer=the_line().customer, name=CUSTOMER, phone="0639980011")
    page.goto(reverse("activation:to_call"))
    accessible(page)
    page.get_by_role("link", name=f"Call {CUSTOMER}").click()
    card = page.locator("#to-call")
    expect(card.get_by_role("link", name="06 39 98 00 11")).to_be_visible()
    accessible(page)
    card.get_by_role("radio", name="Nobody answered").check()
    card.get_by_role("button", name="Note the call").click()
    expect(page.get_by_text("The call is noted.")).to_be_visible()
    card.get_by_label("Address", exact=True).fill("14 rue des Lilas")
    card.get_by_role("button", name="Order again").click()
    expect(page.get_by_text("a new order leaves with the next batch")).to_be_visible()
    page.goto(reverse("activation:to_call"))
    expect(page.get_by_text("Nobody waits for a call")).to_be_visible()


def see_it_work(page: Page) -> None:  # noqa: F811
    page.goto(page_of_line())
    expect(page.get_by_text("active", exact=True).first).to_be_visible()
    orders = page.get_by_role("table", name="Orders to the incumbent")
    expect(orders.get_by_role("row")).to_have_count(3)
    services = page.get_by_role("table", name="Services")
    for said in ("198.18.0.10", "84.1", "+33465710000", "essential"):
        expect(services).to_contain_text(said)
    timeline = page.get_by_role("region", name="Timeline")
    for said in ("The customer must be called", "Called", "Corrected", "Everything works"):
        expect(timeline.get_by_text(re.compile(f"^{said}")).first).to_be_visible()
    accessible(page)


def read_the_secret(page: Page) -> None:  # noqa: F811
    page.get_by_role("button", name="Show the secret").click()
    expect(page.locator("#revealed code")).to_have_text(re.compile(r"\S{12,}"))
    accessible(page)
    page.goto(page_of_line())
    expect(page.locator("#revealed")).to_have_count(0)
    expect(page.get_by_text("The secret of its telephone account was read").first).to_be_visible()
    assert History.objects.filter(transition="reveal").count() == 1


def follow_the_parcels(page: Page, days: Days) -> None:  # noqa: F811
    parcels = page.get_by_role("table", name="Shipments")
    for kind in ("Letter", "Modem", "TV decoder"):
        expect(parcels.get_by_role("row", name=re.compile(kind, re.IGNORECASE))).to_contain_text("sent")
    page.get_by_role("link", name="All shipments").click()
    page.get_by_role("link", name="All", exact=True).click()
    accessible(page)
    page.get_by_role("row", name=re.compile("modem", re.IGNORECASE)).get_by_role("button", name="Delivered").click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert the_line().shipments.get(kind="modem").status == "delivered"
