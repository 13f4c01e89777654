"""`manage.py create_api_key`: the only moment at which a key can be read."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from operators.models import ApiKey
from tests.factories import OperatorFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"), time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=PARIS), tick=False):
        yield


def create(*options: str, operator: str = "NWOT", scopes: str = "quotes:write,port-ins:write") -> str:
    out = StringIO()
    call_command("create_api_key", f"--operator={operator}", "--name=test", f"--scopes={scopes}", *options, stdout=out)
    return out.getvalue()


def test_it_prints_the_key_alone_and_the_key_works() -> None:
    netwo = OperatorFactory(code="NWOT")
    printed = create()
    assert printed == printed.strip() + "\n"
    key = ApiKey.objects.usable(printed.strip(), timezone.now())
    assert key is not None
    assert (key.operator, key.name, key.scopes) == (netwo, "test", ["port-ins:write", "quotes:write"])
    assert (key.expires_at, key.allowed_ips) == (None, [])


def test_each_call_makes_another_key() -> None:
    OperatorFactory(code="NWOT")
    assert create() != create()
    assert ApiKey.objects.count() == 2


def test_spaces_and_small_letters_are_forgiven() -> None:
    OperatorFactory(code="NWOT")
    key = ApiKey.objects.usable(create(operator="nwot", scopes="quotes:read, events:read,").strip(), timezone.now())
    assert key is not None
    assert key.scopes == ["events:read", "quotes:read"]


def test_a_key_works_through_its_last_day() -> None:
    OperatorFactory(code="NWOT")
    secret = create("--expires-on=2026-12-31").strip()
    assert ApiKey.objects.usable(secret, datetime(2026, 12, 31, 23, 59, 59, tzinfo=PARIS))
    assert not ApiKey.objects.usable(secret, datetime(2027, 1, 1, tzinfo=PARIS))


def test_addresses_can_be_given_one_by_one() -> None:
    OperatorFactory(code="NWOT")
    create("--allow-ip=203.0.113.7", "--allow-ip=2001:db8::/32")
    assert ApiKey.objects.get().allowed_ips == ["203.0.113.7", "2001:db8::/32"]


@pytest.mark.parametrize(
    ("options", "operator", "scopes", "sentence"),
    [
        ([], "ZZZZ", "quotes:read", "No operator has the code ZZZZ."),
        ([], "NWOT", "quotes", "Unknown or no scope: quotes. Scopes are: quotes:read,"),
        ([], "NWOT", " ,", "Unknown or no scope: -."),
        (["--expires-on=soon"], "NWOT", "quotes:read", "soon is not a day: write 2027-12-31."),
        (["--expires-on=2026-11-21"], "NWOT", "quotes:read", "2026-11-21 is over: the key would never work."),
        (["--allow-ip=somewhere"], "NWOT", "quotes:read", "Not an address or a network:"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(options, operator: str, scopes: str, sentence: str) -> None:
    OperatorFactory(code="NWOT")
    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        create(*options, operator=operator, scopes=scopes)
    assert not ApiKey.objects.exists()


def test_a_key_can_be_made_for_today_alone() -> None:
    OperatorFactory(code="NWOT")
    assert ApiKey.objects.usable(create("--expires-on=2026-11-22").strip(), timezone.now())
