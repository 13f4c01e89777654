"""The register against the clearing house's full file: what differs waits for a person."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bascule.lifecycle import SYSTEM
from bascule.rules import RuleRefused
from operators.exchange.codecs import NEUTRAL
from operators.exchange.envelope import Envelope
from operators.models import ExchangeFile, Operator, RoutingPrefix, Way
from portability.models import Outcome, Port, RegisterDifference
from portability.reconciling import Compared, keep, last_file, listed_in, reconcile, settle
from portability.routing import holdings
from tests.factories import UserFactory
from tests.portability.world import NETWORK_ONLY, NOW, ONCE, PARIS, TAKEN_FROM_US, TWICE

pytestmark = pytest.mark.usefixtures("desk")

FILE_DAY = datetime(2026, 11, 21, 22, 0, tzinfo=PARIS)
LATER = FILE_DAY + timedelta(days=7)
NEW = "0199000400"
REGISTER = {ONCE: "010802", TWICE: "010802", TAKEN_FROM_US: "010800", NETWORK_ONLY: "010802"}
"""What the small world has ported, and under which prefix."""


def full_file(made_at: datetime = FILE_DAY) -> ExchangeFile:
    number = ExchangeFile.objects.count() + 1
    name = f"APNF.BASC.{made_at:%Y%m%d%H%M%S}.{number:06d}.full"
    fields = {"counterpart": "clearing_house", "way": Way.IN, "state": "read", "name": name, "sender": "APNF"}
    moments = dict.fromkeys(["created_at", "updated_at", "state_since", "made_at"], made_at)
    return ExchangeFile.objects.create(number=number, digest=uuid4().hex, **fields, **moments)


def line(number: str, prefix: str, operator: str = "", on: str = "2025-03-03") -> str:
    fields = {"number": number, "prefix": prefix, "operator": operator, "date": on}
    return NEUTRAL.write_line(Envelope(f"F-{number}", "register", "", fields))


def lines(**changes: str) -> list[str]:
    """A file that says what our register says, but for some numbers (national digits after an n); empty: not in it."""
    said = REGISTER | {name.removeprefix("n"): prefix for name, prefix in changes.items()}
    return [line(number, prefix) for number, prefix in said.items() if prefix]


def came(said: Iterable[str], made_at: datetime = FILE_DAY) -> ExchangeFile:
    """A full file came, and was read by the inbox."""
    file = full_file(made_at)
    file.quarantined = keep(file, iter(said), made_at)
    file.lines = file.reached = file.quarantined
    file.save()
    return file


def compared(*extra: str, at: datetime = NOW, made_at: datetime = FILE_DAY, **changes: str) -> Compared:
    came([*lines(**changes), *extra], made_at)
    done = reconcile(at)
    assert done
    return done


def noted() -> set[tuple[str, str, str, str]]:
    rows = RegisterDifference.objects.filter(closed_at=None)
    return set(rows.values_list("number", "kind", "ours", "theirs"))


class TestComparing:
    def test_two_registers_that_agree_leave_nothing(self):
        done = compared()
        assert (done.listed, done.found, done.open) == (4, 0, 0)
        assert not RegisterDifference.objects.exists()

    def test_each_kind_of_difference_is_noted_and_the_register_is_not_touched(self):
        before = list(Port.objects.order_by("pk").values())
        compared(line(NEW, "010801", "SFR0", "2026-11-02"), n0199000200="", n0199000001="010801")
        assert noted() == {
            (NEW, "missing_here", "", "010801"),
            (ONCE, "missing_there", "010802", ""),
            (TWICE, "other_prefix", "010802", "010801"),
        }
        row = RegisterDifference.objects.get(number=NEW)
        assert (row.their_operator, row.their_date, row.found_at) == ("SFR0", date(2026, 11, 2), NOW)
        assert list(Port.objects.order_by("pk").values()) == before

    def test_the_register_is_taken_as_it_was_on_the_day_of_the_file(self):
        prefix = RoutingPrefix.objects.get(prefix="010801")
        for number, since in ((NEW, date(2026, 11, 21)), ("0199000401", date(2026, 11, 22))):
            Port.objects.create(number=number, routing_prefix=prefix, since=since, source="announcement")
        compared()
        assert noted() == {(NEW, "missing_there", "010801", "")}

    @pytest.mark.parametrize(("ended_on", "differs"), [("2026-11-21", True), ("2026-11-22", False)])
    def test_a_number_that_went_back_is_not_ported(self, ended_on, differs):
        Port.objects.filter(number=ONCE).update(ended_on=ended_on)
        compared()
        assert noted() == ({(ONCE, "missing_here", "", "010802")} if differs else set())

    def test_twice_the_same_file_says_nothing_more(self):
        assert compared(n0199000200="").found == 1
        done = reconcile(NOW)
        assert (done.found, done.agreed, done.open) == (0, 0, 1)
        assert RegisterDifference.objects.count() == 1

    def test_what_agrees_again_is_closed_by_itself(self):
        compared(n0199000200="")
        assert compared(at=LATER).agreed == 1
        row = RegisterDifference.objects.get()
        assert (row.outcome, row.closed_at, row.closed_by) == ("agreed", LATER, "system")

    def test_what_is_still_open_says_what_the_last_file_says(self):
        compared(n0199000200="")
        compared(at=LATER, made_at=LATER, n0199000200="010801")
        row = RegisterDifference.objects.get()
        assert (row.kind, row.theirs, row.found_at, row.file.made_at) == ("other_prefix", "010801", NOW, LATER)

    def test_a_number_that_stands_twice_counts_with_its_last_port(self):
        compared(line(ONCE, "010801", on="2020-01-01"))
        assert noted() == set()
        compared(line(ONCE, "010801", on="2026-01-01"))
        assert noted() == {(ONCE, "other_prefix", "010802", "010801")}

    @pytest.mark.parametrize(
        "wrong",
        [
            "zut",
            line("0199", "010801"),
            line(NEW, "10801"),
            line(NEW, "010801", on="2026-13-01"),
            line(NEW, "010801", on="20260101"),
            line(NEW, "010801", "a name that is too long"),
            NEUTRAL.write_line(
                Envelope("X-1", "announcement", "", {"number": NEW, "prefix": "010801", "date": "2026-01-01"})
            ),
        ],
    )
    def test_a_line_that_cannot_be_read_hides_a_number_so_none_is_said_to_be_missing(self, wrong):
        done = compared(wrong, n0199000200="", n0199000001="010801")
        assert (done.unread, done.listed) == (1, 3)
        assert noted() == {(TWICE, "other_prefix", "010802", "010801")}

    def test_a_hidden_number_does_not_close_what_is_open(self):
        compared(n0199000200="")
        assert compared("zut", at=LATER, n0199000200="").agreed == 0
        assert noted() == {(ONCE, "missing_there", "010802", "")}

    def test_an_older_file_does_not_take_the_place_of_a_newer_one(self):
        newer = came(lines(), LATER)
        came(lines(n0199000200=""))
        assert (last_file(), reconcile(LATER).found) == (newer, 0)

    @pytest.mark.parametrize("said", [[], ["zut"]])
    def test_an_empty_file_does_not_empty_the_register(self, said):
        came(lines(n0199000200=""))
        came(said, LATER)
        reconcile(LATER)
        assert noted() == {(ONCE, "missing_there", "010802", "")}

    def test_without_a_file_nothing_is_compared(self):
        assert reconcile(NOW) is None

    def test_its_queries_do_not_grow(self, django_assert_max_num_queries):
        for count in (1, 40):
            extra = [line(f"01990006{number:02}", "010801") for number in range(count)]
            came(extra)
            with django_assert_max_num_queries(26):
                reconcile(NOW)


class TestSettling:
    def difference(self, *extra: str, **changes: str) -> RegisterDifference:
        compared(*extra, **changes)
        return RegisterDifference.objects.get()

    def route(self, number: str) -> str:
        return holdings([number], timezone.localdate(NOW))[number].prefix

    def taken(self, row: RegisterDifference) -> None:
        settled = settle(row, Outcome.TAKEN, by=UserFactory(groups=["supervisor"], username="eve"), now=NOW)
        assert (settled.outcome, settled.closed_by, settled.closed_at) == ("taken", "eve", NOW)

    def test_a_port_that_we_lacked_is_written(self):
        self.taken(self.difference(line(NEW, "010801", "SFR0", "2026-11-02")))
        port = Port.objects.get(number=NEW)
        assert (port.since, port.operator.code, port.source) == (date(2026, 11, 2), "SFR0", "full_file")
        assert self.route(NEW) == "010801"

    @pytest.mark.parametrize("on", ["2026-11-02", "2024-03-04", "2019-01-01"])
    def test_another_prefix_is_written_whatever_its_date(self, on):
        """Newer than ours, of the very same day, older than ours."""
        compared(line(ONCE, "010801", on=on), n0199000200="")
        self.taken(RegisterDifference.objects.get())
        assert self.route(ONCE) == "010801"

    def test_a_port_that_they_lack_ends_on_the_day_of_the_file(self):
        self.taken(self.difference(n0199000200=""))
        assert Port.objects.get(number=ONCE).ended_on == date(2026, 11, 21)
        assert self.route(ONCE) == ""

    @pytest.mark.parametrize(
        "changes", [{"n0199000200": ""}, {"n0199000200": "010801"}, {"n0199000400": "010801"}], ids=str
    )
    def test_what_is_taken_agrees_from_then_on(self, changes):
        self.taken(self.difference(**changes))
        assert (compared(**changes).found, compared(at=LATER, made_at=LATER, **changes).found) == (0, 0)

    def test_what_is_kept_is_not_asked_again_until_it_changes(self):
        settle(self.difference(n0199000200="010801"), Outcome.KEPT, by=SYSTEM, now=NOW)
        assert self.route(ONCE) == "010802"
        assert compared(at=LATER, n0199000200="010801").found == 0
        assert compared(at=LATER, n0199000200="010800").found == 1

    def test_an_operator_that_nobody_knows_leaves_only_the_network(self):
        self.taken(self.difference(line(NEW, "010801", "WHO")))
        assert Port.objects.get(number=NEW).operator is None

    def test_a_prefix_that_nobody_knows_cannot_be_taken(self):
        row = self.difference(line(NEW, "010777"))
        with pytest.raises(RuleRefused) as refused:
            settle(row, Outcome.TAKEN, by=SYSTEM, now=NOW)
        assert refused.value.code == "prefix_unknown"
        assert noted() == {(NEW, "missing_here", "", "010777")}

    def test_only_who_may_settle_may(self):
        row = self.difference(n0199000200="")
        with pytest.raises(PermissionDenied):
            settle(row, Outcome.TAKEN, by=UserFactory(groups=["agent"]), now=NOW)
        assert len(noted()) == 1

    def test_the_second_of_two_is_told_who_was_faster(self):
        row = self.difference(n0199000200="")
        self.taken(row)
        with pytest.raises(RuleRefused, match="eve") as refused:
            settle(row, Outcome.KEPT, by=SYSTEM, now=NOW)
        assert refused.value.code == "already_settled"

    def test_agreement_is_for_the_comparison_to_say(self):
        with pytest.raises(RuleRefused) as refused:
            settle(self.difference(n0199000200=""), Outcome.AGREED, by=SYSTEM, now=NOW)
        assert refused.value.code == "unknown_outcome"


PREFIXES = st.sampled_from(["", "010800", "010801", "010802"])
NUMBERS = [f"05364900{end:02}" for end in range(6)]


@given(ours=st.lists(PREFIXES, min_size=6, max_size=6), theirs=st.lists(PREFIXES, min_size=6, max_size=6).filter(any))
def test_exactly_what_differs_is_noted(ours, theirs):
    Port.objects.all().delete()
    RegisterDifference.objects.all().delete()
    prefixes = {row.prefix: row for row in RoutingPrefix.objects.all()}
    operator = Operator.objects.get(code="FREE")
    Port.objects.bulk_create(
        Port(number=number, routing_prefix=prefixes[prefix], operator=operator, since=date(2025, 1, 1), source="demo")
        for number, prefix in zip(NUMBERS, ours, strict=True)
        if prefix
    )
    said = [line(number, prefix) for number, prefix in zip(NUMBERS, theirs, strict=True) if prefix]
    came(said)
    reconcile(NOW)
    expected = {
        (number, "missing_here" if not we else "missing_there" if not they else "other_prefix", we, they)
        for number, we, they in zip(NUMBERS, ours, theirs, strict=True)
        if we != they
    }
    assert noted() == expected


def test_a_line_is_read_as_the_format_says():
    listed = listed_in("F-1|register||date=2026-11-02|number=0199000400|operator=SFR0|prefix=010801")
    assert listed == ("0199000400", "010801", "SFR0", "2026-11-02")
