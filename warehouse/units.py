"""Which files a table is published in, and which of them a load has changed: decisions without a database.

A table's rows are told apart by the UTC day of an immutable time. Days of this month and the last are a file each, so
that a run writes little anew; the days of an older month share one file, so that years do not make thousands.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

MOST_ROWS_A_MONTH = 200_000  # beyond that the days of an old month stay files of their own
EPOCH = date(1970, 1, 1)
UNDATED, WHOLE = "undated", "whole"


@dataclass(frozen=True, slots=True)
class DayPrint:
    """What a table holds of one day (days since 1970, ``None``: of no known day), in a word that changes with it."""

    day: int | None
    rows: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What one file holds: the rows of the days from ``first`` to before ``end``, or those of no known day."""

    table: str
    name: str
    first: int | None
    end: int | None
    rows: int
    fingerprint: str

    @property
    def folder(self) -> str:
        """Where its files lie, below the published tables: the table, and the month where it has one."""
        if self.name == WHOLE:
            return self.table
        return f"{self.table}/month={self.name if self.first is None else self.name[:7]}"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A unit as it stands in a file; ``file`` is its path below the published folder."""

    unit: Unit
    file: str
    bytes: int


def units_of(table: str, days: Iterable[DayPrint], open_from: int, stamp: str) -> list[Unit]:
    """The units of a table, the oldest first; days from ``open_from`` on are units of their own.

    ``stamp`` tells how the table is made: with another one, all of its units are others.
    """
    known = sorted((day for day in days if day.day is not None), key=lambda one: one.day or 0)
    units: list[Unit] = [
        _unit(table, UNDATED, None, None, [day], stamp) for day in days if day.day is None and day.rows
    ]
    for month, of_month in groupby(known, key=lambda one: first_of_month(one.day or 0)):
        parts = list(of_month)
        if month < first_of_month(open_from) and sum(part.rows for part in parts) <= MOST_ROWS_A_MONTH:
            units.append(_unit(table, _date(month)[:7], month, _next_month(month), parts, stamp))
        else:
            for part in parts:
                day = part.day or 0
                units.append(_unit(table, _date(day), day, day + 1, [part], stamp))
    return units


def whole(table: str, days: Sequence[DayPrint], stamp: str) -> Unit:
    """A table that stands in one file: one without rows, or without a time."""
    return _unit(table, WHOLE, None, None, days, stamp)


def changed(
    wanted: Iterable[Unit], published: Iterable[PublishedFile]
) -> tuple[list[PublishedFile], list[Unit]]:
    """What of ``wanted`` stands in a file already, and what must be written."""
    there = {one.unit: one for one in published}
    kept: list[PublishedFile] = []
    missing: list[Unit] = []
    for unit in wanted:
        if unit in there:
            kept.append(there[unit])
        else:
            missing.append(unit)
    return kept, missing


def first_of_month(day: int) -> int:
    """The first day of the month that a day lies in."""
    return day - (EPOCH + timedelta(days=day)).day + 1


def _next_month(first: int) -> int:
    return first_of_month(first + 31)


def _date(day: int) -> str:
    return (EPOCH + timedelta(days=day)).isoformat()


def _unit(
    table: str, name: str, first: int | None, end: int | None, days: Sequence[DayPrint], stamp: str
) -> Unit:
    told = "|".join(f"{day.day} {day.rows} {day.fingerprint}" for day in days)
    fingerprint = hashlib.md5(f"{stamp}|{told}".encode()).hexdigest()
    return Unit(table, name, first, end, sum(day.rows for day in days), fingerprint)
