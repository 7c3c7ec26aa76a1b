"""The archive's stories, told anew: articles in their order, and what the warehouse finds changed.

What is told stands in temporary tables, on disk where memory is short, until it is applied or forgotten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from tasks.records.stories import LIVE_DAYS, MOST_LIVE
from warehouse.arrow import TEXT, Column, registered, table
from warehouse.sql_files import read_sql

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RetoldCounts:
    """What telling the stories anew comes to; copies are not counted, they follow their originals."""

    articles: int
    stories_before: int
    stories_after: int
    joined: int  # stories that hold articles of several former ones
    split: int  # former stories whose articles are in several now
    moved: int  # articles whose story is another


@dataclass(frozen=True, slots=True)
class RetoldStory:
    """A story that articles move to."""

    story_id: str
    headline: str
    articles: int
    moved: int
    former_stories: int


def begin_retelling(con: duckdb.DuckDBPyConnection) -> None:
    """Make room for what is told."""
    con.execute(read_sql("create_retold"))
    con.execute(read_sql("create_retold_headlines"))


def told_order(
    con: duckdb.DuckDBPyConnection, since: datetime | None, until: datetime | None, at_once: int
) -> Iterator[list[str]]:
    """The ids of the articles to tell, so many at once, in the order in which runs took them in."""
    # A cursor of its own: the connection has other questions to ask meanwhile.
    with con.cursor() as cursor:
        cursor.execute(read_sql("select_told_order"), {"since": since, "until": until})
        while rows := cursor.fetchmany(at_once):
            yield [article_id for (article_id,) in rows]


def told_before(con: duckdb.DuckDBPyConnection, since: datetime | None) -> list[str]:
    """The ids of the articles that the first of those to tell are compared with; none without ``since``."""
    if since is None:
        return []
    limits = {"since": since, "live_days": LIVE_DAYS, "most_live": MOST_LIVE}
    return [article_id for (article_id,) in con.execute(read_sql("select_told_before"), limits).fetchall()]


def note_told(
    con: duckdb.DuckDBPyConnection, number: int, told: Mapping[str, str], headlines: Mapping[str, str]
) -> None:
    """Note the stories of some articles, and the most central articles of these stories as of now."""
    tables = {
        "incoming_told": _pairs(told),
        "incoming_central": _pairs(headlines),
    }
    with registered(con, tables):
        con.execute("INSERT INTO retold FROM incoming_told")
        con.execute("INSERT INTO retold_headlines SELECT ?, first, second FROM incoming_central", [number])


def settle_names(con: duckdb.DuckDBPyConnection) -> RetoldCounts:
    """Give the stories that were told the ids that they keep, and say what that comes to."""
    con.execute(read_sql("stage_renamed_stories"))
    ((*counts,),) = con.execute(read_sql("select_retold_counts")).fetchall()
    return RetoldCounts(*counts)


def retold_changes(con: duckdb.DuckDBPyConnection, limit: int = MOST_SHOWN) -> tuple[RetoldStory, ...]:
    """The stories that most articles move to."""
    rows = con.execute(read_sql("select_retold_changes"), {"limit": limit}).fetchall()
    return tuple(RetoldStory(*row) for row in rows)


def retold_moves(con: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str], ...]:
    """The articles that move, each with its story."""
    return tuple(con.execute(read_sql("select_retold_moves")).fetchall())


def retold_headlines(con: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str], ...]:
    """The stories whose most central article is another now, each with that."""
    return tuple(con.execute(read_sql("select_retold_headlines")).fetchall())


def _pairs(pairs: Mapping[str, str]) -> object:
    return table(Column("first", TEXT, list(pairs)), Column("second", TEXT, list(pairs.values())))
