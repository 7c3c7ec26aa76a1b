"""The records of a run as the Arrow tables that ``warehouse/sql`` reads as ``incoming_*``."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from tasks.records import (
    Actor,
    EventMention,
    Place,
    Problem,
    Rejected,
    RunBatch,
    RunRecord,
)
from warehouse.arrow import TEXT, TIME, Column, table, texts
from warehouse.incoming_counts import count_columns, said_columns

ACTORS = pa.list_(pa.struct([("text", TEXT), ("name", TEXT), ("country", TEXT), ("sector", TEXT)]))
PLACE = pa.struct(
    [
        ("text", TEXT),
        ("name", TEXT),
        ("country", TEXT),
        ("admin1", TEXT),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("precision", TEXT),
        ("admin1_code", TEXT),
    ]
)
RUN_COUNTS = (
    "feeds_polled",
    "feeds_ok",
    "feeds_unchanged",
    "feeds_failed",
    "feeds_held",
    "pages_fetched",
    "entries_seen",
    "entries_new",
    "entries_skipped",
    "articles_new",
    "articles_revised",
    "articles_duplicate",
    "articles_uncoded",
    "mentions",
    "rejected",
)


def entries_table(batch: RunBatch) -> Any:
    """The entries seen for the first time or changed."""
    entries = [link.entry for link in batch.entries]
    return table(
        Column("entry_id", TEXT, [entry.entry_id for entry in entries]),
        Column("feed_id", TEXT, [entry.feed_id for entry in entries]),
        texts("guid", (entry.guid for entry in entries)),
        texts("url", (entry.url for entry in entries)),
        Column("title", TEXT, [entry.title for entry in entries]),
        texts("summary", (entry.summary for entry in entries)),
        texts("content", (entry.content for entry in entries)),
        texts("author", (entry.author for entry in entries)),
        texts("published_raw", (entry.published_raw for entry in entries)),
        Column("published_at", TIME, [entry.published_at for entry in entries]),
        Column("date_status", TEXT, [entry.date_status for entry in entries]),
        texts("language", (entry.language for entry in entries)),
        Column("entry_hash", TEXT, [entry.entry_hash for entry in entries]),
        texts("alternate_id", (entry.alternate_id for entry in entries)),
        texts("updated_raw", (entry.updated_raw for entry in entries)),
        Column("silent_changes", pa.int32(), [entry.silent_changes for entry in entries]),
        Column("first_seen_at", TIME, [link.first_seen_at for link in batch.entries]),
        Column("article_id", TEXT, [link.article_id for link in batch.entries]),
    )


def articles_table(batch: RunBatch) -> Any:
    """The new and the revised articles."""
    articles = batch.articles
    return table(
        Column("article_id", TEXT, [article.article_id for article in articles]),
        Column("feed_id", TEXT, [article.feed_id for article in articles]),
        texts("url", (article.url for article in articles)),
        texts("canonical_url", (article.canonical_url for article in articles)),
        texts("declared_url", (article.declared_url for article in articles)),
        Column("outlet", TEXT, [article.outlet for article in articles]),
        Column("title", TEXT, [article.title for article in articles]),
        texts("author", (article.author for article in articles)),
        Column("published_at", TIME, [article.published_at for article in articles]),
        Column("date_status", TEXT, [article.date_status for article in articles]),
        texts("language", (article.language for article in articles)),
        Column("text", TEXT, [article.text for article in articles]),
        Column("text_removed_at", TIME, [None] * len(articles)),
        Column("text_origin", TEXT, [article.text_origin for article in articles]),
        Column("words", pa.int32(), [len(article.text.split()) for article in articles]),
        Column("content_hash", TEXT, [article.content_hash for article in articles]),
        texts("duplicate_of", (article.duplicate_of for article in articles)),
        # Copies share a story; which story else, was told before.
        Column("story_id", TEXT, [a.story_id or a.duplicate_of or a.article_id for a in articles]),
        Column("first_seen_at", TIME, [article.first_seen_at for article in articles]),
        Column("revision", pa.int32(), [article.revision for article in articles]),
    )


def changes_table(batch: RunBatch) -> Any:
    """What each revised article changed, in words."""
    return table(
        Column("article_id", TEXT, [article.article_id for article in batch.articles]),
        Column("revision", pa.int32(), [article.revision for article in batch.articles]),
        texts("changes", (article.changes for article in batch.articles)),
    )


def mentions_table(mentions: Sequence[EventMention]) -> Any:
    """The event mentions, each with its coding."""
    codings = [mention.coded for mention in mentions]
    return table(
        Column("mention_id", TEXT, [mention.mention_id for mention in mentions]),
        # Every signature is an event of its own until it is merged.
        Column("event_id", TEXT, [mention.event_id for mention in mentions]),
        Column("signature_id", TEXT, [mention.event_id for mention in mentions]),
        Column("article_id", TEXT, [mention.article_id for mention in mentions]),
        Column("sentence_no", pa.int32(), [coded.sentence_no for coded in codings]),
        Column("start", pa.int64(), [coded.start for coded in codings]),
        Column("end", pa.int64(), [coded.end for coded in codings]),
        Column("evidence", TEXT, [coded.sentence for coded in codings]),
        Column("event_type", TEXT, [coded.event_type for coded in codings]),
        Column("modes", pa.list_(TEXT), [list(coded.modes) for coded in codings]),
        Column("contexts", pa.list_(TEXT), [list(coded.contexts) for coded in codings]),
        Column("actors", ACTORS, [_actors(coded.actors) for coded in codings]),
        Column("recipients", ACTORS, [_actors(coded.recipients) for coded in codings]),
        Column("place", PLACE, [_place(coded.place) for coded in codings]),
        Column("event_date", pa.date32(), [coded.event_date for coded in codings]),
        Column("date_precision", TEXT, [coded.date_precision for coded in codings]),
        *count_columns(codings),
        *said_columns(codings),
        Column("quad_code", pa.int32(), [coded.quad_code for coded in codings]),
        Column("event_scale", pa.float64(), [coded.event_scale for coded in codings]),
        Column("cameo_code", TEXT, [coded.cameo_code for coded in codings]),
        Column("goldstein", pa.float64(), [coded.goldstein for coded in codings]),
        Column("confidence", pa.float64(), [coded.confidence for coded in codings]),
        Column("trigger", TEXT, [coded.trigger for coded in codings]),
        Column("rule_id", TEXT, [coded.rule_id for coded in codings]),
        Column("codebook_version", TEXT, [mention.codebook_version for mention in mentions]),
    )


def rejected_table(pairs: Sequence[tuple[str, Rejected]]) -> Any:
    """The candidates that were not coded."""

    return table(
        Column("article_id", TEXT, [article_id for article_id, _ in pairs]),
        Column("start", pa.int64(), [candidate.start for _, candidate in pairs]),
        Column("end", pa.int64(), [candidate.end for _, candidate in pairs]),
        Column("evidence", TEXT, [candidate.sentence for _, candidate in pairs]),
        Column("trigger", TEXT, [candidate.trigger for _, candidate in pairs]),
        Column("reason", TEXT, [candidate.reason for _, candidate in pairs]),
    )


def problems_table(problems: Sequence[Problem]) -> Any:
    """What the run had to leave out."""
    return table(
        Column("kind", TEXT, [problem.kind for problem in problems]),
        texts("feed_id", (problem.feed_id for problem in problems)),
        texts("article_id", (problem.article_id for problem in problems)),
        Column("subject", TEXT, [problem.subject for problem in problems]),
        Column("reason", TEXT, [problem.reason for problem in problems]),
    )


def run_table(run: RunRecord, events_new: int, events_changed: int) -> Any:
    """The run itself, one row, with what it changed among the events."""
    counts = {name: getattr(run, name) for name in RUN_COUNTS} | {
        "events_new": events_new,
        "events_changed": events_changed,
    }
    return table(
        Column("run_id", TEXT, [run.run_id]),
        Column("flow", TEXT, [run.flow]),
        Column("started_at", TIME, [run.started_at]),
        Column("ended_at", TIME, [run.ended_at]),
        Column("status", TEXT, [run.status]),
        texts("error", [run.error]),
        *(Column(name, pa.int32(), [count]) for name, count in counts.items()),
        Column("stage_seconds", pa.map_(TEXT, pa.float64()), [list(run.stage_seconds)]),
    )


def _actors(actors: Sequence[Actor]) -> list[dict[str, str | None]]:
    return [
        {
            "text": actor.text,
            "name": actor.name,
            "country": actor.country or None,
            "sector": actor.sector or None,
        }
        for actor in actors
    ]


def _place(place: Place | None) -> dict[str, str | float | None] | None:
    if place is None:
        return None
    return {
        "text": place.text,
        "name": place.name,
        "country": place.country or None,
        "admin1": place.admin1 or None,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "admin1_code": place.admin1_code or None,
    }
