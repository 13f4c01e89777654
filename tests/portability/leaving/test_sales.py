"""The purpose limit: who sells does not see who is about to leave, on any page."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from operators.models import Operator
from portability.models import PortOut
from tests.factories import UserFactory
from tests.portability.clearing_house.other_side import ClearingHouse
from tests.portability.clearing_house.recipient_side import asks
from tests.portability.leaving.desk import NOW, ONE, TWO, laiterie, no_rules, received, serve
from tests.screens import logged_in

SALES = ("sales", "partner manager")
WRITTEN = "Fromagerie des Cimes"
"""What only the recipient calls our customer."""
pytestmark = [
    pytest.mark.usefixtures("desk"),
    pytest.mark.parametrize("group", SALES),
    pytest.mark.usefixtures("monday"),
]


@pytest.fixture
def leaving() -> PortOut:
    serve(ONE, TWO)
    return received(ONE, customer={"name": WRITTEN, "kind": "business"}, external_reference="SFR-77")


@pytest.fixture
def seller(group):
    user = UserFactory(groups=[group], is_staff=True)
    return logged_in(user)


def test_the_pages_of_outgoing_ports_are_closed(seller, leaving):
    for name, *about in (
        ("port_out_list",),
        ("port_out_export", "csv"),
        ("port_out_detail", leaving.reference),
        ("return_list",),
        ("restoration_list",),
    ):
        assert seller.get(reverse(f"portability:{name}", args=about)).status_code == 403, name
    for name in ("answer", "cancel", "go", "reschedule"):
        assert seller.post(reverse(f"portability:port_out_{name}", args=[leaving.reference])).status_code == 403


def test_no_open_page_tells_of_it(seller, leaving):
    pages = [
        reverse("today"),
        reverse("portability:number_lookup") + f"?number={ONE}",
        reverse("portability:customer_detail", args=[laiterie().pk]),
        reverse("search") + f"?q={leaving.reference}",
        reverse("search") + "?q=SFR-77",
        reverse("search") + f"?q={ONE}",
        reverse("operators:detail", args=["SFR0"]),
    ]
    for page in pages:
        answer = seller.get(page, follow=True)
        assert answer.status_code == 200, page
        text = answer.content.decode()
        found = text.replace(f"q={leaving.reference}", "").replace(f'value="{leaving.reference}"', "")
        assert f"/port-outs/{leaving.reference}" not in found, page
        assert WRITTEN not in found, page


def test_nor_do_the_messages_that_it_came_in(seller, tmp_path, settings):
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{tmp_path}"}}
    serve(ONE)
    no_rules()
    there = ClearingHouse(tmp_path)
    asks(there, ONE, customer=WRITTEN)
    there.says("port_request", "RQ-2", NOW, customer=WRITTEN, recipient="NOBODY", numbers=ONE)
    for page in ("exchanges:files", "exchanges:quarantine"):
        assert seller.get(reverse(page)).status_code == 403


def test_nor_does_the_administration(seller, leaving):
    for model in ("portability_portout", "portability_portoutcheck", "operators_message", "operators_exchangefile"):
        try:
            page = reverse(f"admin:{model}_changelist")
        except Exception:
            continue
        assert seller.get(page).status_code in {302, 403}, model


def test_who_sells_can_still_sell(seller, group):
    names = set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))
    assert {"view_quote", "view_customer"} <= names
    assert not names & {"view_asked_portout", "view_portout", "view_message"}
    assert seller.get(reverse("portability:quote_list")).status_code == 200
    assert Operator.objects.own()
