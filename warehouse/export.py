"""Exports: the published events of some days as files that other programs read, whole or not at all.

Each file is written under a hidden name beside its place and renamed when all of them are done, so that nobody ever
reads half of one. What is there already stays, unless it is to be replaced.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from tasks.errors import WarehouseError
from warehouse.faults import with_remedy
from warehouse.sql_files import read_sql

PARTIAL_SUFFIX = ".partial"
NESTED = ("STRUCT", "MAP", "[]", "LIST")
PARQUET = "FORMAT parquet, COMPRESSION zstd"
CSV = "FORMAT csv, HEADER"
# GDELT's own: no header and no quotes, at all.
GDELT = "FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '', ESCAPE ''"
TSV = "FORMAT csv, DELIMITER '\t', HEADER"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export: its name ({days} or {stamp} to be filled in), its statement and how it is written."""

    name: str
    statement: str
    options: str = ""  # of DuckDB's COPY; none: lines of JSON features


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export: the format, the first and the last day (``None``: all), and where to."""

    format: str
    folder: Path
    since: date | None = None
    until: date | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written: rows beside its header, and bytes."""

    path: Path
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, how many events there were on these days, and from when to when there are any."""

    files: tuple[WrittenFile, ...]
    events: int
    first: date | None
    last: date | None


FORMATS: dict[str, tuple[Part, ...]] = {
    "parquet": (
        Part("daybook-events-{days}.parquet", "export_events", PARQUET),
        Part("daybook-event-mentions-{days}.parquet", "export_mentions", PARQUET),
        Part("daybook-articles-{days}.parquet", "export_articles", PARQUET),
        Part("daybook-reviews-{days}.parquet", "export_reviews", PARQUET),
    ),
    "csv": (
        Part("daybook-events-{days}.csv", "export_events", CSV),
        Part("daybook-event-mentions-{days}.csv", "export_mentions", CSV),
        Part("daybook-articles-{days}.csv", "export_articles", CSV),
        Part("daybook-reviews-{days}.csv", "export_reviews", CSV),
    ),
    "gdelt": (
        Part("{stamp}.export.CSV", "export_gdelt", GDELT),
        Part("{stamp}.mentions.CSV", "export_gdelt_mentions", GDELT),
    ),
    "acled": (Part("daybook-acled-{days}.csv", "export_acled", CSV),),
    "polecat": (Part("daybook-polecat-{days}.tsv", "export_polecat", TSV),),
    "ucdp": (Part("daybook-ucdp-{days}.csv", "export_ucdp", CSV),),
    "geojson": (Part("daybook-events-{days}.geojson", "export_geojson"),),
    "plover-json": (Part("daybook-plover-{days}.jsonl", "export_plover_json", "FORMAT json"),),
}


def export(con: duckdb.DuckDBPyConnection, request: ExportRequest) -> Exported:
    """Write the events of the days asked for; nothing where there are none.

    Raises ``WarehouseError`` where a file is there already and is not to be replaced, or the disk says no.
    """
    events = choose_events(con, request.since, request.until)
    if not events:
        ((first, last),) = con.execute(read_sql("select_event_bounds")).fetchall()
        return Exported((), 0, first, last)
    ((first, last, stamp),) = con.execute(read_sql("select_exported_bounds")).fetchall()
    days = f"{request.since or first:%Y%m%d}-{request.until or last:%Y%m%d}"
    parts = {
        request.folder / part.name.format(days=days, stamp=stamp): part for part in FORMATS[request.format]
    }
    with written_beside(list(parts), replace=request.replace) as partials:
        rows = [
            write_part(con, read_sql(part.statement), part.options, partial)
            for part, partial in zip(parts.values(), partials, strict=True)
        ]
    files = (WrittenFile(path, count, path.stat().st_size) for path, count in zip(parts, rows, strict=True))
    return Exported(tuple(files), events, first, last)


def choose_events(con: duckdb.DuckDBPyConnection, since: date | None, until: date | None) -> int:
    """Make the table ``exported`` of the events from ``since`` to ``until``, both included; how many they are."""
    con.execute(read_sql("stage_exported_events"), {"since": since, "until": until})
    ((events,),) = con.execute("SELECT count(*) FROM exported").fetchall()
    return int(events)


def write_part(con: duckdb.DuckDBPyConnection, statement: str, options: str, path: Path) -> int:
    """Write the rows of a statement to a file and bring it to the disk; how many there are."""
    if not options:
        rows = _write_features(con, statement, path)
    else:
        chosen = _flat(con, statement) if "csv" in options else statement
        name = str(path).replace("'", "''")
        ((rows,),) = con.execute(f"COPY ({chosen}) TO '{name}' ({options})").fetchall()
    with path.open("rb") as written:
        os.fsync(written.fileno())
    return int(rows)


@contextmanager
def written_beside(paths: Sequence[Path], *, replace: bool) -> Iterator[list[Path]]:
    """Hidden names to write to within the block, that become ``paths`` at its end, or nothing where it fails."""
    partials = [path.with_name(f".{path.name}.{os.getpid()}{PARTIAL_SUFFIX}") for path in paths]
    folder = paths[0].parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_existing(paths, replace)
        try:
            yield partials
            _refuse_existing(paths, replace)
            for partial, path in zip(partials, paths, strict=True):
                partial.replace(path)
        finally:
            for partial in partials:
                partial.unlink(missing_ok=True)
    except (OSError, duckdb.IOException) as error:
        raise WarehouseError(f"{folder}: cannot export: {with_remedy(error)}") from error


def _refuse_existing(paths: Sequence[Path], replace: bool) -> None:
    there = [path for path in paths if path.exists()]
    if there and not replace:
        raise WarehouseError(
            f"{there[0]}: is there already; move it away, choose another folder (--dest) or type --replace"
        )


def _flat(con: duckdb.DuckDBPyConnection, statement: str) -> str:
    """The statement with lists and records as JSON, which every reader of CSV takes as text."""
    relation = con.sql(statement)
    nested = [
        f'to_json("{name}") AS "{name}"'
        for name, kind in zip(relation.columns, relation.types, strict=True)
        if any(sign in str(kind) for sign in NESTED)
    ]
    if not nested:
        return statement
    return f"SELECT * REPLACE ({', '.join(nested)}) FROM ({statement})"  # noqa: S608  (names of our own columns)


def _write_features(con: duckdb.DuckDBPyConnection, statement: str, path: Path) -> int:
    rows = 0
    cursor = con.execute(statement)
    with path.open("w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","features":[')
        while batch := cursor.fetchmany(1000):
            for (feature,) in batch:
                out.write(("," if rows else "") + "\n" + feature)
                rows += 1
        out.write("\n]}\n")
    return rows
