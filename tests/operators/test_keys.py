"""A partner's key: who it lets in, from where, to do what, how often."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import translation
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from operators.models import ApiKey, Scope
from tests.factories import ApiKeyFactory, OperatorFactory, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.bascule.rehearsal")]
DAY = "/api/v1/day/"
NOW = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_language():
    with translation.override(None):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def code_of(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_a_good_key_comes_in() -> None:
    assert client_of(ApiKeyFactory()).get(DAY).status_code == 200


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_word_bearer_may_be_written_any_way(scheme: str) -> None:
    key = ApiKeyFactory()
    assert APIClient().get(DAY, headers={"Authorization": f"{scheme} {key.secret}"}).status_code == 200


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "not_authenticated"),
        ("", "not_authenticated"),
        ("Basic Y2FtaWxsZTpzZWNyZXQ=", "not_authenticated"),
        ("Bearer", "authentication_failed"),
        ("Bearer two words", "authentication_failed"),
        ("Bearer bsc_nobodys", "authentication_failed"),
        ("Bearer clé", "authentication_failed"),
    ],
)
def test_without_a_good_key_nobody_comes_in(header: str | None, code: str) -> None:
    response = APIClient().get(DAY, headers={} if header is None else {"Authorization": header})
    assert code_of(response) == (401, code)
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_colleague_signed_in_to_the_screens_has_no_key(admin_client) -> None:
    assert admin_client.get(DAY).status_code == 401


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"expires_at": NOW + timedelta(seconds=1)}, 200),
        ({"expires_at": NOW}, 401),
        ({"revoked_at": NOW - timedelta(days=1)}, 401),
    ],
)
def test_a_key_works_until_it_is_over_or_revoked(fields: dict[str, Any], status: int) -> None:
    key = ApiKeyFactory(**fields)
    with time_machine.travel(NOW, tick=False):
        assert client_of(key).get(DAY).status_code == status


def test_the_secret_is_shown_once_and_never_stored() -> None:
    key = ApiKeyFactory()
    stored = ApiKey.objects.filter(pk=key.pk).values().get()
    assert len(key.secret) > 40
    assert not any(key.secret in str(value) for value in stored.values())
    assert key.secret.startswith(stored["hint"])
    assert len(stored["hint"]) == 8


@pytest.mark.parametrize(
    ("allowed", "address", "status"),
    [
        ([], "203.0.113.7", 200),
        (["203.0.113.7"], "203.0.113.7", 200),
        (["203.0.113.0/24", "2001:db8::/32"], "203.0.113.250", 200),
        (["203.0.113.0/24", "2001:db8::/32"], "2001:db8::1", 200),
        (["203.0.113.0/24"], "::ffff:203.0.113.7", 200),
        (["203.0.113.7"], "203.0.113.8", 401),
        (["203.0.113.0/24"], "2001:db8::1", 401),
        (["203.0.113.0/24"], "", 401),
    ],
)
def test_a_key_comes_in_from_its_addresses_only(allowed: list[str], address: str, status: int) -> None:
    response = client_of(ApiKeyFactory(allowed_ips=allowed)).get(DAY, REMOTE_ADDR=address)
    assert response.status_code == status
    if status == 401:
        assert response.json()["code"] == "address_not_allowed"


@pytest.mark.parametrize(("behind_proxy", "status"), [(True, 200), (False, 401)])
def test_only_our_own_proxy_is_believed_about_the_caller(settings, behind_proxy: bool, status: int) -> None:
    settings.BEHIND_PROXY = behind_proxy
    client = client_of(ApiKeyFactory(allowed_ips=["203.0.113.7"]))
    headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
    assert client.get(DAY, headers=headers, REMOTE_ADDR="10.0.0.1").status_code == status


def test_what_a_caller_writes_before_our_proxy_is_not_believed(settings) -> None:
    settings.BEHIND_PROXY = True
    client = client_of(ApiKeyFactory(allowed_ips=["203.0.113.7"]))
    headers = {"X-Forwarded-For": "203.0.113.7, 198.51.100.1"}
    assert client.get(DAY, headers=headers).status_code == 401


@pytest.mark.parametrize("wrong", [{"allowed_ips": ["somewhere"]}, {"scopes": ["everything"]}, {"scopes": []}])
def test_a_key_that_makes_no_sense_is_not_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        ApiKeyFactory(**wrong)
    assert set(refused.value.error_dict) == set(wrong)


def test_the_last_use_is_noted_once_a_minute() -> None:
    key = ApiKeyFactory()
    client = client_of(key)
    noted = []
    for seconds in (0, 59, 60):
        with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
            client.get(DAY)
        noted.append(ApiKey.objects.get(pk=key.pk).last_used_at)
    assert noted == [NOW, NOW, NOW + timedelta(seconds=60)]


@pytest.mark.parametrize(
    ("scopes", "method", "address", "status"),
    [
        (["numbers:read"], "get", DAY, 200),
        (["numbers:write"], "get", DAY, 200),
        (["quotes:write"], "get", DAY, 403),
        (["quotes:read"], "post", "/api/v1/orders/", 403),
        (["quotes:write"], "post", "/api/v1/orders/", 422),
        (["quotes:read"], "post", "/api/v1/refusals/nothing/", 404),
        (["quotes:read"], "options", "/api/v1/orders/", 200),
    ],
)
def test_a_scope_opens_what_it_says(scopes: list[str], method: str, address: str, status: int) -> None:
    response = getattr(client_of(ApiKeyFactory(scopes=scopes)), method)(address)
    assert response.status_code == status
    if status == 403:
        assert response.json()["code"] == "missing_scope"


def test_a_missing_scope_is_named() -> None:
    response = client_of(ApiKeyFactory(scopes=["quotes:read"])).post("/api/v1/orders/")
    assert response.json()["detail"] == "This key lacks the scope quotes:write."


def test_a_view_that_says_no_scope_stays_shut() -> None:
    with pytest.raises(AttributeError, match="scope"):
        client_of(ApiKeyFactory()).get("/api/v1/scopeless/")


@pytest.fixture
def three_a_minute(monkeypatch) -> None:
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "key", "3/min")


@pytest.mark.usefixtures("three_a_minute")
def test_a_key_has_so_many_requests_a_minute() -> None:
    key, other = ApiKeyFactory(), ApiKeyFactory()
    with time_machine.travel(NOW, tick=False):
        answers = [client_of(key).get(DAY) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert answers[-1].json()["code"] == "throttled"
        assert answers[-1].headers["Retry-After"] == "30"
        assert client_of(other).get(DAY).status_code == 200
    with time_machine.travel(NOW + timedelta(seconds=30), tick=False):
        assert client_of(key).get(DAY).status_code == 200


@pytest.mark.usefixtures("three_a_minute")
def test_a_bad_key_does_not_use_up_anybodys_requests() -> None:
    key = ApiKeyFactory()
    for _ in range(5):
        APIClient().get(DAY, headers={"Authorization": "Bearer bsc_nobodys"})
    assert client_of(key).get(DAY).status_code == 200


@pytest.fixture
def granted(monkeypatch) -> None:
    monkeypatch.setattr(ApiKey, "PERMISSIONS", {})
    ApiKey.grant(Scope.QUOTES_READ, "trade.view")
    ApiKey.grant(Scope.QUOTES_WRITE, "trade.decline", "trade.order")


@pytest.mark.usefixtures("granted")
@pytest.mark.parametrize(
    ("scopes", "permission", "held"),
    [
        (["quotes:write"], "trade.decline", True),
        (["quotes:write"], "trade.order", True),
        (["quotes:write"], "trade.view", True),
        (["quotes:read"], "trade.view", True),
        (["quotes:read"], "trade.decline", False),
        (["port-ins:write"], "trade.decline", False),
        (["quotes:write"], "trade.unheard_of", False),
    ],
)
def test_a_key_may_make_the_moves_that_its_scopes_permit(scopes: list[str], permission: str, held: bool) -> None:
    key = ApiKeyFactory(scopes=scopes)
    assert key.has_perm(permission, SimpleNamespace(partner_id=key.operator_id)) is held


@pytest.mark.usefixtures("granted")
def test_a_key_moves_only_what_came_through_its_operator() -> None:
    key, ours = ApiKeyFactory(), ApiKeyFactory(own=True)
    assert not key.has_perm("trade.decline"), "django-fsm asks again without a record after a no"
    mine = SimpleNamespace(partner_id=key.operator_id)
    theirs = SimpleNamespace(partner_id=OperatorFactory().pk)
    nobodys = SimpleNamespace()
    assert [key.has_perm("trade.decline", record) for record in (mine, theirs, nobodys)] == [True, False, False]
    assert all(ours.has_perm("trade.decline", record) for record in (mine, theirs, nobodys))
    assert not ApiKeyFactory(own=True, scopes=["quotes:read"]).has_perm("trade.decline", mine)


def test_an_address_is_allowed_or_not_without_any_request() -> None:
    key = ApiKey(allowed_ips=["203.0.113.0/24"])
    assert key.may_come_from(ip_address("203.0.113.9"))
    assert not key.may_come_from(ip_address("198.51.100.1"))
    assert not key.may_come_from(None)
    assert ApiKey(allowed_ips=[]).may_come_from(None)
