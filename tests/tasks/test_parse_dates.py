"""Dates as feeds spell them; what is not understood stays unread."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse_dates import date_tables, parse_date, read_published

NOW = datetime(2026, 1, 6, tzinfo=UTC)
NOON = "2024-01-01T12:00:00"
MIDNIGHT = "2024-01-01T00:00:00"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Mon, 01 Jan 2024 12:00:00 GMT", NOON),
        ("Mon, 1 Jan 24 12:00 +0000", NOON),
        ("  Mon,\n 01 Jan 2024 12:00:00 Z ", NOON),
        ("1 Jan 2024 12:00:00", NOON),
        ("Mon, 01-Jan-2024 12:00:00 GMT", NOON),
        ("Mon, 01 Jan 2024 13:00:00 BST", NOON),
        ("Mon, 01 Jan 2024 14:00:00 CEST", NOON),
        ("Mon, 01 Jan 2024 17:30:00 IST", NOON),
        ("Mon, 01 Jan 2024 21:00:00 JST", NOON),
        ("Mon, 01 Jan 2024 15:00:00 MSK", NOON),
        ("Mon, 01 Jan 2024 22:00:00 AEST", NOON),
        ("Mon, 01 Jan 2024 07:00:00 EST", NOON),
        ("Mon, 01 Jan 2024 07:00:00 est", NOON),
        ("Mon, 01 Jan 2024 14:00:00 GMT+2", NOON),
        ("Mon, 01 Jan 2024 12:00:00 -0000 (UTC)", NOON),
        ("Mon, 01 Jan 2024 24:00:00 GMT", "2024-01-02T00:00:00"),
        ("Mon, 01 Jan 2024 11:59:60 GMT", "2024-01-01T11:59:59"),
        ("Lun, 01 Ene 2024 09:00:00 -0300", NOON),
        ("пн, 01 янв 2024 15:00:00 +0300", NOON),
        ("1 de enero de 2024", MIDNIGHT),
        ("Mon Jan  1 12:00:00 2024", NOON),
        ("Mon Jan 1 07:00:00 EST 2024", NOON),
        ("Jan 1, 2024 12:00 PM", NOON),
        ("January 1, 2024 at 12:00 am", MIDNIGHT),
        ("Monday, January 1, 2024 - 12:00", NOON),
        ("January 1st, 2024", MIDNIGHT),
        ("2024-01-01", MIDNIGHT),
        ("20240101", MIDNIGHT),
        (NOON, NOON),
        ("2024-01-01T12:00:00.123Z", NOON),
        ("2024-01-01T13:00:00+01:00", NOON),
        ("2024-01-01 13:00:00 +0100", NOON),
        ("2024-01-01 07:00:00 EST", NOON),
        ("2024-01-01T24:00:00Z", "2024-01-02T00:00:00"),
        ("2024/1/1 12:00", NOON),
        ("20240101T120000Z", NOON),
        ("1704110400", NOON),
        ("1704110400000", NOON),
        ("2024년 1월 1일", MIDNIGHT),
        ("2024年1月1日 12:00", NOON),
        ("21/11/2024 13:00", "2024-11-21T13:00:00"),
        ("11/21/2024", "2024-11-21T00:00:00"),
        ("13:05 PM", None),
        ("Jan 1, 2024 13:05 PM", "2024-01-01T13:05:00"),
        # Nobody can tell, or it is no date: unread, never guessed.
        ("01/02/2024", None),
        ("Mon, 01 Jan 2024 12:00:00 XYZ", None),
        ("Mon, 01 Jan 2024 12:00:00 America/New_York", None),
        ("Mon, 01 Jan 2024 12:00:00 +2500", None),
        ("Mon, 01 Jan 2024 12:00:00 +0160", None),
        ("Mon, 01 Jan 2024 24:30:00 GMT", None),
        ("Mon, 32 Jan 2024 12:00:00 GMT", None),
        ("31 Feb 2024", None),
        ("1 Foo 2024", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0000-00-00", None),
        ("2024-01", None),
        ("2024", None),
        ("1", None),
        ("noon", None),
        ("", None),
        ("1 Jan 2024 " + "x" * 200, None),
    ],
)
def test_spellings(raw: str, expected: str | None) -> None:
    assert parse_date(raw) == (
        None if expected is None else datetime.fromisoformat(expected).replace(tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("raw", "moment", "status"),
    [
        (None, None, "missing"),
        ("  ", None, "missing"),
        ("soon", None, "unparsed"),
        ("2026-01-05", datetime(2026, 1, 5, tzinfo=UTC), "no_zone"),
        ("2026-01-05T00:00:00Z", datetime(2026, 1, 5, tzinfo=UTC), "ok"),
        ("Mon, 05 Jan 2026 01:00:00", datetime(2026, 1, 5, 1, tzinfo=UTC), "no_zone"),
        ("Mon, 05 Jan 2026 01:00:00 CET", datetime(2026, 1, 5, tzinfo=UTC), "ok"),
        ("Mon, 05 Jan 2026 01:00:00 +0100", datetime(2026, 1, 5, tzinfo=UTC), "ok"),
        ("5 Jan 2026 1:00 PM", datetime(2026, 1, 5, 13, tzinfo=UTC), "no_zone"),
        ("1767571200", datetime(2026, 1, 5, tzinfo=UTC), "ok"),
        ("2026-01-07", NOW + timedelta(hours=24), "no_zone"),
        ("2026-01-07T00:00:01Z", NOW, "clamped"),
        ("2199-01-01", NOW, "clamped"),
        ("1990-01-01", datetime(1990, 1, 1, tzinfo=UTC), "no_zone"),
        ("1970-01-01", None, "clamped"),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None, "clamped"),
    ],
)
def test_how_far_a_date_is_trusted(raw: str | None, moment: datetime | None, status: str) -> None:
    assert read_published(raw, NOW) == (moment, status)


moments = st.integers(631_300_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(moments, st.sampled_from(sorted(date_tables().zones)))
def test_every_zone_of_the_table_is_read(moment: datetime, zone: str) -> None:
    local = moment + timedelta(minutes=date_tables().zones[zone])
    assert parse_date(local.strftime(f"%a, %d %b %Y %H:%M:%S {zone}")) == moment


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_every_offset_is_read(moment: datetime, minutes: int) -> None:
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    local = (moment + timedelta(minutes=minutes)).replace(tzinfo=None)
    for spelling in (
        f"{local.isoformat()}{sign}{hours:02}:{rest:02}",
        f"{local:%d %b %Y %H:%M:%S} {sign}{hours:02}{rest:02}",
    ):
        assert parse_date(spelling) == moment


@given(st.text(alphabet="0123456789 -/:.,+TZapmJanGMT年月日", max_size=40))
def test_any_text_is_a_date_or_none(raw: str) -> None:
    moment = parse_date(raw)
    assert moment is None or moment.utcoffset() == timedelta()
