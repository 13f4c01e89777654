"""What every list does in the same way: columns chosen in its address, views kept of it, rows alone for htmx."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from bascule.lists import Listing
from operators.views.quarantine import QUARANTINE
from portability.models import RegisterDifference
from portability.views.customers import CUSTOMERS
from portability.views.differences import OPEN
from portability.views.inventories import INVENTORIES
from portability.views.port_ins import PORT_INS
from portability.views.port_outs import PORT_OUTS
from portability.views.quotes import QUOTES
from portability.views.returns import RETURNS
from tests.factories import (
    CustomerFactory,
    ExchangeFileFactory,
    InventoryFactory,
    MessageFactory,
    PortInFactory,
    QuoteFactory,
    UserFactory,
)
from tests.portability.admin_rows import a_return
from tests.portability.leaving.factories import PortOutFactory
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db


def difference() -> None:
    about = {"number": "0199000001", "kind": "missing_here", "theirs": "010802", "found_at": timezone.now()}
    RegisterDifference.objects.create(file=ExchangeFileFactory(read=True), **about)


LISTS = {
    "quotes": (QUOTES, QuoteFactory),
    "inventories": (INVENTORIES, InventoryFactory),
    "port-ins": (PORT_INS, PortInFactory),
    "port-outs": (PORT_OUTS, PortOutFactory),
    "returns": (RETURNS, lambda: a_return(1)),
    "customers": (CUSTOMERS, CustomerFactory),
    "quarantine": (QUARANTINE, lambda: MessageFactory(quarantined=True)),
    "differences": (OPEN, difference),
}


@pytest.fixture(params=LISTS.values(), ids=LISTS.keys())
def listing(request) -> Listing:
    listed, make = request.param
    make()
    return listed


@pytest.fixture
def screen():
    return logged_in(UserFactory(groups=["agent", "supervisor"]))


def headed(text: str) -> list[str]:
    return [re.sub("<[^>]+>", "", head) for head in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text)]


def test_every_column_has_its_cell(screen, listing):
    chosen = [column.name for column in listing.columns if column.can_be_chosen]
    text = seen(screen.get(reverse(listing.page), {"columns": chosen}))
    labels = [str(column.label) for column in listing.columns if column.shown.name != "IN_FILES"]
    assert headed(text)[-len(labels) :] == labels
    row = text[text.index("<tbody>") :].partition("</tr>")[0]
    assert len(re.findall(r"<t[hd][ >]", row)) == len(headed(text))


def test_the_address_chooses_the_columns(screen, listing):
    chosen = next(column for column in listing.columns if column.can_be_chosen)
    left = [column for column in listing.columns if column.can_be_chosen and column is not chosen]
    heads = headed(seen(screen.get(reverse(listing.page), {"columns": chosen.name})))
    assert str(chosen.label) in heads
    assert not {str(column.label) for column in left} & set(heads)


def test_a_view_of_it_is_kept_and_shown(screen, listing):
    name = next(column.name for column in listing.columns if column.can_be_chosen)
    screen.post(reverse("save_view"), {"name": "Mine", "page": listing.page, "query": f"columns={name}"})
    assert f'href="{reverse(listing.page)}?columns={name}"' in seen(screen.get(reverse(listing.page)))


def test_rows_alone_bring_what_a_view_would_keep(screen, listing):
    name = next(column.name for column in listing.columns if column.can_be_chosen)
    response = screen.get(reverse(listing.page), {"columns": name}, headers={"HX-Request": "true"})
    text = seen(response)
    assert "<html" not in text
    assert f'value="columns={name}" id="id_view_query" hx-swap-oob="true"' in text
    assert "HX-Request" in response.headers["Vary"]


def test_the_filters_are_not_taken_for_a_search(screen, listing):
    text = seen(screen.get(reverse(listing.page), {"columns": "state"}))
    assert re.search(r'type="search" name="q" value=""', text)
