"""What the demonstration holds: a past for every rule, and the examples of the documentation."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from bascule.models import History
from operators.models import Customer, Operator, Source
from operators.numbering import parse_numbers, parse_paste
from portability import rio
from portability.demo.loading import load
from portability.models import (
    Number,
    NumberReturn,
    PortIn,
    PortInNumber,
    PortOut,
    Quote,
    QuoteLine,
    Restoration,
)
from portability.models.number import NumberState
from portability.models.port_in_state import PortInState
from portability.models.quote import PortKind, QuoteState
from portability.quoting.asked import Asked
from portability.quoting.assess import assess
from portability.quoting.assessment import Assessment
from portability.routing import Holding, holdings
from tests.factories import ApiKeyFactory, client_of

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=timezone.get_default_timezone())
TWICE, ONCE, NETWO, NETWORK_ONLY = "0199000001", "0199000010", "0199000002", "0199000300"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once for all these tests, which only look."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(NOW)
        yield
        transaction.set_rollback(True)


def holding(national: str) -> Holding:
    return holdings([national], TODAY)[national]


def quoted(*texts: str, partner: str = "BASC", **asked: Any) -> Assessment:
    operator = Operator.objects.get(code=partner)
    customer = Customer(partner=operator, name="A test", postal_code="75011")
    return assess(Asked(operator, customer, parse_numbers(texts), **asked), NOW)


def test_our_own_operator_has_its_prefix_and_lends_it() -> None:
    own = Operator.objects.own()
    assert own.prefixes.filter(prefix="010999").exists()
    assert Operator.objects.get(code="VFIC").porting_provider == own
    assert not Operator.objects.exclude(source=Source.DEMO).exists()


def test_the_quote_of_the_documentation() -> None:
    whole = quoted(TWICE, "0199000010-0199000019", rios={TWICE: "F6R12345648M"})
    [request] = whole.requests
    assert (request.donor.code, len(request.numbers), request.kind, request.type) == (
        "OVH",
        11,
        "subsequent",
        "complex",
    )
    assert str(whole.price.total) == "95.00"
    assert dict(whole.price.options) == {"live_cutover": 40, "express": 60, "off_hours": 90}
    assert whole.verdicts[0].number.rio_status == "valid"
    assert [holder.name for holder in whole.verdicts[0].number.chain] == ["Orange", "SFR", "OVH"]
    assert whole.case.routing.prefix == "010999"
    assert (whole.earliest_date, whole.expected_date) == (date(2026, 12, 1), date(2026, 12, 11))


def test_numbers_of_every_kind_can_be_looked_up() -> None:
    assert (holding(NETWO).operator.code, holding(NETWO).routed_digits) == ("NWOT", "10899199000002")
    assert (holding(ONCE).operator.code, holding(ONCE).prefix) == ("OVH", "010021")
    assert (holding(NETWORK_ONLY).operator, holding(NETWORK_ONLY).network.code) == (None, "SFR0")
    assert (holding("0199000600").operator.code, holding("0199000600").hops) == ("FRTE", [])
    assert (holding("0199000100").operator.code, holding("0199000100").hops) == ("FRTE", [])


def test_every_rule_that_needs_a_past_has_one() -> None:
    assert codes(quoted(NETWORK_ONLY)) >= {"donor_unknown"}
    assert codes(quoted("0199000900")) >= {"open_request"}
    assert codes(quoted("0465712001")) >= {"already_ours"}
    assert codes(quoted("0199001000")) >= {"already_ours"}
    assert codes(quoted("0199000100", partner="VFIC")) >= {"no_own_prefix"}
    [request] = quoted("0465712100").requests
    assert (request.donor.code, request.kind) == ("FREE", PortKind.PORT_BACK)


def codes(whole: Assessment) -> set[str]:
    return {item.given.code for item in whole.reasons}


def test_the_register_agrees_with_the_requests_that_brought_numbers_to_us() -> None:
    done = PortInNumber.objects.filter(port_in__state=PortInState.COMPLETED)
    given_back = Number.objects.filter(state=NumberState.RETURNED).values("national")
    brought = list(done.exclude(national__in=given_back).values_list("national", flat=True))
    holders = holdings(brought, TODAY)
    assert {found.operator.code for found in holders.values()} == {"BASC"}
    served = Number.objects.filter(state__in=[NumberState.ACTIVE, NumberState.QUARANTINED])
    assert served.among(brought).count() == len(brought)
    for request in PortIn.objects.filter(state=PortInState.COMPLETED).prefetch_related("numbers"):
        assert {
            holdings([one.national], request.ordered_on)[one.national].operator for one in request.numbers.all()
        } == {(request.donor.pk, request.donor.code, request.donor.name)}


def test_lists_look_alive() -> None:
    states = dict(Quote.objects.order_by().values_list("state").annotate(Count("pk")))
    assert set(states) == set(QuoteState)
    assert set(Quote.objects.values_list("type", flat=True)) >= {"simple", "complex"}
    assert Quote.objects.filter(expires_at__date=TODAY, state=QuoteState.OFFERED).exists()
    assert Quote.objects.filter(partner__code="NWOT").exists()
    assert Quote.objects.filter(inventory_diff__isnull=False).exists()
    assert set(History.objects.values_list("by", flat=True)) >= {
        "agent",
        "superviseur",
        "system",
        "key NWOT demonstration",
    }
    assert PortIn.objects.open().count() == 3


def test_every_rio_of_the_story_fits_but_those_meant_not_to() -> None:
    given = QuoteLine.objects.exclude(rio="").values_list("rio", "number")
    assert given
    assert all(rio.verify(statement, number) for statement, number in given)


def test_other_operators_ask_for_numbers_of_ours() -> None:
    waiting = PortOut.objects.to_answer()
    assert waiting.count() >= 3
    failed = set(waiting.filter(checks__verdict="failed").values_list("checks__code", flat=True))
    assert {"rio", "identity", "hosted_prefix"} <= failed


def test_numbers_at_the_end_of_their_life_and_a_wrongful_port_are_there() -> None:
    """The screens of returns and of wrongful ports have something to show, and Today tells what is due."""
    found = set(NumberReturn.objects.values_list("way", "state"))
    assert found == {("owed", "quarantined"), ("owed", "returned"), ("due_to_us", "due")}
    assert Restoration.objects.open().count() == 1


def test_the_offer_of_the_first_tour_can_be_ordered():
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text()
    [pasted] = re.findall(r"and paste:\n\n```\n(.*?)```", readme, re.DOTALL)
    [main] = re.findall(r"Give `([\d ]+)` as the main number", readme)
    operator = Operator.objects.get(code="BASC")
    customer = Customer(partner=operator, name="A test", postal_code="75011")
    whole = assess(Asked(operator, customer, parse_paste(pasted), main_number=main.replace(" ", "")), NOW)
    assert (len(whole.portable), whole.case.rio_is_required) == (11, False)


def test_a_partner_s_first_quote_and_order_run_as_they_stand(monday):
    document = Path(__file__).resolve().parents[2] / "docs" / "api.md"
    quote, order, *_others = (json.loads(body) for body in re.findall(r"-d '({.*?})'", document.read_text(), re.DOTALL))
    partner = client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["quotes:write"]))
    offer = partner.post("/api/v1/quotes/", quote).json()
    answer = partner.post(f"/api/v1/quotes/{offer['id']}/order/", order)
    assert (answer.status_code, answer.json().get("code")) == (201, None)
