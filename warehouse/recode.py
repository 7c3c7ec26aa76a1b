"""Stored articles coded anew, beside the warehouse: which there are, what came of them, what that would change.

The codings stand in a DuckDB file of their own (``recoding``), so that nothing is lost when coding is broken off and
no reader sees them before they are applied.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tasks.records import EventMention, LoadReport, Rejected, RunBatch, RunRecord
from tasks.records.merging import Merging
from warehouse.arrow import TEXT, Column, key_table, registered, table, texts
from warehouse.db import connect
from warehouse.incoming import mentions_table, rejected_table
from warehouse.load import load_run
from warehouse.recoded import RECODED_ARTICLES, RecodedTables
from warehouse.sql_files import read_sql
from warehouse.transactions import transaction

EXAMPLES = 8  # of each kind
STAGED = ("articles", "now", "lost", "gained", "pairs", "rejected")


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """A stored article that may be coded anew; ``language`` is empty where it is not known."""

    article_id: str
    revision: int
    language: str
    has_text: bool


@dataclass(frozen=True, slots=True)
class CodedAnew:
    """What the coder made of one stored article; ``error`` says why it made nothing."""

    article_id: str
    revision: int
    mentions: tuple[EventMention, ...]
    rejected: tuple[Rejected, ...]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class TypeDifference:
    """The mentions of one event type: as they were, new, gone, and said otherwise."""

    event_type: str
    same: int
    gained: int
    lost: int
    changed: int


@dataclass(frozen=True, slots=True)
class Example:
    """One mention that is not as it was: ``kind`` is gained, lost or changed, ``fields`` those that differ."""

    kind: str
    event_type: str
    evidence: str
    before: dict[str, Any]
    after: dict[str, Any]
    fields: tuple[str, ...]
    article_id: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What recoding changes: how many articles were compared, each type, and examples."""

    articles: int
    types: tuple[TypeDifference, ...]
    examples: tuple[Example, ...]

    @property
    def is_none(self) -> bool:
        """Say whether nothing is different."""
        return not any(one.gained or one.lost or one.changed for one in self.types)


def articles_to_recode(
    con: duckdb.DuckDBPyConnection, since: datetime | None, until: datetime | None
) -> list[StoredArticle]:
    """The stored articles published in a span of time (``until`` excluded), those first seen first."""
    rows = con.execute(read_sql("select_articles_to_recode"), {"since": since, "until": until}).fetchall()
    return [StoredArticle(*row) for row in rows]


@contextmanager
def open_recoding(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file of a recoding, made where there is none; the caller sees to it that it is the only one."""
    with connect(path) as con:
        con.execute(read_sql("create_coded_articles"))
        with registered(con, _coded_tables(())):
            con.execute(read_sql("create_coded_mentions"))
            con.execute(read_sql("create_coded_rejected"))
        yield con


def coded_revisions(recoding: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The articles that are coded anew already, each with the revision that was coded."""
    return dict(recoding.execute("SELECT article_id, revision FROM coded_articles").fetchall())


def failed_codings(recoding: duckdb.DuckDBPyConnection, wanted: Sequence[str]) -> int:
    """How many of the wanted articles could not be coded anew, in this call or one before."""
    with registered(recoding, {"wanted": key_table(wanted)}):
        ((failed,),) = recoding.execute(read_sql("count_failed_codings")).fetchall()
    return int(failed)


def keep_coded(recoding: duckdb.DuckDBPyConnection, coded: Sequence[CodedAnew]) -> None:
    """Keep what came of some articles, all of it or nothing, in place of what was kept of them before."""
    with registered(recoding, _coded_tables(coded)), transaction(recoding):
        for name in ("coded_mentions", "coded_rejected", "coded_articles"):
            recoding.execute(
                f"DELETE FROM {name} WHERE article_id IN (SELECT article_id FROM incoming_coded)"  # noqa: S608
            )
        recoding.execute("INSERT INTO coded_articles FROM incoming_coded")
        recoding.execute("INSERT INTO coded_mentions FROM incoming_mentions")
        recoding.execute("INSERT INTO coded_rejected FROM incoming_rejected")


@contextmanager
def compared(con: duckdb.DuckDBPyConnection, path: Path, wanted: Sequence[str]) -> Iterator[Difference]:
    """Compare the wanted articles' codings with what ``con`` stores, for as long as the block lasts."""
    con.execute(f"ATTACH {_literal(path)} AS recoding (READ_ONLY)")
    try:
        with registered(con, {"wanted": key_table(wanted)}):
            for name in STAGED:
                con.execute(read_sql(f"stage_recoded_{name}"))
        yield _difference(con)
    finally:
        for name in STAGED:
            con.execute(f"DROP TABLE IF EXISTS temp.recoded_{name}")
        con.execute("DETACH recoding")


def apply_recoding(
    con: duckdb.DuckDBPyConnection, run: RunRecord, merging: Merging, codebook_version: str
) -> LoadReport:
    """Make what was ``compared`` current, in one transaction: mentions, rejected candidates, events and history."""
    articles = con.sql("SELECT article_id FROM recoded_articles ORDER BY 1").to_arrow_table()
    versions = pa.array([codebook_version] * articles.num_rows, TEXT)
    tables = RecodedTables(
        pa.table([articles["article_id"], versions], schema=RECODED_ARTICLES),
        con.sql("SELECT mention_id AS key FROM recoded_lost").to_arrow_table(),
        con.sql(read_sql("select_recoded_rejected_gone")).to_arrow_table(),
        con.sql("SELECT * EXCLUDE (run_id) FROM recoded_gained").to_arrow_table(),
        con.sql(read_sql("select_recoded_rejected_new")).to_arrow_table(),
    )
    return load_run(con, RunBatch(run), merging, tables)


def _difference(con: duckdb.DuckDBPyConnection) -> Difference:
    ((articles,),) = con.execute("SELECT count(*) FROM recoded_articles").fetchall()
    types = con.execute(read_sql("select_recoded_types")).fetchall()
    examples = con.execute(read_sql("select_recoded_examples"), {"limit": EXAMPLES}).fetchall()
    return Difference(
        articles,
        tuple(TypeDifference(*row) for row in types),
        tuple(
            Example(kind, event_type, evidence, before, after, tuple(fields or ()), article_id, outlet)
            for kind, event_type, evidence, before, after, fields, article_id, outlet in examples
        ),
    )


def _coded_tables(coded: Sequence[CodedAnew]) -> dict[str, Any]:
    mentions = [mention for one in coded for mention in one.mentions]
    rejected = tuple((one.article_id, candidate) for one in coded for candidate in one.rejected)
    return {
        "incoming_coded": table(
            Column("article_id", TEXT, [one.article_id for one in coded]),
            Column("revision", pa.int32(), [one.revision for one in coded]),
            texts("error", (one.error for one in coded)),
        ),
        "incoming_mentions": mentions_table(mentions),
        "incoming_rejected": rejected_table(rejected),
    }


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
