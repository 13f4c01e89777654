"""What the administration lets people do with operators, ARCEP's rows, customers and keys."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operators.models import ApiKey, Customer, NumberRange, Operator, Source, digest_of
from tests.factories import (
    AdministratorFactory,
    ApiKeyFactory,
    CustomerFactory,
    NumberRangeFactory,
    OperatorFactory,
    RioCodeFactory,
    RoutingPrefixFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db

ADD_KEY = "admin:operators_apikey_add"
CONTACTS = {f"{rows}-{count}_FORMS": 0 for rows in ("contacts", "notes") for count in ("TOTAL", "INITIAL")}
ADDRESS = {"line1": "12 rue des Lilas", "postal_code": "75011", "city": "Paris"}


@pytest.fixture
def client() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(AdministratorFactory())
    return client


def page(row: Model) -> str:
    return reverse(f"admin:operators_{row._meta.model_name}_change", args=[row.pk])


def found(client: Client, model: str, text: str) -> list[Any]:
    response = client.get(reverse(f"admin:operators_{model}_changelist"), {"q": text})
    return list(response.context["cl"].result_list)


@pytest.mark.parametrize("factory", [RioCodeFactory, RoutingPrefixFactory, NumberRangeFactory])
def test_a_row_of_arcep_is_shown_with_a_note_and_not_edited(client: Client, factory: Any) -> None:
    row = factory(source=Source.ARCEP)
    shown = client.get(page(row)).content.decode()
    assert "the next import would undo" in shown
    assert 'name="_save"' not in shown
    assert client.post(page(row), {}).status_code == 403
    assert client.post(page(row).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_a_row_made_by_hand_can_be_corrected_and_stays_ours(client: Client) -> None:
    prefix = RoutingPrefixFactory(prefix="010998")
    typed = {"prefix": "010997", "operator": prefix.operator_id, "assigned_on": "2026-01-05", "source": "arcep"}
    assert client.post(page(prefix), typed).status_code == 302
    prefix.refresh_from_db()
    assert (prefix.prefix, prefix.source) == ("010997", Source.MANUAL)


def test_of_an_operator_of_arcep_only_the_porting_provider_is_ours_to_say(client: Client) -> None:
    operator, provider = OperatorFactory(source=Source.ARCEP, name="Tiny"), OperatorFactory()
    typed = {"name": "Huge", "porting_provider": provider.pk, "source": "manual"}
    assert client.post(page(operator), typed).status_code == 302
    operator.refresh_from_db()
    assert (operator.name, operator.porting_provider, operator.source) == ("Tiny", provider, Source.ARCEP)


def test_an_operator_leads_to_what_it_holds(client: Client) -> None:
    block = NumberRangeFactory()
    NumberRangeFactory(first="0261910000")
    shown = client.get(page(block.holder))
    address = f"{reverse('admin:operators_numberrange_changelist')}?holder__id__exact={block.holder_id}"
    assert address in shown.content.decode()
    assert list(client.get(address).context["cl"].result_list) == [block]


@pytest.mark.parametrize("text", ["0199001234", "01 99 00 12 34", "+33 1 99 00 12 34", "01.99.00.12.34"])
def test_a_number_finds_the_range_that_it_belongs_to(client: Client, text: str) -> None:
    block = NumberRangeFactory()
    NumberRangeFactory(first="0261910000")
    assert found(client, "numberrange", text) == [block]


def test_a_range_is_also_found_by_its_holder_and_its_beginning(client: Client) -> None:
    block = NumberRangeFactory(holder__name="Orange")
    NumberRangeFactory(first="0261910000")
    assert found(client, "numberrange", "orange") == [block]
    assert found(client, "numberrange", "01990") == [block]


def test_the_ends_of_a_range_are_typed_in_any_spelling(client: Client) -> None:
    typed = {"territory": "metropole", "holder": OperatorFactory().pk, "assigned_on": "2026-01-05"}
    add = reverse("admin:operators_numberrange_add")
    response = client.post(add, typed | {"first": "01 99 00 00 00", "last": "hello"})
    assert list(response.context["adminform"].errors) == ["last"]
    assert client.post(add, typed | {"first": "01 99 00 00 00", "last": "+33199009999"}).status_code == 302
    block = NumberRange.objects.get()
    assert (block.first, block.last, block.source) == ("0199000000", "0199009999", Source.MANUAL)


def test_a_customer_is_checked_and_its_contacts_stand_on_its_page(client: Client) -> None:
    add = reverse("admin:operators_customer_add")
    typed = {"partner": OperatorFactory().pk, "kind": "business", "name": "Atelier", **ADDRESS, **CONTACTS}
    response = client.post(add, typed | {"siret": "12345678901234"})
    assert "siret" in response.context["adminform"].errors
    contact = {"contacts-TOTAL_FORMS": 1, "contacts-0-name": "Zoé", "contacts-0-email": "zoe@example.org"}
    assert client.post(add, typed | contact).status_code == 302
    assert Customer.objects.get(contacts__name="Zoé").name == "Atelier"


def test_customers_are_searched_by_name_siret_and_city(client: Client) -> None:
    customer = CustomerFactory(name="Boulangerie Durand", siret="73282932000074", city="Lyon")
    CustomerFactory()
    for text in "durand", "73282932000074", "lyon":
        assert found(client, "customer", text) == [customer]


def issue(client: Client, **typed: Any) -> HttpResponse:
    asked = {"operator": OperatorFactory().pk, "name": "shop", "scopes": ["quotes:write", "numbers:read"]}
    return client.post(reverse(ADD_KEY), asked | typed)


def said(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_key_is_issued_and_its_secret_said_once(client: Client) -> None:
    response = issue(client, allowed_ips="192.0.2.1\n198.51.100.0/24")
    key = ApiKey.objects.get()
    secret = next(word for word in said(response).split() if word.startswith("bsc_"))
    assert ApiKey.objects.usable(secret, timezone.now()) == key
    assert key.scopes == ["numbers:read", "quotes:write"]
    assert key.allowed_ips == ["192.0.2.1", "198.51.100.0/24"]
    assert response["Location"] == reverse("admin:operators_apikey_changelist")
    pages = client.get(response["Location"]).content.decode(), client.get(page(key)).content.decode()
    assert secret in pages[0]
    assert secret not in pages[1]
    assert secret not in client.get(response["Location"]).content.decode()


def test_the_digest_of_a_key_is_never_shown_nor_typed(client: Client) -> None:
    key = ApiKeyFactory()
    shown = client.get(page(key)).content.decode()
    assert digest_of(key.secret) not in shown
    typed = {"name": "renamed", "scopes": ["events:read"], "digest": "0" * 64, "operator": OperatorFactory().pk}
    assert client.post(page(key), typed).status_code == 302
    after = ApiKey.objects.get()
    assert (after.name, after.scopes) == ("renamed", ["events:read"])
    assert (after.digest, after.operator) == (key.digest, key.operator)


def test_a_key_needs_a_scope_that_exists_and_readable_addresses(client: Client) -> None:
    assert "scopes" in issue(client, scopes=[]).context["adminform"].errors
    assert "scopes" in issue(client, scopes=["everything:write"]).context["adminform"].errors
    assert "allowed_ips" in issue(client, allowed_ips="nowhere").context["adminform"].errors
    assert not ApiKey.objects.exists()


def revoke(client: Client, *keys: ApiKey) -> HttpResponse:
    chosen = {"action": "revoke", "_selected_action": [key.pk for key in keys]}
    return client.post(reverse("admin:operators_apikey_changelist"), chosen)


def test_keys_are_revoked_and_not_deleted(client: Client) -> None:
    key, other = ApiKeyFactory(), ApiKeyFactory(name="other")
    assert said(revoke(client, key)) == "1 key revoked."
    assert ApiKey.objects.usable(key.secret, timezone.now()) is None
    assert ApiKey.objects.usable(other.secret, timezone.now()) == other
    revoked_at = ApiKey.objects.get(pk=key.pk).revoked_at
    revoke(client, key)
    assert ApiKey.objects.get(pk=key.pk).revoked_at == revoked_at
    assert client.post(reverse("admin:operators_apikey_delete", args=[key.pk])).status_code == 403


def test_whoever_may_only_look_at_keys_revokes_none() -> None:
    client, key = Client(), ApiKeyFactory()
    client.force_login(StaffFactory(permissions=["operators.view_apikey"]))
    revoke(client, key)
    assert ApiKey.objects.get().revoked_at is None
    assert client.get(reverse(ADD_KEY)).status_code == 403
    assert client.get(page(key)).status_code == 200


def test_a_placeholder_can_be_given_its_name(client: Client) -> None:
    operator = OperatorFactory(placeholder=True)
    typed = {"code": operator.code, "name": "Known at last"}
    assert client.post(page(operator), typed).status_code == 302
    assert Operator.objects.get().name == "Known at last"
