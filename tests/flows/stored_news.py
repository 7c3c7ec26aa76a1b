"""What a warehouse has, as the records that it was loaded from, to load it again in another order."""

from typing import Any

import duckdb

from tasks.records import Actor, Article, CodedEvent, Place

ARTICLES = """
SELECT article_id, feed_id, url, canonical_url, outlet, title, author, published_at, date_status, language, text,
       text_origin, content_hash, first_seen_at, duplicate_of, story_id
FROM articles
ORDER BY article_id
"""


def stored_articles(con: duckdb.DuckDBPyConnection) -> list[Article]:
    """The articles, without their revisions."""
    rows = con.execute(ARTICLES)
    names = [column[0] for column in rows.description or ()]
    return [Article(**dict(zip(names, row, strict=True))) for row in rows.fetchall()]


def stored_codings(con: duckdb.DuckDBPyConnection) -> dict[str, list[CodedEvent]]:
    """The codings of each article, but for spans and bounds of counts."""
    rows = con.execute("FROM event_mentions ORDER BY mention_id")
    names = [column[0] for column in rows.description or ()]
    codings: dict[str, list[CodedEvent]] = {}
    for row in rows.fetchall():
        said = dict(zip(names, row, strict=True))
        codings.setdefault(said["article_id"], []).append(_coded(said))
    return codings


def _coded(said: dict[str, Any]) -> CodedEvent:
    same = (
        "event_type",
        "event_date",
        "date_precision",
        "killed",
        "injured",
        "confidence",
        "sentence_no",
        "start",
        "end",
    )
    same += ("trigger", "rule_id", "quad_code", "event_scale", "cameo_code", "goldstein")
    return CodedEvent(
        modes=tuple(said["modes"]),
        contexts=tuple(said["contexts"]),
        actors=_actors(said["actors"]),
        recipients=_actors(said["recipients"]),
        place=_place(said),
        sentence=said["evidence"],
        **{name: said[name] for name in same},
    )


def _actors(rows: list[dict[str, str | None]]) -> tuple[Actor, ...]:
    return tuple(Actor(*(row[name] or "" for name in ("text", "name", "country", "sector"))) for row in rows)


def _place(said: dict[str, Any]) -> Place | None:
    place = said["place"]
    if place is None:
        return None
    inferred = next((one["reason"] for one in said["inferred"] if one["field"] == "place"), "")
    names = {name: place[name] or "" for name in ("text", "name", "country", "admin1")}
    return Place(**names, lat=place["lat"], lon=place["lon"], precision=place["precision"], inferred=inferred)
