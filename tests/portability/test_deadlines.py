"""The dates of a port: the worked examples of the documentation, and what a donor's past says."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bascule.models import DatedSetting
from portability.deadlines import SETTINGS, earliest_date
from portability.experience import expected_date
from tests.factories import OperatorFactory, PortInFactory
from tests.portability.world import PARIS

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "dates.md"
EXAMPLE = re.compile(r"^\| (\d{4}-\d\d-\d\d \d\d:\d\d) \| (\w+) \| (\d{5}) \| (\d{4}-\d\d-\d\d) \|", re.MULTILINE)
EXAMPLES = EXAMPLE.findall(DOCUMENT.read_text())
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)


def test_the_documentation_has_its_five_examples():
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize(("asked", "kind", "postal_code", "expected"), EXAMPLES)
def test_earliest_date_as_documented(asked, kind, postal_code, expected):
    moment = datetime.fromisoformat(asked).replace(tzinfo=PARIS)
    settings = DatedSetting.on(moment.date())
    assert earliest_date(kind, postal_code, moment, settings) == date.fromisoformat(expected)


def test_every_setting_has_a_value_on_the_first_day_and_today():
    names = {setting.name for setting in SETTINGS}
    assert names <= DatedSetting.on(date(2013, 1, 1)).keys()
    assert names <= DatedSetting.on(MONDAY.date()).keys()


def test_a_saturday_may_be_chosen_where_the_setting_says_so():
    settings = DatedSetting.on(MONDAY.date()) | {"lead_days_business": 5}
    assert earliest_date("business", "75011", MONDAY, settings) == date(2026, 11, 30)
    anyday = settings | {"cutover_on_ouvre_days": 0}
    assert earliest_date("business", "75011", MONDAY, anyday) == date(2026, 11, 28)


def past_ports(donor, *durations):
    for days in durations:
        ordered = MONDAY.date() - timedelta(days=100)
        PortInFactory(donor=donor, ordered_on=ordered, ported_on=ordered + timedelta(days=days))


def expected_with(*donors):
    settings = DatedSetting.on(MONDAY.date())
    earliest = earliest_date("business", "75011", MONDAY, settings)
    return expected_date([donor.pk for donor in donors], "75011", MONDAY, earliest, settings)


def test_without_history_a_port_takes_eighteen_days():
    assert expected_with(OperatorFactory()) == date(2026, 12, 11)


def test_a_donor_s_past_decides_with_five_ports_and_not_with_four():
    slow = OperatorFactory()
    past_ports(slow, 30, 31, 29, 33)
    assert expected_with(slow) == date(2026, 12, 11)
    past_ports(slow, 90)
    assert expected_with(slow) == date(2026, 12, 24)


def test_the_slowest_donor_decides_and_nothing_comes_before_the_earliest_date():
    fast, slow = OperatorFactory(), OperatorFactory()
    past_ports(fast, 2, 2, 2, 2, 2)
    past_ports(slow, 21, 21, 21, 21, 21)
    assert expected_with(fast) == date(2026, 12, 1)
    assert expected_with(fast, slow) == date(2026, 12, 14)


def test_ports_older_than_the_history_do_not_count():
    donor = OperatorFactory()
    long_ago = MONDAY.date() - timedelta(days=400)
    for _ in range(6):
        PortInFactory(donor=donor, ordered_on=long_ago, ported_on=long_ago + timedelta(days=60))
    assert expected_with(donor) == date(2026, 12, 11)


def test_expected_days_never_land_on_a_holiday():
    settings = DatedSetting.on(MONDAY.date()) | {"expected_days": 32}
    donor = OperatorFactory()
    earliest = date(2026, 12, 1)
    assert expected_date([donor.pk], "75011", MONDAY, earliest, settings) == date(2026, 12, 28)
