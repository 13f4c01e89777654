"""The administration of outgoing ports: a window on the life, whose buttons go through the one door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portability.models import AnswerRule, PortOut
from tests.factories import AdministratorFactory, StaffFactory
from tests.portability.leaving.desk import ONE, events, fresh, own_rio, received, serve

pytestmark = pytest.mark.usefixtures("desk")


def asked_today(*numbers: str) -> PortOut:
    """The administration reads the clock, so the request is of today."""
    now = timezone.now()
    return received(*numbers, now=now, date=timezone.localdate(now) + timedelta(days=14))


def client_of(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def press(client: Client, request: PortOut, move: str):
    address = reverse("admin:portability_portout_move", args=[request.pk])
    return client.post(address, {"move": move}, follow=True)


def page(request: PortOut) -> str:
    return reverse("admin:portability_portout_change", args=[request.pk])


@pytest.mark.parametrize(("move", "state"), [("accept", "accepted"), ("cancel", "cancelled")])
def test_a_button_goes_through_the_one_door(move, state):
    serve(ONE)
    request = asked_today(ONE)
    user = AdministratorFactory()
    press(client_of(user), request, move)
    assert fresh(request).state == state
    assert request.history.last().by == user.username


def test_a_button_gives_nothing_away_that_is_not_ours():
    request = asked_today("0199000777")
    told = press(client_of(AdministratorFactory()), request, "accept")
    assert "We do not serve this number" in told.content.decode()
    assert events(request) == ["received"]


@pytest.mark.parametrize("move", ["release", "close", "refuse"])
def test_there_is_no_button_for_the_clock(move):
    serve(ONE)
    request = asked_today(ONE)
    assert press(client_of(AdministratorFactory()), request, move).status_code == 403
    assert fresh(request).state == "received"


@pytest.mark.parametrize("may_read", [True, False])
def test_what_they_wrote_is_shown_to_who_may_read_it(may_read):
    serve(ONE)
    request = asked_today(ONE)
    given = ["portability.view_portout", *(["portability.view_asked_portout"] if may_read else [])]
    shown = client_of(StaffFactory(permissions=given)).get(page(request)).content.decode()
    assert ("SAS Laiterie du Vercors" in shown) is may_read
    assert own_rio(ONE) not in shown


def test_a_rule_is_data():
    client = client_of(AdministratorFactory())
    fields = {"name": "All of SFR's", "position": 5, "active": "on", "most_numbers": 50, "action": "human"}
    client.post(reverse("admin:portability_answerrule_add"), fields)
    assert AnswerRule.objects.get(name="All of SFR's").most_numbers == 50
