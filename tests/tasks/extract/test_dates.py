"""Date expressions against a day of publication; 26 November 2025 was a Wednesday."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.dates import find_dates

PUBLISHED = date(2025, 11, 26)

DAYS = [
    ("Troops fired on Monday.", "Monday", "2025-11-24"),
    ("They spoke late Saturday.", "late Saturday", "2025-11-22"),
    ("Friday night's raid", "Friday night", "2025-11-21"),
    ("It happened on Wednesday.", "Wednesday", "2025-11-26"),
    ("It happened last Wednesday.", "last Wednesday", "2025-11-19"),
    ("He fled yesterday.", "yesterday", "2025-11-25"),
    ("The vote was held today.", "today", "2025-11-26"),
    ("Shells fell overnight.", "overnight", "2025-11-25"),
    ("Three were held the day before yesterday.", "the day before yesterday", "2025-11-24"),
    ("The town fell three days ago.", "three days ago", "2025-11-23"),
    ("A decree of 27 November.", "27 November", "2025-11-27"),
    ("On Nov. 27 they met.", "Nov. 27", "2025-11-27"),
    ("On November 28 they met.", "November 28", "2024-11-28"),
    ("November 27, 2019 was cold.", "November 27, 2019", "2019-11-27"),
    ("On Tuesday, Nov. 25, they met.", "Tuesday, Nov. 25", "2025-11-25"),
    ("Filed 2025-11-03.", "2025-11-03", "2025-11-03"),
    ("On the 3rd of March they met.", "the 3rd of March", "2025-03-03"),
    ("On Feb 29 snow fell.", "Feb 29", "2024-02-29"),
]


@pytest.mark.parametrize(("text", "shown", "day"), DAYS)
def test_days(text: str, shown: str, day: str) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert text[found.start : found.end] == shown
    assert found.first == found.last == date.fromisoformat(day)
    assert (found.precision, found.is_future) == ("day", False)


PERIODS = [
    ("last week", "2025-11-17", "2025-11-23", "range"),
    ("over the weekend", "2025-11-22", "2025-11-23", "range"),
    ("on Nov 14-15", "2025-11-14", "2025-11-15", "range"),
    ("on 14 and 15 October", "2025-10-14", "2025-10-15", "range"),
    ("from 28 September to 2 October", "2025-09-28", "2025-10-02", "range"),
    ("earlier this month", "2025-11-01", "2025-11-26", "month"),
    ("last month", "2025-10-01", "2025-10-31", "month"),
    ("in March", "2025-03-01", "2025-03-31", "month"),
    ("in December", "2024-12-01", "2024-12-31", "month"),
    ("since May 2014", "2014-05-01", "2014-05-31", "month"),
    ("in 2019", "2019-01-01", "2019-12-31", "year"),
    ("two years ago", "2023-01-01", "2023-12-31", "year"),
    ("this year", "2025-01-01", "2025-11-26", "year"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), PERIODS)
def test_periods(text: str, first: str, last: str, precision: str) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert found.precision == precision
    assert not found.is_future


FUTURE = [
    ("next Monday", "2025-12-01"),
    ("They will meet on Friday", "2025-11-28"),
    ("the talks planned for Sunday", "2025-11-30"),
    ("tomorrow", "2025-11-27"),
    ("a vote scheduled for 12 January", "2026-01-12"),
]


@pytest.mark.parametrize(("text", "day"), FUTURE)
def test_days_to_come(text: str, day: str) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert found.first == date.fromisoformat(day)
    assert found.is_future


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "in 1,200 homes",
        "troops march on",
        "the second floor",
        "Room 101",
        "on 31 February",
        "99 May",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, PUBLISHED) == ()


_PIECES = st.lists(
    st.sampled_from(
        [
            "on",
            "Monday",
            "May",
            "12",
            "2019",
            "last",
            "next",
            "week",
            "ago",
            "three",
            "days",
            "-",
            ",",
            "é",
            "Nov.",
        ]
    )
    | st.text(max_size=6),
    max_size=25,
).map(" ".join)


@given(_PIECES, st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_spans_slice_back_in_order(text: str, published: date) -> None:
    end = 0
    for span in find_dates(text, published):
        assert end <= span.start < span.end <= len(text)
        assert span.first <= span.last
        end = span.end
