"""The lists and pages of the administration, those of every app, and what is particular to portability."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bascule.models import DatedSetting, History, IdempotencyRecord, SavedView
from operators.models import (
    ApiKey,
    Customer,
    Delivery,
    ExchangeFile,
    KeyUse,
    Mail,
    MailMark,
    Message,
    NumberRange,
    Operator,
    RioCode,
    RoutingPrefix,
    UnusedNumbers,
    Webhook,
)
from portability.models import (
    AnswerRule,
    Comment,
    CounterpartReason,
    Document,
    Inventory,
    ListedPort,
    Number,
    NumberReturn,
    Port,
    PortIn,
    PortInNumber,
    PortOut,
    PortOutCheck,
    PortOutNumber,
    PriceList,
    Quote,
    QuoteLine,
    RegisterDifference,
    RejectionReason,
    Restoration,
)
from portability.models.quote import QuoteState
from tests.factories import (
    AdministratorFactory,
    ApiKeyFactory,
    CommentFactory,
    CounterpartReasonFactory,
    CustomerFactory,
    DocumentFactory,
    ExchangeFileFactory,
    InventoryFactory,
    MessageFactory,
    NumberFactory,
    NumberRangeFactory,
    OperatorFactory,
    PortFactory,
    PortInFactory,
    PortInNumberFactory,
    PriceListFactory,
    QuoteFactory,
    QuoteLineFactory,
    QuoteRequestFactory,
    RejectionReasonFactory,
    RioCodeFactory,
    RoutingPrefixFactory,
    StaffFactory,
)
from tests.portability import admin_rows
from tests.portability.leaving.factories import (
    AnswerRuleFactory,
    PortOutCheckFactory,
    PortOutFactory,
    PortOutNumberFactory,
)

pytestmark = pytest.mark.django_db

APPS = {"bascule", "operators", "portability"}
ONE_REASON = {"code": "not_portable_mobile", "severity": "blocking", "facts": {}, "lines": [[0, 0]]}


def a_quote(n: int) -> None:
    quote = QuoteFactory(offered=True, reasons=[ONE_REASON])
    QuoteRequestFactory(quote=quote)


ROWS = {
    DatedSetting: lambda n: None,
    Delivery: admin_rows.a_delivery,
    ExchangeFile: lambda n: ExchangeFileFactory(),
    KeyUse: admin_rows.a_use,
    UnusedNumbers: admin_rows.a_gap,
    ListedPort: admin_rows.a_listed_port,
    Mail: admin_rows.a_mail,
    MailMark: admin_rows.a_mark,
    Message: lambda n: MessageFactory(),
    NumberReturn: admin_rows.a_return,
    Restoration: admin_rows.a_restoration,
    SavedView: admin_rows.a_view,
    Webhook: admin_rows.a_webhook,
    History: admin_rows.a_history_line,
    IdempotencyRecord: admin_rows.a_kept_answer,
    Operator: lambda n: OperatorFactory(porting_provider=OperatorFactory()),
    RioCode: lambda n: RioCodeFactory(),
    RoutingPrefix: lambda n: RoutingPrefixFactory(),
    NumberRange: lambda n: NumberRangeFactory(first=f"0199{n:02}0000"),
    Customer: lambda n: CustomerFactory(partner=OperatorFactory()),
    ApiKey: lambda n: ApiKeyFactory(),
    Number: lambda n: NumberFactory(),
    Port: lambda n: PortFactory(number=f"019900{n:04}"),
    PortIn: lambda n: PortInFactory(),
    PortInNumber: lambda n: PortInNumberFactory(),
    Comment: lambda n: CommentFactory(),
    Inventory: lambda n: InventoryFactory(),
    PortOut: lambda n: PortOutFactory(),
    PortOutNumber: lambda n: PortOutNumberFactory(),
    PortOutCheck: lambda n: PortOutCheckFactory(),
    AnswerRule: lambda n: AnswerRuleFactory(),
    RegisterDifference: admin_rows.a_difference,
    RejectionReason: lambda n: RejectionReasonFactory(),
    CounterpartReason: lambda n: CounterpartReasonFactory(),
    Document: lambda n: DocumentFactory(),
    PriceList: lambda n: PriceListFactory(partner=OperatorFactory()),
    Quote: a_quote,
    QuoteLine: lambda n: QuoteLineFactory(),
}
"""How to make a row of each model that has a list in the administration."""


@pytest.fixture
def client() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(AdministratorFactory())
    return client


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def rows(client: Client, model: type[Model], **query: Any) -> list[Any]:
    return list(client.get(address(model, "changelist"), query).context["cl"].result_list)


def test_every_list_is_tried_here() -> None:
    assert {model for model in admin.site._registry if model._meta.app_label in APPS} == set(ROWS)


def cost_of_list(client: Client, model: type[Model]) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address(model, "changelist"))
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_a_list_costs_the_same_with_one_row_and_with_ten(client: Client, model: type[Model]) -> None:
    ROWS[model](0)
    cost_of_list(client, model)
    one = cost_of_list(client, model)
    for n in range(1, 10):
        ROWS[model](n)
    assert cost_of_list(client, model) == one


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_every_list_can_be_searched_and_every_page_opened(client: Client, model: type[Model]) -> None:
    ROWS[model](0)
    row = model._default_manager.first()
    assert client.get(address(model, "changelist"), {"q": "01 99 00 00 01"}).status_code == 200
    assert client.get(address(model, "changelist"), {"q": "durand"}).status_code == 200
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.get(address(model, "add")).status_code in (200, 403)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_a_model_is_hidden_from_whoever_may_not_view_it(model: type[Model]) -> None:
    client = Client()
    client.force_login(StaffFactory())
    assert client.get(address(model, "changelist")).status_code == 403


def test_the_page_of_a_quote_costs_the_same_with_many_donors_and_numbers(client: Client) -> None:
    small, large = QuoteFactory(offered=True), QuoteFactory(offered=True)
    for quote, count in (small, 1), (large, 10):
        QuoteRequestFactory.create_batch(count, quote=quote)
        QuoteLineFactory.create_batch(count, quote=quote)
    client.get(address(Quote, "change", small.pk))
    costs = []
    for quote in small, large:
        with CaptureQueriesContext(connection) as queries:
            client.get(address(Quote, "change", quote.pk))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_numbers_of_a_quote_have_a_list_of_their_own(client: Client) -> None:
    quote = QuoteFactory(offered=True)
    lines = [QuoteLineFactory(quote=quote, position=position) for position in (2, 0, 1)]
    QuoteLineFactory()
    shown = client.get(address(Quote, "change", quote.pk)).content.decode()
    link = f"{address(QuoteLine, 'changelist')}?quote__id__exact={quote.pk}"
    assert f'<a href="{link}">3 numbers</a>' in shown
    assert rows(client, QuoteLine, quote__id__exact=quote.pk) == [lines[1], lines[2], lines[0]]
    assert client.post(address(QuoteLine, "change", lines[0].pk), {"portable": "on"}).status_code == 403


def test_a_quote_and_its_numbers_say_why_in_words(client: Client) -> None:
    quote = QuoteFactory(reasons=[ONE_REASON])
    line = QuoteLineFactory(quote=quote, position=0, portable=False)
    for model, row in (Quote, quote), (QuoteLine, line):
        assert "ported by mobile operators" in client.get(address(model, "change", row.pk)).content.decode()
    other = QuoteLineFactory(quote=quote, position=1)
    assert "mobile operators" not in client.get(address(QuoteLine, "change", other.pk)).content.decode()


@pytest.mark.parametrize("typed", ["0199000077", "01 99 00 00 77", "+33 1 99 00 00 77"])
def test_a_number_in_any_spelling_finds_its_quotes_requests_and_ports(client: Client, typed: str) -> None:
    quote, request = QuoteFactory(), PortInFactory()
    QuoteLineFactory.create_batch(2, quote=quote, number="0199000077", portable=False)
    PortInNumberFactory(port_in=request, national="0199000077")
    port, number = PortFactory(number="0199000077"), NumberFactory(national="0199000077")
    for model, factory in (Quote, QuoteFactory), (PortIn, PortInFactory), (Port, PortFactory), (Number, NumberFactory):
        factory()
        found = {Quote: quote, PortIn: request, Port: port, Number: number}[model]
        assert rows(client, model, q=typed) == [found]


def test_quotes_are_found_by_reference_customer_and_state(client: Client) -> None:
    quote = QuoteFactory(offered=True, external_reference="CRM-88", customer__name="Boulangerie Durand")
    QuoteFactory()
    for query in {"q": quote.reference}, {"q": "crm-88"}, {"q": "durand"}, {"state": QuoteState.OFFERED}:
        assert rows(client, Quote, **query) == [quote]


def test_the_state_of_a_number_or_a_request_cannot_be_typed(client: Client) -> None:
    number, request = NumberFactory(), PortInFactory()
    client.post(address(Number, "change", number.pk), {"state": "available", "customer": CustomerFactory().pk})
    client.post(address(PortIn, "change", request.pk), {"state": "completed", "external_reference": "X-1"})
    after = Number.objects.get()
    assert (after.state, after.customer) == (number.state, number.customer)
    kept = PortIn.objects.get()
    assert (kept.state, kept.external_reference) == (request.state, "X-1")


def test_a_port_is_typed_in_any_spelling(client: Client) -> None:
    typed = {"operator": OperatorFactory().pk, "since": "2026-03-02", "source": "announcement"}
    refused = client.post(address(Port, "add"), typed | {"number": "hello"})
    assert list(refused.context["adminform"].errors) == ["number"]
    assert client.post(address(Port, "add"), typed | {"number": "01 99 00 00 01"}).status_code == 302
    assert Port.objects.get().number == "0199000001"


def price_list(*tiers: tuple[int, str]) -> dict[str, Any]:
    amounts = dict.fromkeys(
        ("request_simple", "request_complex", "live_cutover", "express", "off_hours", "inventory"), "10.00"
    )
    typed = {"name": "2027", "starts_on": "2027-01-01", "vat_rate": "20", "tiers-INITIAL_FORMS": 0, **amounts}
    typed |= {"tiers-TOTAL_FORMS": len(tiers)}
    for n, (start, unit) in enumerate(tiers):
        typed |= {f"tiers-{n}-from_number": start, f"tiers-{n}-unit": unit}
    return typed


def test_a_price_list_comes_with_its_tiers(client: Client) -> None:
    assert client.post(address(PriceList, "add"), price_list((1, "2.00"), (10, "1.00"))).status_code == 302
    assert [tier.from_number for tier in PriceList.objects.get().tiers.all()] == [1, 10]


@pytest.mark.parametrize("tiers", [[(2, "2.00")], []])
def test_a_price_list_that_forgets_the_first_number_is_refused(client: Client, tiers: list[Any]) -> None:
    response = client.post(address(PriceList, "add"), price_list(*tiers))
    assert "a tier from 1" in response.content.decode()
    assert not PriceList.objects.exists()


def test_the_first_tier_cannot_be_deleted(client: Client) -> None:
    kept = PriceListFactory()
    first, second = kept.tiers.all()
    typed = price_list((1, "2.00"), (10, "1.00")) | {"tiers-INITIAL_FORMS": 2, "tiers-0-DELETE": "on"}
    typed |= {f"tiers-{n}-id": tier.pk for n, tier in enumerate([first, second])}
    typed |= {f"tiers-{n}-price_list": kept.pk for n in range(2)}
    assert client.post(address(PriceList, "change", kept.pk), typed).status_code == 200
    assert kept.tiers.count() == 2
