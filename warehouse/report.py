"""What a span of time brought, for the report that people read in the morning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from warehouse.read import EventPoint
from warehouse.sql_files import read_sql

Row = Mapping[str, Any]
MOST_COUNTRIES = 15


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: what Daybook first saw in a span of time, of one country (alpha-3) or of all."""

    since: datetime
    until: datetime
    country: str | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Report:
    """One span of time; rows have the names of their columns."""

    scope: Scope
    totals: Row
    spikes: tuple[Row, ...]
    is_too_early: bool  # no feed is known for long enough to say what is usual
    countries: tuple[Row, ...]
    events: tuple[Row, ...]
    sick_feeds: tuple[Row, ...]
    points: tuple[EventPoint, ...]


def report(con: duckdb.DuckDBPyConnection, scope: Scope) -> Report:
    """What was first seen in the span, the best corroborated events first, and which feeds were not heard."""
    span: dict[str, object] = {"since": scope.since, "until": scope.until, "country": scope.country}
    until = {"until": scope.until}
    compared = _rows(con, "select_report_spikes", until | {"country": scope.country})
    points = con.execute(read_sql("select_report_points"), span).fetchall()
    (totals,) = _rows(con, "select_report_totals", span)
    return Report(
        scope=scope,
        totals=totals,
        spikes=tuple(row for row in compared if row["verdict"] == "spike"),
        is_too_early=all(row["verdict"] == "too early" for row in compared),
        countries=_rows(con, "select_report_countries", span | {"limit": MOST_COUNTRIES}),
        events=_rows(con, "select_report_events", span | {"limit": scope.limit}),
        sick_feeds=_rows(con, "select_report_feeds", until),
        points=tuple(EventPoint(*row) for row in points),
    )


def _rows(con: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, object]) -> tuple[Row, ...]:
    cursor = con.execute(read_sql(name), values)
    names = [column[0] for column in cursor.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
