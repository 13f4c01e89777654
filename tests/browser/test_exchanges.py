"""An agent takes up lines of the quarantine; with and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from operators.models import Message
from portability.models import PortIn, RegisterDifference
from tests.browser.test_new_quote import agent, desk, page, page_without_script  # noqa: F401
from tests.factories import ExchangeFileFactory, MessageFactory, PortInFactory

REFERENCE, SENT = "PI-2026-000001", "M-2026-000001"


@pytest.fixture
def lines(agent) -> list[Message]:  # noqa: F811
    """An acknowledgement that was our fault not to take up, and a line that nobody will ever understand."""
    PortInFactory(reference=REFERENCE, state="sent", scheduled_on=timezone.localdate())
    MessageFactory(message_id=SENT, reference=REFERENCE, status="sent", file=ExchangeFileFactory(), line=1)
    said = {"message_id": "C-1", "kind": "acknowledgement", "reference": REFERENCE, "fields": {"message": SENT}}
    nonsense = {"message_id": "", "kind": "", "reference": "", "raw": "C-2|Acknow", "problem": "malformed"}
    return [
        MessageFactory(quarantined=True, problem="failed", problem_text="KeyError", raw="", **said),
        MessageFactory(quarantined=True, **nonsense),
    ]


def test_lines_are_taken_up_again_each_with_its_result(page: Page, complaints, lines) -> None:  # noqa: F811
    page.goto("/")
    page.get_by_role("link", name="Quarantine", exact=True).click()
    expect(page.locator("#results").get_by_text("the fault is ours")).to_be_visible()
    page.get_by_role("checkbox", name="Choose all of this page").check()
    page.get_by_role("button", name="Take up again", exact=True).click()
    expect(page.get_by_role("heading", name="1 of 2 lines done")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="C-1")).to_contain_text("Taken up.")
    expect(page.get_by_role("row").filter(has_text="Not done:")).to_contain_text("the line cannot be read")
    assert PortIn.objects.get().state == "acknowledged"
    assert complaints == []


def test_the_same_line_by_line_without_script(page_without_script: Page, lines) -> None:  # noqa: F811
    page = page_without_script  # noqa: F811
    page.goto(reverse("exchanges:quarantine"))
    page.get_by_role("button", name="Take up again C-1").click()
    expect(page.get_by_text("Taken up.")).to_be_visible()
    page.get_by_role("row").filter(has_text="C-2|Acknow").get_by_role("button", name="Set aside").click()
    expect(page.get_by_text("Nothing is in quarantine")).to_be_visible()
    assert PortIn.objects.get().state == "acknowledged"


def test_keys_choose_a_line(page: Page, lines) -> None:  # noqa: F811
    page.goto(reverse("exchanges:quarantine"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name="C-1", exact=True)).not_to_be_checked()
    expect(page.get_by_role("row").filter(has_text="C-2|Acknow").get_by_role("checkbox")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(page: Page, lines, scheme) -> None:  # noqa: F811
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    file = lines[0].file
    said = {"theirs": "010802", "their_operator": "OVH", "file": file, "found_at": timezone.now()}
    RegisterDifference.objects.create(number="0199000777", kind="missing_here", **said)
    for address in ("exchanges:files", "exchanges:quarantine", "portability:difference_list"):
        page.goto(reverse(address))
        assert violations(page) == []
    page.goto(reverse("exchanges:file", args=[file.pk]))
    assert violations(page) == []
    page.goto(reverse("exchanges:quarantine"))
    page.get_by_role("button", name="Take up again C-1").click()
    expect(page.get_by_text("Taken up.")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 2560])
def test_nothing_is_cut_off_at_any_width(page: Page, lines, width) -> None:  # noqa: F811
    page.set_viewport_size({"width": width, "height": 900})
    file = reverse("exchanges:file", args=[lines[0].file.pk])
    for address in (reverse("exchanges:files"), reverse("exchanges:quarantine"), file):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def violations(page: Page) -> list[str]:  # noqa: F811
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]
