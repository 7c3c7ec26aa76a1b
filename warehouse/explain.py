"""Why an event is there, and what became of an article: everything that is stored about one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from tasks.errors import WarehouseError
from warehouse.sql_files import read_sql

SHOWN = 5  # of several that an id can mean
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ExplainedEvent:
    """An event with its evidence and its past; ``way`` leads from the id asked for to the event that has it now."""

    way: tuple[str, ...]
    event: Row  # as it is, or, where ``is_present`` is false, as it last was
    mentions: tuple[Row, ...]  # those with ``valid_to`` are of earlier states
    edges: tuple[Row, ...]  # which of them were joined, by which rule
    versions: tuple[Row, ...]
    moment: datetime | None = None  # as of when; None: now, with the mentions of earlier states


@dataclass(frozen=True, slots=True)
class ExplainedArticle:
    """An article with what was coded in it, what was not, and what it said before."""

    article: Row
    sentences: tuple[Row, ...]
    revisions: tuple[Row, ...]
    problems: tuple[Row, ...]


def explain_event(
    con: duckdb.DuckDBPyConnection, asked: str, moment: datetime | None = None
) -> ExplainedEvent:
    """Tell of the event whose id is, or begins with, ``asked``; one merged into another leads to that.

    As of a ``moment`` it is told as it stood then, by its own id. Raises ``WarehouseError`` where there is no such
    event, or was none then, or more than one.
    """
    matching = _rows(con, "select_matching_events", prefix=asked, most=SHOWN + 1)
    if not matching and _rows(con, "select_matching_articles", prefix=asked, most=1):
        raise WarehouseError(
            f"no event has the id {asked}, but an article does: daybook explain --article {asked}"
        )
    event_id = _one_of(matching, "event", asked, lambda row: f"{row['event_type']} {row['event_date'] or ''}")
    if moment is not None:
        return _explain_asof(con, event_id, moment)
    way = tuple(row["event_id"] for row in _rows(con, "select_event_successors", event_id=event_id))
    return ExplainedEvent(
        way=way,
        event=_rows(con, "select_event", event_id=way[-1])[0],
        mentions=_rows(con, "select_explained_mentions", event_id=way[-1]),
        edges=_edges(con, way[-1]),
        versions=_rows(con, "select_event_versions", event_id=way[-1]),
    )


def _explain_asof(con: duckdb.DuckDBPyConnection, event_id: str, moment: datetime) -> ExplainedEvent:
    versions = _rows(con, "select_event_versions", event_id=event_id)
    states = _rows(con, "select_event_asof", event_id=event_id, moment=moment)
    if not states:
        raise WarehouseError(
            f"event {event_id} was not there on {moment:%Y-%m-%d %H:%M} UTC:"
            f" daybook explain {event_id} tells since when"
        )
    mentions = tuple(
        row | {"is_lead": row["mention_id"] == states[0]["lead_mention_id"]}
        for row in _rows(con, "select_explained_mentions", event_id=event_id)
        if row["valid_from"] <= moment and (row["valid_to"] is None or moment < row["valid_to"])
    )
    return ExplainedEvent((event_id,), states[0], mentions, (), versions, moment)


def explain_article(con: duckdb.DuckDBPyConnection, asked: str) -> ExplainedArticle:
    """Tell of the article whose id, or that of an entry of it, is or begins with ``asked``.

    Raises ``WarehouseError`` where there is no such article or more than one.
    """
    matching = _rows(con, "select_matching_articles", prefix=asked, most=SHOWN + 1)
    article_id = _one_of(matching, "article", asked, lambda row: str(row["title"]))
    return ExplainedArticle(
        article=_rows(con, "select_explained_article", article_id=article_id)[0],
        sentences=_rows(con, "select_article_sentences", article_id=article_id),
        revisions=_rows(con, "select_article_revisions", article_id=article_id),
        problems=_rows(con, "select_article_problems", article_id=article_id),
    )


def _edges(con: duckdb.DuckDBPyConnection, event_id: str) -> tuple[Row, ...]:
    # What an earlier version published may not have them.
    named = "SELECT 1 FROM duckdb_columns() WHERE table_name = 'merge_edges' LIMIT 1"
    return _rows(con, "select_merge_edges", event_id=event_id) if con.execute(named).fetchall() else ()


def _one_of(matching: tuple[Row, ...], kind: str, asked: str, told: Callable[[Row], str]) -> str:
    key = f"{kind}_id"
    ids = [str(row[key]) for row in matching]
    if not ids:
        raise WarehouseError(
            f'no {kind} has an id that is or begins with {asked!r}: daybook sql "from {kind}s" shows ids'
        )
    if len(ids) > 1 and asked not in ids:
        shown = "; ".join(f"{row[key]} ({told(row).strip()})" for row in matching[:SHOWN])
        more = " and more" if len(ids) > SHOWN else ""
        raise WarehouseError(f"several {kind}s have ids that begin with {asked!r}: {shown}{more}")
    return ids[0]


def _rows(con: duckdb.DuckDBPyConnection, name: str, **values: object) -> tuple[Row, ...]:
    cursor = con.execute(read_sql(name), values)
    columns = [column[0] for column in cursor.description or ()]
    return tuple(dict(zip(columns, row, strict=True)) for row in cursor.fetchall())
