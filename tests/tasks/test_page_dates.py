"""Times of publication as pages write them, and which of several to believe."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.page_dates import choose_time, read_time

TEN = datetime(2024, 5, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "when"),
    [
        ([], None),
        ([None, "", "soon"], None),
        (["2024-05-02 10:00"], TEN),
        (["soon", "2024-05-02T10:00Z", "2020-01-01"], TEN),
        (["2024-05-02T12:00:00", "2024-05-02T12:00:00+02:00"], TEN),
        (["2024-05-02", "2024-05-02T10:00:00Z"], TEN),
        (["2024-05-02 10:00", "2024-05-04T10:00:00Z"], TEN),
        (["2024-05-02 10:00", "2024-05-02T10:07:00Z"], TEN),
        (["2024-05-02T10:00Z", "2024-05-02T11:00Z"], TEN),
    ],
)
def test_the_time_to_believe(values: list[str | None], when: datetime | None) -> None:
    assert choose_time(values) == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024-05-02T10:00:00Z", TEN),
        ("2024-05-02T12:00:00+02:00", TEN),
        ("2024-05-02T10:00:00", TEN),
        ("2024-05-02 10:00", TEN),
        ("2024-05-02", datetime(2024, 5, 2, tzinfo=UTC)),
        ("2024-05-02T10:00:00 o'clock", datetime(2024, 5, 2, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("2024-05-02 10:00:00.000000+0000", TEN),
        ("2024-05-02T10:00:00.123Z", TEN),
        ("Thu, 02 May 2024 12:00:00 +0200", TEN),
        ("May 2, 2024", datetime(2024, 5, 2, tzinfo=UTC)),
        ("1714644000", TEN),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_read_time(text: str | None, when: datetime | None) -> None:
    assert read_time(text) == when


@given(st.text())
def test_any_text_is_a_utc_time_or_none(text: str) -> None:
    when = read_time(text)
    assert when is None or when.tzinfo is UTC
