"""Codings that people judge: which to show next, what they answered, and what that comes to.

A sample is drawn from the published copy, which no run locks. An answer is written into the writer's file at once and
in a transaction of its own, so that whoever is killed loses none.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from tasks.errors import WarehouseBusy, WarehouseError
from warehouse.arrow import TEXT, Column, registered, table
from warehouse.db import connect, is_there
from warehouse.migrate import migrate
from warehouse.sql_files import read_sql

ANSWERS = ("right", "wrong_type", "wrong_actor", "no_event")
STRATA = ("type", "confidence", "none")
LONGEST_WAIT_SECONDS = 3600.0
# Longer than it takes another reviewer to write an answer; whoever holds the file longer is a run.
UNNOTICED_SECONDS = 1.0
Row = dict[str, Any]
Waiting = Callable[[str], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draw:
    """Which mentions to draw: ``n`` by lot, as many of each stratum of ``drawn_by``, from all or from a part."""

    n: int
    seed: int
    drawn_by: str = "type"
    event_type: str | None = None
    outlet: str | None = None  # words of its name
    since: datetime | None = None

    @property
    def is_of_part(self) -> bool:
        """Whether the sample says nothing of all mentions; one of a type says all of its type."""
        return self.outlet is not None or self.since is not None


@dataclass(frozen=True, slots=True)
class Review:
    """One answer of one reviewer about one mention as one version of the codebook coded it."""

    mention_id: str
    codebook_version: str
    reviewer: str
    answer: str
    answered_at: datetime
    article_id: str
    outlet: str
    event_type: str
    confidence: float
    seed: int
    drawn_by: str
    is_of_part: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What a reviewer has answered so far: by mention and codebook version, and the newest by mention."""

    by_version: Mapping[tuple[str, str], str]
    by_mention: Mapping[str, tuple[str, str]]  # the version and the answer


def review_of(row: Mapping[str, Any], draw: Draw, reviewer: str, answer: str, now: datetime) -> Review:
    """The answer to a drawn mention; raises ``ValueError`` for one that nobody can give."""
    if answer not in ANSWERS:
        raise ValueError(f"{answer!r} is none of {', '.join(ANSWERS)}")
    return Review(
        mention_id=row["mention_id"],
        codebook_version=row["codebook_version"],
        reviewer=reviewer,
        answer=answer,
        answered_at=now,
        article_id=row["article_id"],
        outlet=row["outlet"],
        event_type=row["event_type"],
        confidence=row["confidence"],
        seed=draw.seed,
        drawn_by=draw.drawn_by,
        is_of_part=draw.is_of_part,
    )


def answered_by(writer: Path, reviewer: str, waiting: Waiting) -> Answered:
    """What a reviewer has answered so far; brings the writer's schema up to date, as answers will be written to it."""

    def read(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
        migrate(con)
        return con.execute(read_sql("select_reviewer_answers"), {"reviewer": reviewer}).fetchall()

    rows = _with_writer(writer, read, waiting)
    return Answered(
        {(mention_id, version): answer for mention_id, version, answer in rows},
        {mention_id: (version, answer) for mention_id, version, answer in rows},
    )


def draw_sample(con: duckdb.DuckDBPyConnection, draw: Draw, answered: Answered) -> tuple[Row, ...]:
    """Mentions to judge, in the order in which to show them, without those that were answered; copies are left out.

    Spans of a mention carry their ``words``. The same draw from the same mentions gives the same sample.
    """
    keys = list(answered.by_version)
    known = table(
        Column("mention_id", TEXT, [mention_id for mention_id, _ in keys]),
        Column("codebook_version", TEXT, [version for _, version in keys]),
    )
    with registered(con, {"answered": known}):
        cursor = con.execute(read_sql("select_review_sample"), asdict(draw))
        columns = [column[0] for column in cursor.description or ()]
        return tuple(dict(zip(columns, row, strict=True)) for row in cursor.fetchall())


def store_review(writer: Path, review: Review, waiting: Waiting) -> None:
    """Write an answer, in place of an earlier one of the same reviewer to the same coding.

    Waits while a run holds the file, and says so through ``waiting``; raises ``WarehouseBusy`` after an hour.
    """
    _with_writer(writer, lambda con: con.execute(read_sql("insert_review"), asdict(review)), waiting)


def quality(con: duckdb.DuckDBPyConnection) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Columns and rows of the view ``quality``, what is coded now and the newest answers first."""
    cursor = con.execute(read_sql("select_quality"))
    return tuple(column[0] for column in cursor.description or ()), cursor.fetchall()


def _with_writer(writer: Path, act: Callable[[duckdb.DuckDBPyConnection], T], waiting: Waiting) -> T:
    if not is_there(writer):
        # Opening it would make an empty one, and publishing that would hide all there is.
        raise WarehouseError(f"{writer}: there is no warehouse here: type 'daybook run' first")
    try:
        with connect(writer, wait_seconds=UNNOTICED_SECONDS) as con:
            return act(con)
    except WarehouseBusy as busy:
        waiting(str(busy))
    with connect(writer, wait_seconds=LONGEST_WAIT_SECONDS) as con:
        return act(con)
