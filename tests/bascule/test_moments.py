from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from bascule.templatetags.moments import day


@pytest.mark.parametrize(
    ("language", "moment", "style", "written"),
    [
        ("en", date(2026, 6, 1), "j F Y", "1 June 2026"),
        ("fr", date(2026, 6, 1), "j F Y", "1er juin 2026"),
        ("fr", date(2026, 6, 11), "j F Y", "11 juin 2026"),
        ("fr", date(2026, 6, 21), "j F Y", "21 juin 2026"),
        ("fr", date(2026, 12, 1), "l j F Y", "mardi 1er décembre 2026"),
        ("fr", datetime(2026, 6, 2, 1, 1, tzinfo=UTC), "j F Y, H:i", "2 juin 2026, 01:01"),
    ],
)
def test_french_says_the_first_of_a_month_as_an_ordinal(language: str, moment: date, style: str, written: str) -> None:
    with translation.override(language):
        assert day(moment, style) == written


def test_a_day_that_is_not_known_is_written_as_nothing() -> None:
    assert day(None) == ""
