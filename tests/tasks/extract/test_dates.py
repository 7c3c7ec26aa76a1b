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
    ("The quarry was shelled on November 9.", "November 9", "2025-11-09"),
    ("Yesterday the well was poisoned.", "Yesterday", "2025-11-25"),
    ("Five weeks ago the depot burned.", "Five weeks ago", "2025-10-22"),
    ("This afternoon shots were heard.", "This afternoon", "2025-11-26"),
    ("A couple of days ago he fell ill.", "A couple of days ago", "2025-11-24"),
    ("Overnight into Tuesday, drones fell.", "Overnight into Tuesday", "2025-11-25"),
    ("He was beaten on New Year's Eve.", "New Year's Eve", "2024-12-31"),
    ("They parted on New Year’s Day, 2020.", "New Year’s Day, 2020", "2020-01-01"),
    ("Clashes broke out on Friday last week.", "Friday last week", "2025-11-21"),
    ("A relic of the October 7 attack", "the October 7", "2023-10-07"),
    ("The attack left a crater on October 7.", "October 7", "2025-10-07"),
    ("He was hit on Sat and died.", "Sat", "2025-11-22"),
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
    ("snow fell from Saturday to Monday", "2025-11-22", "2025-11-24", "range"),
    ("guns were heard between Sunday and Tuesday", "2025-11-23", "2025-11-25", "range"),
    ("closed from Friday night until Sunday morning", "2025-11-21", "2025-11-23", "range"),
    ("over the past three days", "2025-11-23", "2025-11-26", "range"),
    ("in the last 48 hours", "2025-11-24", "2025-11-26", "range"),
    ("in the past month", "2025-10-26", "2025-11-26", "range"),
    ("last summer", "2025-06-01", "2025-08-31", "range"),
    ("last winter", "2024-12-01", "2025-02-28", "range"),
    ("last autumn", "2024-09-01", "2024-11-30", "range"),
    ("the spring of 2021", "2021-03-01", "2021-05-31", "range"),
    ("in the third quarter of 2024", "2024-07-01", "2024-09-30", "range"),
    ("in the first half of this year", "2025-01-01", "2025-06-30", "range"),
    ("from July to September", "2025-07-01", "2025-09-30", "range"),
    ("between November 2023 and February 2024", "2023-11-01", "2024-02-29", "range"),
    ("from 2014 to 2018", "2014-01-01", "2018-12-31", "range"),
    ("in the 1980s", "1980-01-01", "1989-12-31", "range"),
    ("In March 20 soldiers fell.", "2025-03-01", "2025-03-31", "month"),
    ("ruled by decree in December", "2024-12-01", "2024-12-31", "month"),
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


# A day without a year, read by what governs it.
GOVERNED = [
    ("The road will reopen, officials said on Monday.", "2025-11-24"),
    ("The envoy spoke to the emir late on Saturday.", "2025-11-22"),
    ("She said on Monday that he will resign.", "2025-11-24"),
    ("Flights were stopped due to fog on Friday.", "2025-11-21"),
    ("The men who attacked the base on Friday will be tried.", "2025-11-21"),
    ("They read his will on Friday.", "2025-11-21"),
    ("As planned, the convoy left on Thursday.", "2025-11-20"),
    ("Saturday's blast will be investigated.", "2025-11-22"),
    ("He will leave after the summit on Thursday.", "2025-11-20"),
    ("He was due to be freed on Tuesday.", "2025-11-25"),
    ("He was due to be freed on Thursday.", "2025-11-27"),
    ("The jailed editor will be released on Saturday.", "2025-11-29"),
    ("The ministry said it will reopen the road on Monday.", "2025-12-01"),
    ("Rebels were ordered to lay down their arms by Sunday.", "2025-11-30"),
    ("Unions agreed to call off the march on Friday.", "2025-11-28"),
    ("On Saturday, islanders will choose a governor.", "2025-11-29"),
    ("Sunday's planned vote was called off.", "2025-11-30"),
    ("Oman to host envoys on Friday", "2025-11-28"),
    ("The trial begins on Monday.", "2025-12-01"),
    ("The court will rule on Wednesday.", "2025-11-26"),
    ("He plans to resign on 3 December.", "2025-12-03"),
    ("He resigned on 3 December.", "2024-12-03"),
    ("The treaty was to be signed on 3 December.", "2025-12-03"),
]


@pytest.mark.parametrize(("text", "day"), GOVERNED)
def test_the_nearest_verb_governs_a_day(text: str, day: str) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert found.first == found.last == date.fromisoformat(day)


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
        "He reads the Friday Herald.",
        "The survivors of Bloody Sunday sang.",
        "Every Tuesday the women march.",
        "On Fridays the square fills.",
        "She told USA Today.",
        "He Sat with the elders.",
        "the fifth quarter of an hour",
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
            "past",
            "summer",
            "quarter of",
            "will",
            "to",
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
