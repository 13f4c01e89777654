"""Logging in: whoever guesses too often waits, and nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client, override_settings
from time_machine import travel

from tests.factories import AdministratorFactory, UserFactory
from tests.screens import seen

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
RIGHT = "a long password for tests"
BRAKED = "Too many wrong passwords for this account from here. Try again in 15 minutes."


@pytest.fixture(autouse=True)
def noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def anne(db):
    return UserFactory(username="anne")


def enter(name="anne", password=RIGHT, path="/login/", address="192.0.2.1", **headers):
    typed = {"username": name, "password": password}
    return Client(headers={"Accept-Language": "en"}).post(path, typed, REMOTE_ADDR=address, **headers)


def guess(times, **where):
    return [enter(password=f"guess {number}", **where).status_code for number in range(times)]


def test_five_guesses_and_even_the_right_password_waits():
    assert guess(5) == [200, 200, 200, 200, 429]
    response = enter()
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert BRAKED in seen(response)
    assert 'value="anne"' in seen(response)
    assert "sessionid" not in response.cookies


def test_after_the_pause_it_opens_again_and_guesses_in_between_do_not_lengthen_it():
    guess(5)
    with travel(NOON + timedelta(minutes=10), tick=False):
        assert guess(2) == [429, 429]
    with travel(NOON + timedelta(minutes=16), tick=False):
        assert enter().status_code == 302


def test_the_owner_elsewhere_and_colleagues_here_come_in():
    UserFactory(username="paul")
    guess(6)
    assert enter(address="198.51.100.7").status_code == 302
    assert enter("paul").status_code == 302
    assert enter().status_code == 429


def test_an_account_that_does_not_exist_is_answered_alike():
    assert guess(6, name="nobody") == guess(6)
    assert seen(enter("nobody")).replace("nobody", "anne").count(BRAKED) == seen(enter()).count(BRAKED) == 1


def test_a_success_forgets_the_slips_before_it():
    guess(4)
    assert enter().status_code == 302
    assert guess(4) == [200] * 4


def test_the_administration_has_the_same_brake():
    AdministratorFactory(username="root")
    assert guess(5, name="root", path="/admin/login/")[-1] == 429
    assert BRAKED in seen(enter("root", path="/admin/login/"))
    assert enter("root").status_code == 429


@override_settings(BEHIND_PROXY=True)
def test_behind_our_proxy_the_address_is_the_one_that_the_proxy_saw():
    for number in range(6):
        enter(password="guess", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.9")
    assert enter(HTTP_X_FORWARDED_FOR="198.51.100.9").status_code == 429
    assert enter(HTTP_X_FORWARDED_FOR="198.51.100.10").status_code == 302
    assert enter(HTTP_X_FORWARDED_FOR="no address").status_code == 302


def test_no_password_is_kept():
    enter(password="nearly my password")
    kept = AccessAttempt.objects.values().get()
    assert "nearly" not in str(kept)
