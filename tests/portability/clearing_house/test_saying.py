"""What the clearing house hears of a request: every field, every number, and nothing that does not concern it."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bascule.lifecycle import SYSTEM, perform, perform_many
from operators.models import Message, Operator
from operators.tasks import read_inboxes
from portability.models import PortIn
from portability.tasks import send_port_ins
from tests.factories import PortInFactory, PortInNumberFactory
from tests.portability.clearing_house.other_side import FIRST_DAY, accepted, fresh, ordered, ported
from tests.portability.world import NEVER_PORTED, NOW, ONCE, TWICE, business, rio_for


def test_the_request_holds_all_that_a_donor_needs(there):
    customer = business(siret="73282932000074", siren="732829320", line2="bâtiment B")
    request = ordered(ONCE, TWICE, code="F6", customer=customer, window="afternoon")
    send_port_ins(now=NOW)
    [said] = there.heard("port_request")
    assert said.reference == request.reference
    assert said.fields == {
        "address": "12 rue des Lilas bâtiment B",
        "attempt": "1",
        "city": "Paris",
        "customer": "Boulangerie Durand",
        "customer_kind": "business",
        "cutover": "automatic",
        "date": "2026-12-01",
        "donor": "OVH",
        "mandate": "M-1",
        "mandate_signed_on": "2026-11-23",
        "numbers": f"{TWICE},{ONCE}",
        "postal_code": "75011",
        "prefix": "010999",
        "range_holders": f"{TWICE}:FRTE,{ONCE}:FRTE",
        "recipient": "BASC",
        "rios": f"{TWICE}:{rio_for(TWICE, 'F6')},{ONCE}:{rio_for(ONCE, 'F6')}",
        "siren": "732829320",
        "siret": "73282932000074",
        "window": "afternoon",
    }


@pytest.mark.usefixtures("there")
def test_numbers_are_said_in_runs_and_each_run_with_its_range_holder():
    frte = Operator.objects.get(code="FRTE")
    request = PortInFactory(donor=frte, scheduled_on=FIRST_DAY, keep_with_donor=["0199000120", "0199000121"])
    for national in ["0199009998", "0199009999", "0353010000", "0353010001", "0353010005"]:
        PortInNumberFactory(port_in=request, national=national)
    perform(request, "send", by=SYSTEM, now=NOW)
    fields = Message.objects.get(kind="port_request").fields
    assert fields["numbers"] == "0199009998-0199009999,0353010000-0353010001,0353010005"
    assert fields["range_holders"] == "0199009998-0199009999:FRTE,0353010000-0353010001:SFR0,0353010005:SFR0"
    assert fields["kept"] == "0199000120-0199000121"
    assert "rios" not in fields


def test_a_number_ported_again_is_told_to_its_range_holder(there):
    request = ported(there, ONCE, TWICE, code="F6")
    assert [one.fields for one in there.heard("range_holder_notice", request)] == [
        {
            "date": "2026-12-01",
            "donor": "OVH",
            "numbers": f"{TWICE},{ONCE}",
            "prefix": "010999",
            "range_holder": "FRTE",
        }
    ]


def test_a_first_port_needs_no_notice(there):
    ported(there, NEVER_PORTED)
    assert there.heard("range_holder_notice") == []


def test_a_number_that_comes_back_to_us_needs_no_prefix(there):
    request = ported(there, "0465710001", code="F3")
    assert there.last("announcement", request).fields == {
        "date": "2026-12-01",
        "numbers": "0465710001",
        "operator": "BASC",
    }


def test_a_new_day_is_told_and_the_donor_s_own_is_not_told_back(there):
    request = accepted(there, NEVER_PORTED)
    perform(request, "reschedule", by=SYSTEM, now=NOW, scheduled_on=date(2026, 12, 3), window="afternoon")
    read_inboxes(now=NOW)
    assert there.last("schedule").fields == {"date": "2026-12-03", "window": "afternoon"}
    there.says("schedule", request, date="2026-12-07")
    assert (fresh(request).scheduled_on, fresh(request).window) == (date(2026, 12, 7), "afternoon")
    assert request.history.last().reason == "donor_day"
    read_inboxes(now=NOW)
    assert len(there.heard("schedule")) == 1


@pytest.mark.usefixtures("there")
def test_what_is_rolled_back_was_never_said():
    request = ordered(NEVER_PORTED)
    with transaction.atomic():
        perform(request, "send", by=SYSTEM, now=NOW)
        assert Message.objects.count() == 1
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(
    ("state", "move", "facts"),
    [
        ("ordered", "send", {}),
        ("sent", "chase", {}),
        ("ready", "go", {}),
        ("accepted", "reschedule", {"scheduled_on": date(2026, 12, 3)}),
        ("accepted", "cancel", {}),
        ("ready", "execute", {}),
        ("incident", "resolve", {}),
        ("ported", "reverse", {}),
    ],
)
def test_telling_costs_the_same_whatever_the_count(state, move, facts):
    costs, number = [], 199000400
    own, donor = Operator.objects.own(), Operator.objects.get(code="FRTE")
    for count in (1, 1, 10):
        keys = []
        for _ in range(count):
            needed = {"scheduled_on": FIRST_DAY, "ported_on": NOW.date(), "ported_at": NOW, "reversible_until": NOW}
            request = PortInFactory(
                state=state, donor=donor, partner=own, customer__partner=own, routing_prefix="010999", **needed
            )
            number += 1
            PortInNumberFactory(port_in=request, national=f"0{number}", open=state != "ported")
            keys.append(request.pk)
        with CaptureQueriesContext(connection) as queries:
            outcome = perform_many(PortIn.objects.filter(pk__in=keys), move, by=SYSTEM, now=NOW, **facts)
        assert len(outcome.moved) == count
        costs.append(len(queries))
    assert costs[1] == costs[2]
