"""Wrongful ports: a file with its clock; restored, the register, our stock and everybody else follow."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform
from bascule.rules import RuleRefused
from operators.models import Message, Operator
from portability import tasks
from portability.models import Number, Port, PortOut, PortOutNumber, Restoration
from portability.models.number_return import RestorationSide, RestorationState
from portability.restorations import open_file, suspect
from portability.routing import holdings
from tests.factories import NumberFactory, PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.world import NOW, PARIS, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

OURS, OURS_TOO = "0465712000", "0465712001"
PORTED_IN = "0199000500"
THEIRS = "0199000600"
FROM_US, BY_US = RestorationSide.TAKEN_FROM_US, RestorationSide.TAKEN_BY_US


def operator(code: str) -> Operator:
    return Operator.objects.get(code=code)


def leads(number: str, code: str, prefix: str, since: date = TODAY) -> None:
    """The register says that a number leads there from a day on."""
    owner = operator(code)
    route = owner.prefixes.get(prefix=prefix)
    Port.objects.create(number=number, operator=owner, routing_prefix=route, since=since, source="announcement")


def where(number: str) -> tuple[str, str]:
    held = holdings([number], TODAY)[number]
    return (held.operator.code if held.operator else "", held.prefix)


@pytest.fixture
def taken():
    """A number of our range that works for a customer, and that OVH has announced."""
    number = NumberFactory(national=OURS)
    leads(OURS, "OVH", "010802")
    return number


@pytest.fixture
def opened(taken):
    return suspect([OURS], operator("OVH"), NOW)


def test_a_suspicion_opens_a_file_with_a_clock_of_seven_working_days(opened):
    assert (opened.side, opened.partner.code, opened.numbers) == (FROM_US, "OVH", [OURS])
    assert opened.reference.startswith("RF-2026-")
    assert opened.due_at == datetime(2026, 12, 3, 0, 0, tzinfo=PARIS)
    assert list(opened.history.values_list("event", "by")) == [("restoration.open", "system")]


def test_a_number_is_in_one_open_file_at_a_time(opened):
    assert suspect([OURS], operator("OVH"), NOW) is None
    other = suspect([OURS, OURS_TOO], operator("FREE"), NOW)
    assert other.numbers == [OURS_TOO]


def test_a_settled_file_does_not_stop_the_next_one(opened):
    perform(opened, "reject", by=SYSTEM, now=NOW)
    assert suspect([OURS], operator("OVH"), NOW) is not None


def test_it_names_the_request_that_we_refused(taken):
    port_out = PortOut(
        partner=operator("OVH"), state="refused", door="api", scheduled_on=TODAY, received_at=NOW - timedelta(days=9)
    ).begin(NOW)
    port_out.save(force_insert=True)
    PortOutNumber.objects.create(port_out=port_out, national=OURS)
    assert suspect([OURS], operator("OVH"), NOW).port_out == port_out


class TestRestored:
    def test_a_number_of_our_range_leads_to_us_without_prefix(self, opened):
        assert where(OURS) == ("OVH", "010802")
        perform(opened, "restore", by=UserFactory(groups=["agent"]), now=NOW)
        assert where(OURS) == ("BASC", "")
        assert Number.objects.get().state == "active"
        said = Message.objects.get()
        assert (said.kind, said.reference) == ("announcement", opened.reference)
        assert said.fields == {"date": TODAY.isoformat(), "numbers": OURS, "operator": "BASC"}

    def test_a_number_that_had_been_ported_here_has_its_prefix_again(self):
        leads(PORTED_IN, "BASC", "010999", date(2025, 3, 3))
        NumberFactory(national=PORTED_IN)
        leads(PORTED_IN, "OVH", "010802")
        opened = suspect([PORTED_IN], operator("OVH"), NOW)
        perform(opened, "restore", by=SYSTEM, now=NOW + timedelta(days=1))
        tomorrow = TODAY + timedelta(days=1)
        assert holdings([PORTED_IN], tomorrow)[PORTED_IN].prefix == "010999"
        assert Message.objects.get().fields["prefix"] == "010999"

    def test_what_had_left_our_stock_works_again_for_its_customer(self, taken):
        customer = taken.customer
        perform(taken, "leave", by=SYSTEM, now=NOW)
        opened = suspect([OURS], operator("OVH"), NOW)
        perform(opened, "restore", by=SYSTEM, now=NOW)
        number = Number.objects.get()
        assert (number.state, number.customer) == ("active", customer)

    def test_what_we_took_goes_back_where_it_was(self):
        leads(THEIRS, "OVH", "010802", date(2024, 1, 8))
        leads(THEIRS, "BASC", "010999", TODAY - timedelta(days=3))
        NumberFactory(national=THEIRS)
        line = PortInNumberFactory(national=THEIRS, port_in=PortInFactory(donor=operator("OVH")))
        opened = open_file([THEIRS], operator("OVH"), BY_US, by=SYSTEM, now=NOW)
        assert opened.port_in == line.port_in
        perform(opened, "restore", by=SYSTEM, now=NOW)
        assert where(THEIRS) == ("OVH", "010802")
        assert Number.objects.get().state == "ported_out"
        assert Message.objects.get().fields["operator"] == "OVH"

    def test_what_we_took_from_its_range_holder_goes_home(self):
        leads(THEIRS, "BASC", "010999", TODAY - timedelta(days=3))
        opened = open_file([THEIRS], operator("FRTE"), BY_US, by=SYSTEM, now=NOW)
        perform(opened, "restore", by=SYSTEM, now=NOW)
        assert where(THEIRS) == ("FRTE", "")
        assert "operator" not in Message.objects.get().fields

    def test_what_leads_to_us_already_is_announced_by_nobody(self, opened):
        Port.objects.filter(number=OURS).update(ended_on=TODAY)
        perform(opened, "restore", by=SYSTEM, now=NOW)
        assert not Message.objects.exists()

    def test_a_file_closes_by_itself_once_its_numbers_are_back(self, opened):
        tasks.close_restorations(now=NOW)
        assert Restoration.objects.get().state == RestorationState.OPEN
        Port.objects.filter(number=OURS).update(ended_on=TODAY)
        assert tasks.close_restorations(now=NOW).startswith("1")
        assert Restoration.objects.get().state == RestorationState.RESTORED
        assert tasks.close_restorations(now=NOW).startswith("0")

    def test_a_port_that_was_not_wrongful_stays(self, opened):
        perform(opened, "reject", by=UserFactory(groups=["agent"]), now=NOW)
        assert where(OURS) == ("OVH", "010802")
        assert not Message.objects.exists()
        with pytest.raises(TransitionNotAllowed):
            perform(Restoration.objects.get(), "restore", by=SYSTEM, now=NOW)

    @pytest.mark.parametrize("move", ["restore", "reject"])
    def test_only_who_may(self, opened, move):
        with pytest.raises(PermissionDenied):
            perform(opened, move, by=UserFactory(groups=["partner manager"]), now=NOW)


class TestByHand:
    @pytest.mark.parametrize(
        ("numbers", "other", "side", "code", "field"),
        [
            ([OURS], "BASC", FROM_US, "other_is_us", "other"),
            ([THEIRS], "OVH", FROM_US, "never_ours", "numbers"),
            ([THEIRS], "OVH", BY_US, "not_here", "numbers"),
            ([OURS, OURS_TOO], "OVH", FROM_US, "already_open", "numbers"),
        ],
        ids=["us", "never ours", "not here", "open already"],
    )
    def test_what_cannot_be_is_refused(self, opened, numbers, other, side, code, field):
        with pytest.raises(RuleRefused) as refused:
            open_file(numbers, operator(other), side, by=SYSTEM, now=NOW)
        assert (refused.value.code, refused.value.field) == (code, field)
        assert Restoration.objects.count() == 1


def test_many_files_cost_what_one_costs(django_assert_max_num_queries):
    def files(numbers: list[str]) -> None:
        for number in numbers:
            NumberFactory(national=number)
            leads(number, "OVH", "010802")
            suspect([number], operator("OVH"), NOW)

    files(["0465712100"])
    Port.objects.update(ended_on=TODAY)
    with django_assert_max_num_queries(60) as one:
        tasks.close_restorations(now=NOW)
    files([f"046571{number}" for number in range(2200, 2210)])
    Port.objects.update(ended_on=TODAY)
    with django_assert_max_num_queries(len(one)):
        tasks.close_restorations(now=NOW)
    assert Restoration.objects.filter(state=RestorationState.RESTORED).count() == 11
