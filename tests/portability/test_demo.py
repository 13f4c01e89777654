"""The manners of `manage.py demo`: it may be run as often as one likes, and harms nobody."""

from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from bascule.models import History
from operators.arcep.importing import import_files
from operators.models import ApiKey, Customer, Operator, Source
from portability.demo.cast import PASSWORD
from portability.models import Number, Port, PortIn, Quote, QuoteLine

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=timezone.get_default_timezone())

pytestmark = pytest.mark.django_db


def demo() -> str:
    out = StringIO()
    call_command("demo", today=TODAY, force=True, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Loaded once for those which only look; what it says."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo()
        transaction.set_rollback(True)


# First those that load it for themselves: what is loaded for the others stays until the last of them.
def signed_in(username: str, password: str) -> Any:
    request = RequestFactory().post("/login/")
    return authenticate(request, username=username, password=password)


def test_somebody_who_has_such_a_login_keeps_their_password(django_user_model: Any) -> None:
    django_user_model.objects.create_user("admin", password="their own")
    demo()
    assert signed_in("admin", "their own").is_superuser is False


def test_it_refuses_where_its_password_would_be_a_way_in(settings: Any) -> None:
    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command("demo")
    settings.OWN_OPERATOR = "ELSE"
    with pytest.raises(CommandError, match="OWN_OPERATOR=BASC"):
        demo()
    assert not ApiKey.objects.exists()


def test_it_can_be_loaded_beside_the_real_operators(arcep_dir: Path) -> None:
    import_files(arcep_dir, Source.ARCEP, TODAY)
    demo()
    own = Operator.objects.own()
    assert own.prefixes.exists()
    brought = Port.objects.filter(operator=own)
    assert {port.routing_prefix.operator for port in brought.select_related("routing_prefix__operator")} == {own}
    assert Operator.objects.get(code="SFR0").source == Source.ARCEP


def test_loading_twice_changes_nothing_more(said: str, django_assert_max_num_queries: Any) -> None:
    before = counts()
    with django_assert_max_num_queries(5):
        assert "already here" in demo()
    assert counts() == before


def counts() -> dict[str, int]:
    models = (Operator, Customer, Port, Number, PortIn, Quote, QuoteLine, History, ApiKey)
    return {model.__name__: model._default_manager.count() for model in models}


def test_everybody_can_sign_in_with_the_password_that_is_said(said: str) -> None:
    assert PASSWORD in said
    for login, group in ("agent", "agent"), ("superviseur", "supervisor"), ("partenaires", "partner manager"):
        user = signed_in(login, PASSWORD)
        assert login in said
        assert [found.name for found in user.groups.all()] == [group]
        assert user.is_staff is (login != "agent")
    assert signed_in("admin", PASSWORD).is_superuser


def test_the_keys_of_partners_are_said_once_and_work(said: str) -> None:
    secrets = [word for word in said.split() if word.startswith("bsc_")]
    keys = [ApiKey.objects.usable(secret, timezone.now()) for secret in secrets]
    assert [key.operator.code for key in keys] == ["NWOT", "VFIC"]
    assert keys[0].may("quotes:write")
    assert "bsc_" not in demo()


def test_its_quotes_were_made_one_after_the_other_and_none_tomorrow(said: str) -> None:
    moments = list(Quote.objects.order_by("reference").values_list("created_at", flat=True))
    assert len(moments) >= 30
    assert moments == sorted(moments)
    assert max(moments) <= NOW
