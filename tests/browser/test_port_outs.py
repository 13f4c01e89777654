"""Thirty requests of other operators answered at once, each with its result; one answered number by number."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from bascule.workdays import WorkingDay, add_working_days
from portability.leaving import Asked, receive
from portability.models import AnswerRule, Number, PortOut
from portability.models.port_out import PortOutNumber
from tests.browser.test_new_quote import agent, desk, page, page_without_script  # noqa: F401
from tests.browser.test_port_in import violations
from tests.factories import CustomerFactory
from tests.portability.leaving.desk import asking, own_rio, serve
from tests.portability.world import PARIS

GREEN, WRONG, DOUBTFUL = 21, 4, 5


def at_work():
    """The last working day at ten: a request at night would be a signal of its own."""
    day = add_working_days(timezone.localdate(), -1, WorkingDay.OUVRE, "metropole")
    return timezone.datetime(day.year, day.month, day.day, 10, tzinfo=PARIS)


def ask(agent, *numbers: str, **changes) -> PortOut:  # noqa: F811
    moment = at_work()
    day = add_working_days(moment.date(), 12, WorkingDay.OUVRE, "metropole")
    customer = Number.objects.get(national=numbers[0]).customer
    wanted: Asked = asking(*numbers, date=day, main_number="", customer={"name": customer.name}, **changes)
    return receive(wanted, by=agent, now=moment)


@pytest.fixture
def thirty(agent):  # noqa: F811
    AnswerRule.objects.all().delete()
    for place in range(GREEN + WRONG + DOUBTFUL):
        number = f"04657105{place:02}"
        serve(number, customer=CustomerFactory(name=f"Atelier {place:02}"), since=timezone.now() - timedelta(days=400))
        rio = own_rio(number) if place < GREEN or place >= GREEN + WRONG else own_rio(number, "ZZ99ZZ")
        ask(agent, number, rios={number: rio}, mandate_reference="M-1" if place < GREEN + WRONG else "")


def answer_all(page: Page) -> None:  # noqa: F811
    page.get_by_role("button", name="Answer as checked").click()
    expect(page.get_by_role("heading", name="30 requests chosen")).to_be_visible()
    expect(page.get_by_text("to be looked at: no mandate named")).to_have_count(DOUBTFUL)
    page.get_by_role("button", name="Answer as checked: 25 requests").click()
    expect(page.get_by_role("heading", name="25 of 30 requests done")).to_be_visible()
    results = page.get_by_role("table", name="Result of each request")
    expect(results.get_by_role("rowheader")).to_have_count(30)
    for words, count in (("accepted", GREEN), ("refused", WRONG), ("received", DOUBTFUL)):
        expect(results.locator(f".badge-{words}")).to_have_count(count)
    states = list(PortOut.objects.values_list("state", flat=True))
    assert [states.count(state) for state in ("accepted", "refused", "received")] == [GREEN, WRONG, DOUBTFUL]
    refused = PortOutNumber.objects.filter(answer="refused")
    assert {(one.refusal, one.evidence["differs"]) for one in refused} == {("rio_invalid", "reference")}


def test_thirty_requests_are_answered_at_once(page: Page, complaints, thirty) -> None:  # noqa: F811
    page.goto(reverse("portability:port_out_list"))
    page.get_by_label("Choose all of this page").check()
    answer_all(page)
    assert complaints == []


def test_the_same_without_script(page_without_script: Page, thirty) -> None:  # noqa: F811
    page = page_without_script  # noqa: F811
    page.goto(reverse("portability:port_out_list"))
    for box in page.get_by_role("checkbox", name="PO-").all():
        box.check()
    answer_all(page)


@pytest.fixture
def mixed(agent):  # noqa: F811
    """Three numbers: one with a wrong RIO, one that carries the access of the customer."""
    AnswerRule.objects.all().delete()
    numbers = ("0465710600", "0465710601", "0465710602")
    serve(*numbers, since=timezone.now() - timedelta(days=400))
    Number.objects.filter(national=numbers[0]).update(carries_access=True)
    rios = {**{number: own_rio(number) for number in numbers}, numbers[1]: own_rio(numbers[1], "ZZ99ZZ")}
    return ask(agent, *numbers, rios=rios)


def test_a_request_is_answered_number_by_number(page: Page, complaints, mixed) -> None:  # noqa: F811
    page.goto(reverse("portability:port_out_detail", args=[mixed.reference]))
    expect(page.get_by_text("This cuts an access: 04 65 71 06 00")).to_be_visible()
    expect(page.get_by_label("04 65 71 06 01")).to_have_value("rio_invalid")
    page.get_by_role("button", name="Answer like this").click()
    expect(page.get_by_text("Read the signals first, then say so here.")).to_be_visible()
    page.get_by_label("I have read the signals").check()
    page.get_by_role("button", name="Answer like this").click()
    expect(page.get_by_text("Answered: the numbers that were accepted leave on the day.")).to_be_visible()
    expect(page.get_by_role("row", name="04 65 71 06 01")).to_contain_text("it is not the RIO that we issued")
    # A refused answer is a 422, which Chromium mentions.
    assert [said for said in complaints if "422" not in said] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_accessible(page: Page, mixed, scheme) -> None:  # noqa: F811
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    row = f"?move=accept&rows={mixed.reference}"
    bulk, detail = reverse("portability:port_out_bulk"), reverse("portability:port_out_detail", args=[mixed.reference])
    for url in (reverse("portability:port_out_list"), bulk + row, detail):
        page.goto(url)
        assert violations(page) == []
    page.get_by_role("button", name="Cancel for the recipient").click()
    assert violations(page) == []
