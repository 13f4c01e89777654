"""Whatever files come, in whatever order: what we hold open is what the last one says, and nothing is lost."""

from datetime import date
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from operators.arcep.reconcile import Changes, Held, Row, compare, withdraw
from operators.models import Source

DAY = date(2026, 11, 22)
DAYS = [date(2017, 1, 1), date(2020, 1, 1), date(2026, 1, 1)]
SOURCES = [Source.ARCEP, Source.DEMO]


def row(key: str, holder: str, since: date, last: str) -> Row:
    return Row(key, (key, since, holder), since, (key, holder, since, last))


rows = st.builds(row, st.sampled_from("abc"), st.sampled_from("XY"), st.sampled_from(DAYS), st.sampled_from("12"))
says = st.lists(rows, unique_by=lambda found: found.key)
imports = st.lists(st.tuples(st.sampled_from(SOURCES), says), min_size=1, max_size=6)


class Memory:
    """A table, as far as an import knows it."""

    def __init__(self) -> None:
        self.held: dict[int, Held] = {}
        self.pks = count(1)

    def load(self, source: str, wanted: list[Row]) -> Changes:
        changes = compare(wanted, list(self.held.values()), source)
        withdraw(changes, list(self.held.values()), {found.key for found in wanted}, source, DAY)
        touched = [held.pk for held in changes.written]
        assert len(set(touched)) == len(touched), "one row is written twice"
        for held in changes.written:
            assert held.pk in self.held
            self.held[held.pk] = held
        for held in changes.new:
            pk = next(self.pks)
            self.held[pk] = held._replace(pk=pk)
        return changes

    def open(self, source: str | None = None) -> list[Row]:
        held = [found for found in self.held.values() if found.withdrawn_on is None]
        return [found.row for found in held if source in (None, found.source)]


@given(imports)
def test_what_we_hold_open_of_arcep_is_what_its_last_file_says(files: list[tuple[str, list[Row]]]) -> None:
    memory = Memory()
    for source, wanted in files:
        before = len(memory.held)
        changes = memory.load(source, wanted)
        assert changes.added + changes.changed + changes.unchanged == len(wanted)
        assert len(memory.held) >= before
        if source == Source.ARCEP:
            assert sorted(memory.open(Source.ARCEP)) == sorted(wanted)


@given(imports)
def test_a_key_is_held_once_at_most_and_no_two_rows_are_the_same(files: list[tuple[str, list[Row]]]) -> None:
    memory = Memory()
    for source, wanted in files:
        memory.load(source, wanted)
        keys = [found.key for found in memory.open()]
        assert len(set(keys)) == len(keys)
        identities = [held.row.identity for held in memory.held.values()]
        assert len(set(identities)) == len(identities)


@given(imports)
def test_the_same_file_again_changes_nothing(files: list[tuple[str, list[Row]]]) -> None:
    memory = Memory()
    for source, wanted in files:
        memory.load(source, wanted)
    before = dict(memory.held)
    again = memory.load(source, wanted)
    assert again == Changes(unchanged=len(wanted))
    assert memory.held == before


@given(imports)
def test_another_source_never_touches_a_row_of_arcep(files: list[tuple[str, list[Row]]]) -> None:
    memory = Memory()
    for source, wanted in files:
        before = {pk: held for pk, held in memory.held.items() if held.source == Source.ARCEP}
        memory.load(source, wanted)
        if source != Source.ARCEP:
            assert {pk: memory.held[pk] for pk in before} == before


@given(imports)
def test_a_closed_row_never_ends_before_it_starts(files: list[tuple[str, list[Row]]]) -> None:
    memory = Memory()
    for source, wanted in files:
        memory.load(source, wanted)
    for held in memory.held.values():
        assert held.withdrawn_on is None or held.withdrawn_on >= held.row.since
