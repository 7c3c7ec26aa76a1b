"""A release: the events as a folder that may be published, with what a stranger needs to use and check them.

It has no headline, sentence or text of the news: mentions say by address and offsets where their sentence stands.
"""

import csv
import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from tasks.errors import WarehouseError
from warehouse.export import (
    CSV,
    PARQUET,
    PARTIAL_SUFFIX,
    Exported,
    WrittenFile,
    choose_events,
    write_part,
)
from warehouse.faults import with_remedy
from warehouse.sql_files import read_sql

TABLES = {
    "events": "release_events",
    "event_mentions": "release_mentions",
    "articles": "release_articles",
    "feeds": "release_feeds",
}
OPTIONS = {"parquet": PARQUET, "csv": CSV}
# Columns of another table than the one that they stand in here.
BORROWED = {("event_mentions", "canonical_url"): "articles"}
SUMS = "SHA256SUMS"
README = """# Events coded from news, {first} to {last}

{sample}{events} events of {first} to {last}, coded by machine with Daybook from the news of {feeds} feeds; codebook
{versions}; state of {as_of} UTC. Nobody has checked them one by one: `confidence` and `owners` (independent voices) say
how far each can be trusted, and what no feed reported is not in them.

| file | one row is | rows |
| --- | --- | --- |
| `events` | one happening | {events} |
| `event_mentions` | one coding in one sentence of one article: the evidence of the events | {event_mentions} |
| `articles` | an article that tells one of the events | {articles} |
| `feeds` | a feed that brought one of the articles | {feeds} |

Each table is there as Parquet and as CSV (UTF-8, with a header; lists and records are JSON, an empty field is unknown).
`data_dictionary.csv` says what every column means, `codebook.csv` which event types, modes, contexts and sectors there
are. Times are UTC, countries ISO 3166 alpha-3. Check the files: `sha256sum -c SHA256SUMS`.

## The evidence

No headline, sentence or text of the news is in here: they belong to their publishers. A mention says in which article
(`canonical_url`) and between which characters (`start` to `end`, into the headline, a blank line and the text as they
were when it was coded) its sentence stands, which words fired (`trigger`), and by which rule (`rule_id`).

## Licences

- The names and coordinates of places are from GeoNames (geonames.org), CC BY 4.0: name it where you pass them on.
- The event types, modes, contexts and sectors follow PLOVER, of the Open Event Data Alliance: its manual is
  CC BY-SA 4.0.
- CAMEO codes and Goldstein scores are derived from these types.
- Whoever publishes this folder decides on the licence of the rest and says so here.
"""


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """Where to write a release, of which days (``None``: all), whether its news are invented, and the codebook."""

    folder: Path
    since: date | None
    until: date | None
    is_sample: bool
    codebook: Sequence[Sequence[object]]  # its first row is the header


def write_release(con: duckdb.DuckDBPyConnection, request: ReleaseRequest) -> Exported:
    """Write the folder, whole or not at all; nothing where there are no events.

    Raises ``WarehouseError`` where a release of these days is there already, or the disk says no.
    """
    events = choose_events(con, request.since, request.until)
    if not events:
        ((first, last),) = con.execute(read_sql("select_event_bounds")).fetchall()
        return Exported((), 0, first, last)
    ((first, last, _),) = con.execute(read_sql("select_exported_bounds")).fetchall()
    days = f"{request.since or first:%Y%m%d}-{request.until or last:%Y%m%d}"
    folder = request.folder / f"daybook-release-{days}"
    partial = folder.with_name(f".{folder.name}.{os.getpid()}{PARTIAL_SUFFIX}")
    try:
        if folder.exists():
            raise WarehouseError(
                f"{folder}: is there already; move it away or choose another folder (--dest)"
            )
        partial.mkdir(parents=True)
        try:
            rows = _write_files(con, partial, request, {"first": first, "last": last, "events": events})
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except (OSError, duckdb.IOException) as error:
        raise WarehouseError(f"{folder}: cannot write the release: {with_remedy(error)}") from error
    written = (
        WrittenFile(folder / name, count, (folder / name).stat().st_size) for name, count in rows.items()
    )
    return Exported(tuple(written), events, first, last)


def _write_files(
    con: duckdb.DuckDBPyConnection, folder: Path, request: ReleaseRequest, told: dict[str, object]
) -> dict[str, int]:
    """Write every file of a release; the rows of each by its name."""
    rows: dict[str, int] = {}
    for table, statement in TABLES.items():
        for ending, options in OPTIONS.items():
            name = f"{table}.{ending}"
            rows[name] = write_part(con, read_sql(statement), options, folder / name)
    dictionary = _dictionary(con)
    rows["data_dictionary.csv"] = _write_csv(folder / "data_dictionary.csv", dictionary)
    sectors = con.execute(
        "SELECT 'sector', NULL, code, NULL, NULL, NULL, name, NULL FROM sectors ORDER BY code"
    )
    rows["codebook.csv"] = _write_csv(folder / "codebook.csv", [*request.codebook, *sectors.fetchall()])
    ((versions, as_of),) = con.execute(read_sql("select_release_facts")).fetchall()
    sample = "**Invented news: the sample of Daybook, not real events.** " if request.is_sample else ""
    counts = {table: rows[f"{table}.csv"] for table in TABLES}
    text = README.format(**{**told, **counts, "versions": versions, "as_of": as_of, "sample": sample})
    (folder / "README.md").write_text(text, encoding="utf-8")
    rows["README.md"] = text.count("\n")
    sums = "".join(f"{_sum(folder / name)}  {name}\n" for name in sorted(rows))
    (folder / SUMS).write_text(sums, encoding="utf-8")
    return rows | {SUMS: len(rows)}


def _dictionary(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    """What every column means, from the schema's comments."""
    told = {(row[1], row[3]): row[5] for row in con.execute(read_sql("select_columns")).fetchall()}
    lines = [("table", "column", "type", "meaning")]
    for table, statement in TABLES.items():
        relation = con.sql(read_sql(statement))
        for column, kind in zip(relation.columns, relation.types, strict=True):
            home = BORROWED.get((table, column), table)
            lines.append((table, column, str(kind), str(told.get((home, column)) or "")))
    return lines


def _write_csv(path: Path, lines: Sequence[Sequence[object]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(lines)
    return len(lines) - 1


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
