"""Calendar arithmetic; 26 November 2025 was a Wednesday."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.calendar_days import day_of_week, make_day, weekend_of, whole_months, year_of_day
from tasks.extract.date_outlook import Outlook

PUBLISHED = date(2025, 11, 26)
_DATES = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("weekday", "outlook", "day"),
    [(2, "past", 26), (2, "ahead", 26), (3, "past", 20), (3, "near", 27), (1, "near", 25), (0, "near", 24)],
)
def test_weekdays(weekday: int, outlook: Outlook, day: int) -> None:
    assert day_of_week(weekday, PUBLISHED, outlook) == date(2025, 11, day)


@given(_DATES, st.integers(0, 6), st.sampled_from(["past", "ahead", "near", "unknown"]))
def test_a_weekday_is_within_a_week(published: date, weekday: int, outlook: Outlook) -> None:
    found = day_of_week(weekday, published, outlook)
    assert found.weekday() == weekday
    assert abs((found - published).days) < 7
    assert (found >= published) if outlook == "ahead" else True


@pytest.mark.parametrize(
    ("published", "outlook", "first"),
    [
        (PUBLISHED, "past", date(2025, 11, 22)),
        (PUBLISHED, "ahead", date(2025, 11, 29)),
        (date(2025, 11, 22), "ahead", date(2025, 11, 22)),
        (date(2025, 11, 23), "unknown", date(2025, 11, 22)),
        (date(2025, 11, 27), "near", date(2025, 11, 29)),
        (date(2025, 11, 24), "near", date(2025, 11, 22)),
    ],
)
def test_weekends(published: date, outlook: Outlook, first: date) -> None:
    assert weekend_of(published, outlook)[0] == first


def test_leap_days() -> None:
    assert make_day(2025, 2, 29) is None
    assert year_of_day(2, 29, PUBLISHED, "past") == date(2024, 2, 29)
    assert year_of_day(2, 29, PUBLISHED, "ahead") == date(2028, 2, 29)
    assert year_of_day(2, 30, PUBLISHED, "near") is None


def test_months_run_over_the_year() -> None:
    assert whole_months(2024, 12, 3) == (date(2024, 12, 1), date(2025, 2, 28))
    assert whole_months(9999, 12, 3) is None
