"""The secret of a telephone line: on no page, until somebody who may asks for it, and then on that answer alone."""

import pytest
from django.urls import reverse

from activation.models import Service
from bascule.models import History
from bascule.sealing import seal
from tests.activation.factories import AllocationFactory, SubscriptionFactory
from tests.factories import UserFactory
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db
SECRET = "s3cret-of-the-line"


@pytest.fixture
def screen(desk):
    return logged_in(UserFactory(groups=["activation agent"]))


@pytest.fixture
def one(desk):
    one = SubscriptionFactory(active=True)
    AllocationFactory(subscription=one, kind=Service.VOIP, status="allocated", sealed=seal(SECRET))
    AllocationFactory(subscription=one, kind=Service.DHCP, status="allocated", values={"address": "198.18.0.9"})
    return one


def page_of(one) -> str:
    return reverse("activation:subscription", args=[one.reference])


def reveal(screen, one, kind="voip"):
    return screen.post(reverse("activation:subscription_reveal", args=[one.reference]), {"kind": kind})


def test_who_may_is_shown_it_once_and_the_history_says_so(screen, one):
    assert SECRET not in seen(screen.get(page_of(one)))
    answer = reveal(screen, one)
    assert (answer.status_code, SECRET in seen(answer)) == (200, True)
    assert "no-store" in answer["Cache-Control"]
    assert SECRET not in seen(screen.get(page_of(one)))
    [read] = History.objects.filter(transition="reveal")
    assert (read.facts, SECRET in str(vars(read))) == ({"kind": "voip"}, False)


def test_nobody_else_is_offered_it_or_gets_it(one):
    reader = logged_in(UserFactory(permissions=["activation.view_subscription"]))
    assert "Show the secret" not in seen(reader.get(page_of(one)))
    assert reveal(reader, one).status_code == 403
    assert not History.objects.filter(transition="reveal").exists()


def test_an_address_alone_shows_nothing(screen, one):
    answer = screen.get(reverse("activation:subscription_reveal", args=[one.reference]), {"kind": "voip"})
    assert answer["Location"] == page_of(one)
    assert not History.objects.filter(transition="reveal").exists()


@pytest.mark.parametrize(("kind", "status"), [("dhcp", 302), ("", 404), ("voip\0", 404), ("<b>", 404)])
def test_what_has_no_secret_shows_none(screen, one, kind, status):
    assert reveal(screen, one, kind).status_code == status
    assert not History.objects.filter(transition="reveal").exists()


def test_a_line_that_is_over_shows_none(screen, one):
    over = SubscriptionFactory(cancelled=True)
    AllocationFactory(subscription=over, kind=Service.VOIP, status="allocated", sealed=seal(SECRET))
    assert "Show the secret" not in seen(screen.get(page_of(over)))
    assert SECRET not in seen(
        screen.post(reverse("activation:subscription_reveal", args=[over.reference]), {"kind": "voip"}, follow=True)
    )
