"""A whole life on screen: ordered live, rejected, corrected, called, ported, confirmed; files and clock between."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from time_machine import travel

from bascule.workdays import Area, WorkingDay, add_working_days
from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.models import Contact
from operators.tasks import read_inboxes
from portability.models import Number, Port, PortIn
from portability.quoting.record import make_quote
from portability.tasks import send_port_ins, start_cutovers
from tests.browser.test_new_quote import agent, desk, page, page_of  # noqa: F401
from tests.portability.world import NEVER_PORTED, asking, rio_for


class Days:
    """The other side and the clock: what the batches would do between two visits of the agent."""

    def __init__(self, folder: Path, clock) -> None:
        self.house = ClearingHouse(folder, natural=False, faults={"reject-R-MANDATE": 1})
        self.clock = clock

    @property
    def now(self) -> datetime:
        return timezone.now()

    def move_to(self, moment: datetime) -> None:
        self.clock.move_to(moment)

    def exchange(self, hours: int = 1) -> None:
        """The hours go by; each side reads what the other has laid."""
        for _ in range(2 * hours):
            self.clock.shift(timedelta(minutes=30))
            self.house.play(self.now)
            read_inboxes(now=self.now)


@pytest.fixture
def days(tmp_path: Path, settings) -> Iterator[Days]:
    """From ten in the morning of the next working day on: a browser keeps no cookie that is over for it already."""
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{tmp_path}"}}
    settings.SESSION_COOKIE_AGE = 60 * 24 * 3600  # the agent stays logged in, however long the donor takes
    day = add_working_days(timezone.localdate(), 1, WorkingDay.OUVRE, Area.METROPOLE)
    with travel(timezone.make_aware(datetime.combine(day, time(10))), tick=False) as clock:
        played = Days(tmp_path, clock)
        yield played
        played.house.close()


def test_a_life_from_the_offer_to_the_confirmation(days, page: Page, complaints, agent) -> None:  # noqa: F811
    asked = asking(NEVER_PORTED, rios={NEVER_PORTED: rio_for(NEVER_PORTED)})
    quote = make_quote(asked, by=agent, now=days.now)
    Contact.objects.create(customer=quote.customer, name="Marc Durand", phone="0639980011")
    order_live(page, quote)
    answer_the_rejection(page, days)
    cut_over(page, days)
    days.exchange(hours=8)
    page.goto(page_of_port())
    for said in ("Ordered", "Rejected", "Corrected", "Accepted", "Go", "Ported", "Completed"):
        expect(page.get_by_role("region", name="Timeline").get_by_text(re.compile(f"^{said}")).first).to_be_visible()
    expect(page.get_by_text("completed", exact=True).first).to_be_visible()
    assert Number.objects.get(national=NEVER_PORTED).state == "active"
    assert Port.objects.get(number=NEVER_PORTED).routing_prefix.prefix == "010999"
    assert complaints == []


def page_of_port() -> str:
    return reverse("portability:port_in_detail", args=[PortIn.objects.get().reference])


def order_live(page: Page, quote) -> None:  # noqa: F811
    page.goto(page_of(quote))
    page.get_by_label("Mandate signed on").fill(timezone.localdate().isoformat())
    page.get_by_role("radio", name="live, by telephone").check()
    expect(page.locator("#order-total")).to_contain_text(f"{quote.price + 40}")
    page.get_by_role("button", name="Order at this price").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^PI-"))


def answer_the_rejection(page: Page, days: Days) -> None:  # noqa: F811
    """The donor refuses the mandate; the agent gives another reference, and the donor accepts."""
    send_port_ins(now=days.now)
    wait_for("rejected", days)
    days.house.faults.rates.clear()  # from now on this donor accepts
    page.goto(page_of_port())
    panel = page.get_by_role("region", name=re.compile("andate"))
    panel.get_by_label("Mandate reference").fill("M-2")
    panel.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("the request leaves again with the next window")).to_be_visible()
    send_port_ins(now=days.now)
    wait_for("accepted", days)


def wait_for(what: str, days: Days) -> None:
    """Let half-days go by until it has happened."""
    for _half_day in range(12):
        days.exchange(hours=12)
        if PortIn.objects.get().history.filter(event=f"port_in.{what}").exists():
            return
    raise AssertionError(PortIn.objects.get().state)


def cut_over(page: Page, days: Days) -> None:  # noqa: F811
    """On the day the agent calls, says go, and the donor executes."""
    planned = PortIn.objects.get().scheduled_on
    days.move_to(timezone.make_aware(datetime.combine(planned, time(8, 30))))
    start_cutovers(now=days.now)
    page.goto(reverse("portability:cutovers"))
    page.get_by_role("link", name="Boulangerie Durand").click()
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_text("Waiting for Orange")).to_be_visible()
    read_inboxes(now=days.now)
    wait_for("ported", days)
