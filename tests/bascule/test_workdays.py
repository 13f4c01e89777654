"""What the product promises about working days, area by area."""

from datetime import UTC, date, datetime, timedelta

import pytest
from holidays import France
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.workdays import (
    Area,
    WorkingDay,
    add_working_days,
    area_of_postal_code,
    is_working_day,
    next_working_day,
    previous_working_day,
    public_holidays,
    working_days_between,
)

OUVRABLE, OUVRE = WorkingDay.OUVRABLE, WorkingDay.OUVRE
METROPOLE, ALSACE_MOSELLE, REUNION = Area.METROPOLE, Area.ALSACE_MOSELLE, Area.REUNION

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
kinds, areas = st.sampled_from(WorkingDay), st.sampled_from(Area)
counts = st.integers(1, 800)
relaxed = settings(deadline=None)


@pytest.mark.parametrize(
    ("day", "area", "ouvrable", "ouvre"),
    [
        (date(2026, 11, 20), METROPOLE, True, True),  # a Friday
        (date(2026, 11, 21), METROPOLE, True, False),  # a Saturday
        (date(2026, 11, 22), METROPOLE, False, False),  # a Sunday
        (date(2026, 1, 1), METROPOLE, False, False),
        (date(2026, 4, 3), METROPOLE, True, True),  # Good Friday
        (date(2026, 4, 3), ALSACE_MOSELLE, False, False),
        (date(2026, 4, 3), Area.GUADELOUPE, True, True),  # kept by custom only
        (date(2026, 4, 6), METROPOLE, False, False),  # Easter Monday
        (date(2026, 5, 14), METROPOLE, False, False),  # Ascension
        (date(2026, 5, 15), METROPOLE, True, True),
        (date(2026, 5, 25), METROPOLE, False, False),  # Whit Monday
        (date(2026, 7, 14), METROPOLE, False, False),
        (date(2026, 7, 21), Area.MARTINIQUE, True, True),  # kept by custom only
        (date(2026, 8, 15), METROPOLE, False, False),  # a Saturday
        (date(2026, 11, 1), METROPOLE, False, False),  # a Sunday, not moved to the Monday
        (date(2026, 11, 2), METROPOLE, True, True),
        (date(2026, 11, 11), METROPOLE, False, False),
        (date(2026, 12, 26), METROPOLE, True, False),  # a Saturday
        (date(2026, 12, 26), ALSACE_MOSELLE, False, False),
        (date(2029, 12, 26), METROPOLE, True, True),
        (date(2029, 12, 26), ALSACE_MOSELLE, False, False),
        (date(2027, 12, 20), METROPOLE, True, True),
        (date(2027, 12, 20), REUNION, False, False),
        (date(2027, 12, 20), Area.MAYOTTE, True, True),
        (date(2026, 5, 27), Area.GUADELOUPE, False, False),
        (date(2026, 5, 27), Area.SAINT_MARTIN, True, True),
        (date(2026, 5, 28), Area.SAINT_MARTIN, False, False),
        (date(2026, 5, 22), Area.MARTINIQUE, False, False),
        (date(2026, 6, 10), Area.GUYANE, False, False),
        (date(2026, 4, 27), Area.MAYOTTE, False, False),
        (date(2026, 10, 9), Area.SAINT_BARTHELEMY, False, False),
        (date(2026, 10, 9), Area.GUADELOUPE, True, True),
        (date(2026, 5, 27), Area.SAINT_PIERRE_ET_MIQUELON, True, True),
    ],
)
def test_the_calendar(day, area, ouvrable, ouvre):
    assert is_working_day(day, OUVRABLE, area) is ouvrable
    assert is_working_day(day, OUVRE, area) is ouvre


@pytest.mark.parametrize(
    ("start", "count", "kind", "area", "expected"),
    [
        (date(2026, 11, 20), 1, OUVRABLE, METROPOLE, date(2026, 11, 21)),
        (date(2026, 11, 20), 1, OUVRE, METROPOLE, date(2026, 11, 23)),
        (date(2026, 11, 22), 1, OUVRE, METROPOLE, date(2026, 11, 23)),
        (date(2026, 11, 20), 7, OUVRABLE, METROPOLE, date(2026, 11, 28)),
        (date(2026, 11, 20), 7, OUVRE, METROPOLE, date(2026, 12, 1)),
        (date(2026, 11, 10), 1, OUVRABLE, METROPOLE, date(2026, 11, 12)),
        (date(2026, 4, 2), 1, OUVRE, METROPOLE, date(2026, 4, 3)),
        (date(2026, 4, 2), 1, OUVRE, ALSACE_MOSELLE, date(2026, 4, 7)),
        (date(2026, 12, 24), 1, OUVRABLE, METROPOLE, date(2026, 12, 26)),
        (date(2026, 12, 24), 1, OUVRABLE, ALSACE_MOSELLE, date(2026, 12, 28)),
        (date(2027, 12, 18), 1, OUVRABLE, REUNION, date(2027, 12, 21)),
        (date(2026, 12, 31), 1, OUVRE, METROPOLE, date(2027, 1, 4)),
        (date(2026, 12, 30), 3, OUVRABLE, METROPOLE, date(2027, 1, 4)),
        # 2027: 261 weekdays less 7 holidays; 2028: 260 less 9
        (date(2026, 12, 31), 505, OUVRE, METROPOLE, date(2028, 12, 29)),
        (date(2026, 12, 31), 506, OUVRE, METROPOLE, date(2029, 1, 2)),
        (date(2026, 11, 20), 0, OUVRE, METROPOLE, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, OUVRE, METROPOLE, date(2026, 11, 23)),
        (date(2026, 11, 23), -1, OUVRE, METROPOLE, date(2026, 11, 20)),
        (date(2026, 11, 22), -1, OUVRE, METROPOLE, date(2026, 11, 20)),
        (date(2027, 1, 1), -1, OUVRE, METROPOLE, date(2026, 12, 31)),
        (date(2027, 1, 4), -3, OUVRABLE, METROPOLE, date(2026, 12, 30)),
    ],
)
def test_adding_working_days(start, count, kind, area, expected):
    assert add_working_days(start, count, kind, area) == expected


@pytest.mark.parametrize(
    ("start", "end", "kind", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), OUVRE, 0),
        (date(2026, 11, 20), date(2026, 11, 23), OUVRE, 1),
        (date(2026, 11, 20), date(2026, 11, 23), OUVRABLE, 2),
        (date(2026, 11, 23), date(2026, 11, 20), OUVRE, 0),
        (date(2026, 12, 31), date(2027, 12, 31), OUVRE, 254),
        (date(2026, 12, 31), date(2028, 12, 31), OUVRE, 505),
    ],
)
def test_counting_working_days(start, end, kind, expected):
    assert working_days_between(start, end, kind, METROPOLE) == expected


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("75011", METROPOLE),
        ("57000", ALSACE_MOSELLE),
        ("67 000", ALSACE_MOSELLE),
        ("68100", ALSACE_MOSELLE),
        ("97110", Area.GUADELOUPE),
        ("97133", Area.SAINT_BARTHELEMY),
        ("97150", Area.SAINT_MARTIN),
        ("97200", Area.MARTINIQUE),
        ("97300", Area.GUYANE),
        ("97400", REUNION),
        ("97500", Area.SAINT_PIERRE_ET_MIQUELON),
        ("97600", Area.MAYOTTE),
        ("", METROPOLE),
        ("98800", METROPOLE),
        ("6", METROPOLE),
    ],
)
def test_the_area_of_a_postal_code(code, area):
    assert area_of_postal_code(code) == area


@pytest.mark.parametrize(
    ("area", "local"),
    [
        (METROPOLE, set()),
        (ALSACE_MOSELLE, {"2026-04-03", "2026-12-26"}),
        (Area.GUADELOUPE, {"2026-05-27"}),
        (Area.MARTINIQUE, {"2026-05-22"}),
        (Area.GUYANE, {"2026-06-10"}),
        (REUNION, {"2026-12-20"}),
        (Area.MAYOTTE, {"2026-04-27"}),
        (Area.SAINT_PIERRE_ET_MIQUELON, set()),
        (Area.SAINT_BARTHELEMY, {"2026-10-09"}),
        (Area.SAINT_MARTIN, {"2026-05-28"}),
    ],
)
def test_local_holidays_come_on_top_of_the_eleven_legal_ones(area, local):
    legal = public_holidays(METROPOLE, 2026)
    assert len(legal) == 11
    assert public_holidays(area, 2026) == legal | {date.fromisoformat(day) for day in local}


@pytest.mark.parametrize(
    ("area", "subdivision", "customs"),
    [
        (Area.GUADELOUPE, "971", {(3, 12), (4, 3), (7, 21)}),
        (Area.MARTINIQUE, "972", {(7, 21)}),
        (Area.GUYANE, "973", set()),
        (REUNION, "974", set()),
        (Area.MAYOTTE, "976", set()),
        (Area.SAINT_PIERRE_ET_MIQUELON, "PM", set()),
        (Area.SAINT_BARTHELEMY, "BL", set()),
        (Area.SAINT_MARTIN, "MF", {(7, 21)}),
        (ALSACE_MOSELLE, "6AE", set()),
    ],
)
def test_we_differ_from_the_package_by_customary_days_only(area, subdivision, customs):
    theirs = set(France(years=2026, subdiv=subdivision))
    assert theirs - public_holidays(area, 2026) == {date(2026, *day) for day in customs}
    assert public_holidays(area, 2026) <= theirs


def test_plain_values_from_the_database_are_understood():
    assert add_working_days(date(2026, 11, 20), 1, "ouvre", "metropole") == date(2026, 11, 23)


@pytest.mark.parametrize(("kind", "area"), [("ouvre", "national"), ("calendar", "metropole")])
def test_an_unknown_kind_or_area_is_refused(kind, area):
    with pytest.raises(ValueError, match="is not a valid"):
        is_working_day(date(2026, 11, 20), kind, area)


def test_a_moment_is_not_a_day():
    with pytest.raises(TypeError):
        is_working_day(datetime(2026, 11, 20, tzinfo=UTC), OUVRE, METROPOLE)


@pytest.mark.parametrize("count", [10**6 * 4, -(10**6), 10**12])
def test_counts_beyond_the_calendar_are_refused_without_walking_there(count):
    years_seen = public_holidays.cache_info().misses
    with pytest.raises(OverflowError):
        add_working_days(date(2026, 11, 20), count, OUVRE, METROPOLE)
    assert public_holidays.cache_info().misses == years_seen


@pytest.mark.parametrize(("day", "count"), [(date.min, -1), (date.max, 1), (date(9999, 12, 24), 6)])
def test_the_calendar_has_ends(day, count):
    with pytest.raises(OverflowError):
        add_working_days(day, count, OUVRE, METROPOLE)


@relaxed
@given(days, counts, kinds, areas)
def test_adding_then_counting_gives_the_count(day, count, kind, area):
    end = add_working_days(day, count, kind, area)
    assert is_working_day(end, kind, area)
    assert working_days_between(day, end, kind, area) == count


@relaxed
@given(days, counts, kinds, areas)
def test_going_back_undoes_going_forward(day, count, kind, area):
    start = next_working_day(day, kind, area)
    assert add_working_days(add_working_days(start, count, kind, area), -count, kind, area) == start


@relaxed
@given(days, st.integers(-50, 50), kinds, areas)
def test_one_more_working_day_is_never_earlier(day, count, kind, area):
    end, later = (add_working_days(day, n, kind, area) for n in (count, count + 1))
    assert end <= later
    assert end <= add_working_days(day + timedelta(days=1), count, kind, area)


@relaxed
@given(days, counts, areas)
def test_every_ouvre_is_ouvrable(day, count, area):
    assert is_working_day(day, OUVRABLE, area) or not is_working_day(day, OUVRE, area)
    assert add_working_days(day, count, OUVRABLE, area) <= add_working_days(day, count, OUVRE, area)


@relaxed
@given(days, kinds, areas)
def test_next_and_previous_are_the_nearest_working_days(day, kind, area):
    before, after = previous_working_day(day, kind, area), next_working_day(day, kind, area)
    assert before <= day <= after
    assert is_working_day(before, kind, area)
    assert is_working_day(after, kind, area)
    assert (before == after) == is_working_day(day, kind, area)
    assert before == after or add_working_days(before, 1, kind, area) == after


@relaxed
@given(days, st.integers(0, 60), kinds, areas)
def test_counting_is_what_one_gets_day_by_day(day, length, kind, area):
    walked = [day + timedelta(days=n) for n in range(1, length + 1)]
    one_by_one = sum(
        each.weekday() < (6 if kind == OUVRABLE else 5) and each not in public_holidays(area, each.year)
        for each in walked
    )
    assert working_days_between(day, day + timedelta(days=length), kind, area) == one_by_one
