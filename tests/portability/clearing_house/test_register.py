"""The register and our stock after ports of ours, their reversal, and the ports of others."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bascule.lifecycle import SYSTEM, perform
from operators.exchange.handlers import HANDLERS
from operators.models import Message, Operator
from portability.models import Number, Port, Restoration
from portability.routing import holdings
from tests.factories import NumberFactory, PortInFactory, PortInNumberFactory
from tests.portability.clearing_house.other_side import FIRST_DAY, at, ported, quarantined
from tests.portability.world import NETWORK_ONLY, NEVER_PORTED, NOW, ONCE, TAKEN_FROM_US

LATER = date(2026, 12, 2)


def rows(number):
    values = "operator__code", "routing_prefix__prefix", "since", "ended_on", "source"
    return list(Port.objects.filter(number=number).order_by("since").values_list(*values))


def route(number, day=FIRST_DAY):
    held = holdings([number], day)[number]
    return (held.operator.code if held.operator else None), held.prefix


def test_a_first_port_is_one_row_and_a_number_in_service(there):
    request = ported(there, NEVER_PORTED)
    assert rows(NEVER_PORTED) == [("BASC", "010999", FIRST_DAY, None, "own_request")]
    number = Number.objects.get(national=NEVER_PORTED)
    assert (number.state, number.customer_id) == ("active", request.customer_id)
    assert number.history.get().event == "number.activated"


def test_a_subsequent_port_follows_the_earlier_one(there):
    ported(there, ONCE, code="F6")
    assert [row[:4] for row in rows(ONCE)] == [
        ("OVH", "010802", date(2024, 3, 4), None),
        ("BASC", "010999", FIRST_DAY, None),
    ]
    assert route(ONCE) == ("BASC", "010999")


def test_a_number_that_comes_back_to_us_ends_its_last_port_and_works_again(there):
    NumberFactory(national=TAKEN_FROM_US, state="ported_out", customer=None)
    ported(there, TAKEN_FROM_US, code="F3")
    assert rows(TAKEN_FROM_US) == [("FREE", "010800", date(2022, 6, 1), FIRST_DAY, "announcement")]
    assert route(TAKEN_FROM_US) == ("BASC", "")
    assert Number.objects.get(national=TAKEN_FROM_US).state == "active"


def request_of(partner, national, prefix="010999", state="ready"):
    own = Operator.objects.get(code=partner)
    request = PortInFactory(
        state=state,
        partner=own,
        customer__partner=own,
        donor=Operator.objects.get(code="FRTE"),
        routing_prefix=prefix,
        scheduled_on=FIRST_DAY,
    )
    PortInNumberFactory(port_in=request, national=national)
    return request


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(("partner", "prefix"), [("TINY", "010999"), ("NWOT", "010899")])
def test_a_partner_s_port_is_the_partner_s(partner, prefix):
    perform(request_of(partner, NEVER_PORTED, prefix), "execute", by=SYSTEM, now=NOW)
    assert route(NEVER_PORTED, NOW.date()) == (partner, prefix)
    assert not Number.objects.exists()


@pytest.mark.parametrize(("day", "source"), [(FIRST_DAY, "own_request"), (LATER, "own_request")])
def test_undoing_a_first_port_gives_the_number_back_to_its_range_holder(there, day, source):
    request = ported(there, NEVER_PORTED)
    perform(request, "reverse", by=SYSTEM, now=at(day, 10))
    assert rows(NEVER_PORTED) == [("BASC", "010999", FIRST_DAY, day, source)]
    assert route(NEVER_PORTED, day) == ("FRTE", "")


@pytest.mark.parametrize("day", [FIRST_DAY, LATER])
def test_undoing_a_subsequent_port_gives_the_earlier_route_back(there, day):
    request = ported(there, ONCE, code="F6")
    perform(request, "reverse", by=SYSTEM, now=at(day, 10))
    assert route(ONCE, day) == ("OVH", "010802")
    assert route(ONCE, date(2027, 1, 1)) == ("OVH", "010802")
    earlier = [("OVH", "010802", date(2024, 3, 4), None)]
    between = [("BASC", "010999", FIRST_DAY, None), ("OVH", "010802", LATER, None)] if day == LATER else []
    assert [row[:4] for row in rows(ONCE)] == earlier + between
    there.says_all([], at(day, 11))
    assert there.last("announcement", request).fields == {
        "date": day.isoformat(),
        "numbers": ONCE,
        "operator": "OVH",
        "prefix": "010802",
    }


@pytest.mark.parametrize("day", [FIRST_DAY, LATER])
def test_undoing_a_port_back_gives_the_number_to_its_last_operator_again(there, day):
    request = ported(there, TAKEN_FROM_US, code="F3")
    perform(request, "reverse", by=SYSTEM, now=at(day, 10))
    assert route(TAKEN_FROM_US, day) == ("FREE", "010800")
    assert Number.objects.get(national=TAKEN_FROM_US).state == "ported_out"


def test_undoing_leaves_alone_a_number_that_has_moved_on(there):
    request = ported(there, NEVER_PORTED)
    announce(there, NEVER_PORTED, "010801", "SFR0", "2026-12-02")
    perform(request, "reverse", by=SYSTEM, now=at(LATER, 10))
    assert route(NEVER_PORTED, LATER) == ("SFR0", "010801")


def test_undoing_what_was_never_executed_touches_no_route(there):
    request = request_of("BASC", NEVER_PORTED, state="incident")
    perform(request, "reverse", by=SYSTEM, now=NOW)
    there.says_all([])
    assert [one.kind for one in there.heard()] == ["reversal"]
    assert rows(NEVER_PORTED) == []


# Other people's ports.


def announce(there, numbers, prefix="", operator="", day="2026-11-23"):
    fields = {"numbers": numbers, "prefix": prefix, "operator": operator, "date": day}
    there.says("announcement", "X-1", **{name: value for name, value in fields.items() if value})


def test_an_announcement_is_a_row_for_each_number(there):
    announce(there, "0199000500-0199000502", "010801", "SFR0")
    assert rows("0199000501") == [("SFR0", "010801", NOW.date(), None, "announcement")]
    assert Port.objects.filter(number__startswith="01990005").count() == 3


@pytest.mark.parametrize("operator", ["", "ZZZZ"])
def test_the_operator_may_be_unknown(there, operator):
    announce(there, NEVER_PORTED, "010801", operator)
    assert rows(NEVER_PORTED)[0][:2] == (None, "010801")


def test_the_same_announcement_twice_changes_nothing(there):
    for _twice in (1, 2):
        announce(there, NEVER_PORTED, "010801", "SFR0")
    announce(there, NEVER_PORTED, "010801")
    assert rows(NEVER_PORTED) == [("SFR0", "010801", NOW.date(), None, "announcement")]


def test_our_own_announcement_that_comes_back_changes_nothing(there):
    ported(there, NEVER_PORTED)
    before = rows(NEVER_PORTED)
    announce(there, NEVER_PORTED, "010999", "BASC", "2026-12-01")
    announce(there, NEVER_PORTED, "010999", "", "2026-12-01")
    assert rows(NEVER_PORTED) == before


def test_the_last_word_about_a_day_counts(there):
    announce(there, NEVER_PORTED, "010801", "SFR0")
    announce(there, NEVER_PORTED, "010802", "OVH")
    assert [row[:2] for row in rows(NEVER_PORTED)] == [("OVH", "010802")]


def test_a_number_that_went_back(there):
    for _twice in (1, 2):
        announce(there, ONCE)
    assert rows(ONCE) == [("OVH", "010802", date(2024, 3, 4), NOW.date(), "announcement")]
    assert route(ONCE) == ("FRTE", "")
    announce(there, NEVER_PORTED)
    assert rows(NEVER_PORTED) == []


def test_an_announcement_heard_late_does_not_undo_the_return_that_followed(there):
    announce(there, ONCE, day="2026-11-20")
    announce(there, ONCE, "010801", "SFR0", "2026-10-01")
    announce(there, ONCE, "010802", "OVH", "2024-03-04")
    assert route(ONCE) == ("FRTE", "")


@pytest.mark.parametrize(
    ("prefix", "operator", "alarm"),
    [
        ("010801", "SFR0", True),
        ("010801", "", True),
        ("", "", True),
        ("010999", "TINY", True),
        ("010999", "BASC", False),
        ("010999", "", False),
    ],
)
def test_a_number_that_we_serve_is_never_taken_in_silence(there, prefix, operator, alarm):
    """The register follows, for everybody's calls do; a file of a wrongful port says so to people."""
    request = ported(there, NEVER_PORTED)
    announce(there, NEVER_PORTED, prefix, operator, "2026-12-02")
    assert list(Restoration.objects.values_list("numbers", flat=True)) == ([[NEVER_PORTED]] if alarm else [])
    assert route(NEVER_PORTED, LATER)[1] == prefix
    assert Number.objects.get().customer_id == request.customer_id
    before = rows(NEVER_PORTED)
    announce(there, NEVER_PORTED, prefix, operator, "2026-12-02")
    assert rows(NEVER_PORTED) == before
    assert Restoration.objects.count() == alarm
    assert quarantined() == []


def test_port_and_return_in_one_file(there):
    said = [
        ("announcement", "X-1", {"numbers": NEVER_PORTED, "prefix": "010801", "date": "2026-11-20"}),
        ("announcement", "X-2", {"numbers": NEVER_PORTED, "date": "2026-11-22"}),
    ]
    there.says_all(said)
    assert rows(NEVER_PORTED) == [(None, "010801", date(2026, 11, 20), date(2026, 11, 22), "announcement")]


@pytest.mark.parametrize(
    "fields",
    [
        {"numbers": NEVER_PORTED, "date": "2026-11-23", "prefix": "999999"},
        {"numbers": NEVER_PORTED, "prefix": "010801"},
        {"date": "2026-11-23", "prefix": "010801"},
        {"numbers": "12", "date": "2026-11-23", "prefix": "010801"},
        {"numbers": NEVER_PORTED, "date": "9999-12-31", "prefix": "010801"},
    ],
)
def test_an_announcement_that_cannot_be(there, fields):
    before = Port.objects.count()
    there.says("announcement", "X-9", **fields)
    assert quarantined() == [("X-9", "bad_field")]
    assert Port.objects.count() == before


@pytest.mark.usefixtures("there")
def test_announcements_cost_the_same_whatever_their_count():
    costs = []
    for count in (1, 10, 500):
        said = [
            Message(
                message_id=f"S-{count}-{i}",
                kind="announcement",
                fields={"numbers": f"019900{5000 + i:04}", "prefix": "010801", "date": f"2026-11-{count % 20 + 1:02}"},
            )
            for i in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert HANDLERS["clearing_house", "announcement"](said, NOW) == {}
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[2] <= costs[0] + 4, "rows are written by the hundred"
    assert announced() == 500


def announced():
    return Port.objects.filter(number__range=("0199005000", "0199005499")).values("number").distinct().count()


def test_a_network_that_gains_its_operator(there):
    announce(there, NETWORK_ONLY, "010802", "OVH", "2025-01-08")
    assert [row[:2] for row in rows(NETWORK_ONLY)] == [("OVH", "010802")]
