"""What is checked before a line is ordered, and what the incumbent's server says of it."""

from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from activation.checking import Wanted, check, warnings
from activation.eligibility import LineCheck, Place, check_line, findings_of
from activation.models import FailureReason, Position, Subscription, UnbundlingOrder
from activation.subscribing import subscribe
from bascule.lifecycle import SYSTEM
from bascule.rules import InTheWay, RuleRefused
from operators.exchange.simulator.lines import SPECIAL
from operators.exchange.simulator.lines_server import LinesServer
from tests.activation.factories import ExchangeFactory, OfferFactory, PositionFactory, SubscriptionFactory
from tests.activation.place import LINE, D, at, events, someone
from tests.factories import CustomerFactory, OperatorFactory, PortInFactory, PortInNumberFactory

NOW = at(D)


@pytest.fixture
def server(settings):
    """The eligibility server of the simulator, in a process-wide socket of its own."""
    server = LinesServer(0, natural=False)
    settings.ELIGIBILITY_URL = server.url
    yield server
    server.close()


def wanted(line_number=LINE, **fields):
    offer = fields.pop("offer", None) or OfferFactory()
    customer = fields.pop("customer", None) or CustomerFactory()
    return Wanted(customer, offer, line_number, waived=True, **fields)


def found(demand, **more):
    return [(one.code, one.field) for one in check(demand, now=NOW, **more).verdicts if one.blocks]


def test_a_line_like_any_other(exchange):
    checked = check(wanted(), now=NOW)
    assert (checked.is_orderable, checked.verdicts, checked.exchange) == (True, [], exchange)
    assert not checked.line_check.asked


@pytest.mark.parametrize("number", ["012", "01990000011", "0199OOOOO1", "0612345678", "0800000000", "3999"])
def test_a_number_that_is_that_of_no_line(exchange, number):
    assert found(wanted(number)) == [("line_number_invalid", "line_number")]


def test_copper_has_a_number_and_fibre_may_have_none(exchange):
    assert found(wanted("")) == [("line_number_missing", "line_number")]
    assert found(wanted("", offer=OfferFactory(fibre=True))) == []


def test_the_whole_address(exchange):
    assert found(wanted(customer=CustomerFactory(city=" "))) == [("address_incomplete", "customer.line1")]


def test_an_offer_that_is_sold_no_more(exchange):
    assert found(wanted(offer=OfferFactory(on_sale=False))) == [("offer_not_on_sale", "offer")]


@pytest.mark.parametrize("state", ["prospect", "ordered", "waiting", "active"])
def test_a_line_on_which_somebody_lives(exchange, state):
    SubscriptionFactory(line_number=LINE, **({} if state == "prospect" else {state: True}))
    assert found(wanted()) == [("line_in_use", "line_number")]


def test_who_lives_there_or_is_ported_is_only_named_to_its_own_partner(exchange):
    there = SubscriptionFactory(line_number=LINE)
    port = PortInFactory()
    PortInNumberFactory(port_in=port, national=LINE)
    stranger = CustomerFactory(partner=OperatorFactory())
    said = [verdict.words for verdict in check(wanted(), now=NOW).verdicts if verdict.blocks]
    unsaid = [verdict.words for verdict in check(wanted(customer=stranger), now=NOW).verdicts if verdict.blocks]
    assert [there.reference in said[0], port.reference in said[1]] == [True, True]
    assert unsaid == [
        "A subscription lives on this line already.",
        "This number is being ported by a request of somebody else.",
    ]


def test_a_line_on_which_somebody_lived(exchange):
    SubscriptionFactory(line_number=LINE, cancelled=True)
    assert found(wanted()) == []


def test_a_number_that_is_being_ported_by_itself(exchange):
    port = PortInFactory()
    PortInNumberFactory(port_in=port, national=LINE)
    assert found(wanted()) == [("open_port", "port_in")]
    assert found(wanted(port_in=port)) == []


def test_an_exchange_closed_to_copper_on_the_day_of_the_order(exchange):
    exchange.copper_closed_on = date(2026, 11, 24)
    exchange.save()
    assert found(wanted()) == [("copper_closed", "offer")]
    assert found(wanted(offer=OfferFactory(fibre=True))) == []
    exchange.copper_closed_on = date(2026, 11, 25)
    exchange.save()
    assert found(wanted()) == []


def test_a_withdrawal_period_may_last_beyond_the_last_day_of_copper(exchange):
    exchange.copper_closed_on = date(2026, 12, 7)
    exchange.save()
    held = wanted()
    held.waived = False
    assert found(held) == [("copper_closed", "offer")]


def test_no_position_is_free(exchange):
    Position.objects.update(state="faulty")
    assert found(wanted()) == [("saturated", "exchange")]


def test_where_nobody_knows_the_exchange_it_is_chosen(exchange):
    far = CustomerFactory(postal_code="29000")
    assert found(wanted(customer=far)) == [("exchange_unknown", "exchange")]
    assert check(wanted(customer=far, exchange=exchange), now=NOW).exchange == exchange
    ExchangeFactory(postal_codes=["7501"])
    assert found(wanted()) == [("exchange_unknown", "exchange")]


def test_nothing_is_written_of_what_is_refused(exchange):
    with pytest.raises(RuleRefused) as refused:
        someone(line_number="0612345678")
    assert (refused.value.code, refused.value.field) == ("line_number_invalid", "line_number")
    assert not Subscription.objects.exists()
    assert not Position.objects.exclude(state="free").exists()


def test_somebody_was_faster(exchange):
    """Both were checked before either was written: the database says no."""
    from activation import subscribing

    demand, late = wanted(), wanted()
    checked = check(late, now=NOW)
    subscribing.subscribe(demand.customer, demand.offer, LINE, channel="web", by=SYSTEM, now=NOW)
    with pytest.raises(InTheWay) as refused:
        subscribing.keep(late, checked, None, {"channel": "web"}, by=SYSTEM, now=NOW)
    assert refused.value.field == "line_number"
    assert UnbundlingOrder.objects.count() == 1


def test_who_subscribes_is_a_prospect_with_an_order(exchange):
    customer = CustomerFactory()
    subscription = subscribe(
        customer, OfferFactory(), LINE, channel="phone", external_reference="W-1", wanted_on=D, by=SYSTEM, now=NOW
    )
    assert events(subscription) == ["prospect"]
    assert (subscription.reference, subscription.partner) == ("SU-2026-000001", customer.partner)
    assert (subscription.channel, subscription.external_reference) == ("phone", "W-1")
    assert subscription.expected_on == date(2026, 12, 14)
    assert subscription.line_check == {}


def test_what_the_server_says_is_kept_and_decides_on_the_exchange(server, exchange):
    ExchangeFactory(postal_codes=["75"])
    subscription = someone(line_number="0199009904", waived=True)
    assert subscription.exchange == exchange
    assert subscription.line_check["exchange"] == "75LIL"
    assert subscription.line_check["findings"] == ["E-INACTIVE"]


def test_an_agent_who_knows_better_chooses_the_exchange(server, exchange):
    other = ExchangeFactory()
    PositionFactory(strip__dslam__exchange=other)
    checked = check(wanted(exchange=other), now=NOW)
    assert (checked.exchange, checked.line_check.exchange) == (other, exchange.code)
    assert [(one.code, one.field) for one in warnings(checked)] == [("exchange_differs", "exchange")]
    assert warnings(check(wanted(exchange=exchange), now=NOW)) == []


def test_findings_refuse_or_warn(server, exchange):
    checked = check(wanted("0199009904"), now=NOW)
    assert checked.is_orderable
    assert [one.code for one in warnings(checked)] == ["inactive_line"]
    assert found(wanted("0199009909")) == [("too_long", "")]
    assert found(wanted("0199009902")) == [("address_mismatch", "line_number")]
    assert ("unknown_number", "line_number") in found(wanted("0199009901"))


def test_what_stands_in_the_way_is_data(server, exchange):
    FailureReason.objects.filter(code="too_long").update(blocks_an_order=False)
    assert found(wanted("0199009909")) == []


def test_closed_to_copper_by_the_server_s_word(server, exchange):
    assert found(wanted("0199009919")) == [("copper_closed", "offer")]


def test_a_line_without_fibre(server, exchange):
    codes = [code for code, _field in found(wanted("0199009920", offer=OfferFactory(fibre=True)))]
    assert "technology_unavailable" in codes


def place_for(number):
    return Place(number, "75011", "12 rue des Lilas", "copper", D)


@pytest.mark.parametrize("number", [LINE, *SPECIAL])
def test_the_embedded_simulator_says_the_same_as_its_server(server, settings, number, db):
    over_http = check_line(place_for(number))
    assert over_http.asked
    settings.ELIGIBILITY_URL = "simulator:"
    if number in SPECIAL:
        assert check_line(place_for(number)) == over_http


def test_nobody_to_ask(settings):
    settings.ELIGIBILITY_URL = ""
    assert check_line(place_for(LINE)) == LineCheck()


def test_a_server_that_is_not_there_warns(settings, exchange):
    settings.ELIGIBILITY_URL = "http://127.0.0.1:9"
    checked = check(wanted(), now=NOW)
    assert checked.is_orderable
    assert [one.code for one in warnings(checked)] == ["unreachable"]


class Strange(BaseHTTPRequestHandler):
    def do_GET(self):
        status, body = self.server.says
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.mark.parametrize(
    "says",
    [
        (500, b"{}"),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"exchange": "75LIL", "technologies": [], "findings": []}'),
        (200, b'{"exchange": null, "technologies": null, "findings": []}'),
        (200, b'{"exchange": null, "technologies": [], "findings": [], "copper_closed_on": "soon"}'),
    ],
)
def test_a_server_that_talks_nonsense_warns(settings, says):
    with ThreadingHTTPServer(("127.0.0.1", 0), Strange) as server:
        server.says = says
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        settings.ELIGIBILITY_URL = f"http://127.0.0.1:{server.server_address[1]}"
        assert check_line(place_for(LINE)).findings == ("unreachable",)
        server.shutdown()
        thread.join()


def test_a_finding_that_nobody_has_mapped_warns_in_its_own_words(db):
    [finding] = findings_of(["E-MOON"])
    assert (finding.code, finding.blocks) == ("unknown", False)
    assert finding.words.endswith(": E-MOON")
