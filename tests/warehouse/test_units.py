from datetime import date
from itertools import pairwise

import pytest

from warehouse.units import EPOCH, DayPrint, PublishedFile, changed, first_of_month, units_of, whole


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def prints(*days: str | None, rows: int = 10) -> list[DayPrint]:
    return [DayPrint(None if one is None else day(one), rows, f"print of {one}") for one in days]


@pytest.mark.parametrize(
    ("days", "names"),
    [
        ((), []),
        (("2026-03-02",), ["2026-03-02"]),
        (("2026-02-27", "2026-02-28", "2026-03-02"), ["2026-02-27", "2026-02-28", "2026-03-02"]),
        (("2026-01-30", "2026-01-31", "2026-02-01"), ["2026-01", "2026-02-01"]),
        (("2025-12-31", "2026-01-01"), ["2025-12", "2026-01"]),
        (("1969-12-31", "1970-01-01"), ["1969-12", "1970-01"]),
        ((None, "2026-03-02"), ["undated", "2026-03-02"]),
        (("2031-07-01",), ["2031-07-01"]),
    ],
)
def test_recent_days_are_files_of_their_own_and_older_ones_share_their_months(
    days: tuple, names: list
) -> None:
    units = units_of("articles", prints(*days), day("2026-02-01"), "stamp")
    assert [unit.name for unit in units] == names
    dated = [unit for unit in units if unit.first is not None]
    for text in filter(None, days):
        assert [unit.name for unit in dated if unit.first <= day(text) < unit.end] != [], "a day in no file"
    assert all(one.end <= other.first for one, other in pairwise(dated)), "a day in two files"


def test_the_days_of_a_large_month_stay_files_of_their_own() -> None:
    days = prints("2025-12-30", "2025-12-31", rows=150_000)
    assert [one.name for one in units_of("articles", days, day("2026-02-01"), "")] == [
        "2025-12-30",
        "2025-12-31",
    ]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("2026-03-02", "articles/month=2026-03"),
        ("2026-01", "articles/month=2026-01"),
        ("undated", "articles/month=undated"),
    ],
)
def test_files_lie_in_the_folder_of_their_month(name: str, folder: str) -> None:
    units = units_of("articles", prints("2026-01-05", "2026-03-02", None), day("2026-02-01"), "")
    assert {unit.name: unit.folder for unit in units}[name] == folder
    assert whole("countries", [], "").folder == "countries"


@pytest.mark.parametrize(
    "what", ["nothing", "a print", "a row more", "how the table is made", "a day is gone"]
)
def test_only_what_changed_is_written(what: str) -> None:
    before = units_of(
        "articles", prints("2026-01-05", "2026-01-06", "2026-03-02"), day("2026-02-01"), "stamp"
    )
    files = [PublishedFile(unit, f"file of {unit.name}", 1) for unit in before]
    days = prints("2026-01-05", "2026-01-06", "2026-03-02")
    if what == "a print":
        days[1] = DayPrint(days[1].day, 10, "another")
    elif what == "a row more":
        days[2] = DayPrint(days[2].day, 11, days[2].fingerprint)
    elif what == "a day is gone":
        del days[2]
    stamp = "other" if what == "how the table is made" else "stamp"
    kept, missing = changed(units_of("articles", days, day("2026-02-01"), stamp), files)
    expected = {
        "nothing": (["2026-01", "2026-03-02"], []),
        "a print": (["2026-03-02"], ["2026-01"]),
        "a row more": (["2026-01"], ["2026-03-02"]),
        "how the table is made": ([], ["2026-01", "2026-03-02"]),
        "a day is gone": (["2026-01"], []),
    }
    assert ([one.unit.name for one in kept], [one.name for one in missing]) == expected[what]


def test_months_begin_on_their_first_day() -> None:
    for text in ("2024-02-29", "2026-01-01", "2026-12-31", "1969-07-20"):
        assert first_of_month(day(text)) == day(text[:8] + "01")
