"""The stories' part of the warehouse: the articles that new ones are compared with, read and written in bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasks.records import RunBatch, RunRecord
from tasks.records.stories import LIVE_DAYS, MOST_LIVE, MOST_MEMBERS, StoryMembers
from warehouse.arrow import TEXT, TIME, Column, key_table, registered, table, texts
from warehouse.sql_files import read_sql

MICROSECONDS_A_DAY = 86_400_000_000


def live_members(con: duckdb.DuckDBPyConnection) -> StoryMembers:
    """The articles of the stories that live, by story."""
    found = con.sql(read_sql("select_story_members")).to_arrow_table().combine_chunks()
    terms = found["terms"].combine_chunks()
    lengths = pc.list_value_length(terms).to_numpy(zero_copy_only=False)
    return StoryMembers(
        tuple(found["article_id"].to_pylist()),
        tuple(found["story_id"].to_pylist()),
        tuple(found["language"].to_pylist()),
        found["day"].to_numpy(),
        found["came"].to_numpy(),
        np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        terms.flatten().to_numpy(zero_copy_only=False).astype(np.uint32),
        found["counts"].combine_chunks().flatten().to_numpy(zero_copy_only=False).astype(np.uint8),
    )


def kept_stories(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, str]:
    """The story of each of the articles that is stored and no copy, by article_id."""
    with registered(con, {"wanted": key_table(article_ids)}):
        return dict(con.execute(read_sql("select_article_stories")).fetchall())


def members_table(batch: RunBatch) -> Any:
    """The articles of the run that later ones are compared with, as ``warehouse/sql`` reads them."""
    members = batch.told.members if batch.told else None
    if members is None:
        return members_schema().empty_table()
    return members_arrow(members)


def members_arrow(members: StoryMembers) -> Any:
    """Articles with their terms, as ``warehouse/sql`` reads them."""
    offsets = pa.array(members.offsets, pa.int32())
    return pa.table(
        {
            "article_id": pa.array(members.article_ids, TEXT),
            "language": pa.array([one or None for one in members.languages], TEXT),
            "told_at": _times(members.days),
            "came_at": _times(members.came),
            "terms": pa.ListArray.from_arrays(offsets, pa.array(members.terms, pa.uint32())),
            "counts": pa.ListArray.from_arrays(offsets, pa.array(members.counts, pa.uint8())),
        },
        schema=members_schema(),
    )


def members_schema() -> Any:
    """The columns of ``members_arrow``."""
    return pa.schema(
        [
            ("article_id", TEXT),
            ("language", TEXT),
            ("told_at", TIME),
            ("came_at", TIME),
            ("terms", pa.list_(pa.uint32())),
            ("counts", pa.list_(pa.uint8())),
        ]
    )


def headlines_table(batch: RunBatch) -> Any:
    """The most central article of every story that the run told."""
    headlines = batch.told.headlines if batch.told else ()
    return table(
        Column("story_id", TEXT, [story_id for story_id, _ in headlines]),
        texts("article_id", (article_id for _, article_id in headlines)),
    )


def retold_table(batch: RunBatch) -> Any:
    """The stored articles that are told anew, with their stories."""
    return table(
        Column("article_id", TEXT, [article_id for article_id, _ in batch.retold]),
        Column("story_id", TEXT, [story_id for _, story_id in batch.retold]),
    )


def forget_ended(con: duckdb.DuckDBPyConnection, run: RunRecord) -> None:
    """Let go what new articles are not compared with any longer, as of the run's start."""
    forget_ended_at(con, run.started_at)


def forget_ended_at(con: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Let go what new articles are not compared with any longer at ``now``."""
    bounds = {"live_days": LIVE_DAYS, "most_members": MOST_MEMBERS, "most_live": MOST_LIVE}
    con.execute(read_sql("delete_ended_members"), {"now": now, **bounds})


def _times(days: Any) -> Any:
    return pa.array(np.round(days * MICROSECONDS_A_DAY).astype("int64"), TIME)
