"""Which stored and incoming articles share words, found in sets: one pass over the hashes, whatever the batch.

What is a copy of what does not depend on the order of loading, with one exception: what an outlet writes under all
of its articles is learned as it comes again, and pairs of before are not compared anew without it. To do that would
compare several stored articles again for every new one, as each brings some phrase to its outlet's third day.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import duckdb
import pyarrow as pa

from tasks.records import Article, Compared, Comparison, Copies, NearDuplicate, Reported, Sketch
from warehouse.arrow import TEXT, TIME, Column, key_table, registered, table
from warehouse.sql_files import read_sql

MOST_TEXTS = (
    1000  # a hash in more of them is a phrase of the language, or of a site: no candidates come of it
)
DAYS_OF_SITE = 3  # a word-3-gram in an outlet's articles of so many days is its own, not the story's
LEAST_CANDIDATE = 3  # shared word-3-grams that few others have, from which on two articles are compared
FIRST_INCOMING = 2**30  # incoming articles are numbered behind all stored ones until they are loaded
KINDS = (("triples", 1), ("doubles", 2), ("title_keys", 3))


def compared_texts(
    con: duckdb.DuckDBPyConnection,
    articles: Sequence[Article],
    sketches: Sequence[Sketch],
    window: timedelta,
    sampled: int,
    least_shared: int,
) -> Comparison:
    """Compare incoming articles with each other and with those stored, as far as they may be alike.

    ``window`` is the most that may lie between the two, ``sampled`` the share of hashes that all articles keep; pairs
    with fewer than ``least_shared`` hashes of a kind are left out, unless their titles are alike. Gives also the hashes
    that turn out to be too common to find anything by, and those that are their outlet's.
    """
    if not articles:
        return Comparison()
    times = [_reported_at(article) for article in articles]
    tables = {
        "incoming_sketches": _about_table(articles, sketches),
        "incoming_shingles": shingles_table(sketches),
    }
    with registered(con, tables):
        span = con.execute(
            read_sql("select_sketch_window"), {"since": min(times) - window, "until": max(times) + window}
        ).fetchone() or (None, None)
        first, last = (number or 0 for number in span)
        con.execute(read_sql("stage_shingle_hits"), {"first_no": first, "last_no": last})
        common = con.execute(read_sql("select_new_common"), {"most": MOST_TEXTS}).fetchall()
        con.execute(read_sql("stage_site_shingles"), {"days": DAYS_OF_SITE})
        of_sites = con.execute(read_sql("select_new_site_shingles")).fetchall()
        con.execute(read_sql("stage_copy_candidates"), {"most": MOST_TEXTS, "least": LEAST_CANDIDATE})
        limits = {"window_seconds": window.total_seconds(), "sampled": sampled, "least_shared": least_shared}
        rows = con.execute(read_sql("select_compared"), limits).fetchall()
    return Comparison(
        tuple(Compared(*row) for row in rows),
        tuple(number for (number,) in common),
        tuple((outlet, number) for outlet, number in of_sites),
    )


def copy_groups(
    con: duckdb.DuckDBPyConnection, article_ids: Iterable[str]
) -> tuple[list[Reported], list[NearDuplicate]]:
    """The stored articles that are paired with these, or with those that are, and all of their pairs."""
    with registered(con, {"wanted": key_table(list(article_ids))}):
        con.execute(read_sql("stage_copy_groups"))
    members = con.execute(read_sql("select_copy_group_articles")).fetchall()
    pairs = con.execute(read_sql("select_copy_group_pairs")).fetchall()
    return [Reported(*row) for row in members], [NearDuplicate(*row) for row in pairs]


def copies_tables(articles: Sequence[Article], copies: Copies) -> dict[str, Any]:
    """What a load reads of copies as ``incoming_*``."""
    pairs, relinked = copies.pairs, copies.relinked
    known = {sketch.article_id for sketch in copies.sketches}
    return {
        "incoming_sketches": _about_table([a for a in articles if a.article_id in known], copies.sketches),
        "incoming_shingles": shingles_table(copies.sketches),
        "incoming_common": table(Column("hash", pa.uint32(), list(copies.common))),
        "incoming_site": table(
            Column("outlet", TEXT, [outlet for outlet, _ in copies.of_sites]),
            Column("hash", pa.uint32(), [number for _, number in copies.of_sites]),
        ),
        "incoming_pairs": table(
            Column("article_id", TEXT, [pair.article_id for pair in pairs]),
            Column("other_id", TEXT, [pair.other_id for pair in pairs]),
            Column("rule", TEXT, [pair.rule for pair in pairs]),
            Column("similarity", pa.float64(), [pair.similarity for pair in pairs]),
            Column("shared", pa.int32(), [pair.shared for pair in pairs]),
        ),
        "incoming_relinked": table(
            Column("article_id", TEXT, [one.article_id for one in relinked]),
            Column("duplicate_of", TEXT, [one.duplicate_of for one in relinked]),
        ),
    }


def shingles_table(sketches: Sequence[Sketch]) -> Any:
    """The hashes of the sketches, a row each, numbered as ``_about_table`` numbers their articles."""
    numbers: list[int] = []
    kinds: list[int] = []
    hashes: list[int] = []
    for number, sketch in enumerate(sketches, FIRST_INCOMING):
        for name, kind in KINDS:
            found = getattr(sketch, name)
            numbers += [number] * len(found)
            kinds += [kind] * len(found)
            hashes += found
    return table(
        Column("article_no", pa.int32(), numbers),
        Column("kind", pa.uint8(), kinds),
        Column("hash", pa.uint32(), hashes),
    )


def _about_table(articles: Sequence[Article], sketches: Sequence[Sketch]) -> Any:
    by_id = {article.article_id: article for article in articles}
    ordered = [by_id[sketch.article_id] for sketch in sketches]
    return table(
        Column("article_no", pa.int32(), list(range(FIRST_INCOMING, FIRST_INCOMING + len(sketches)))),
        Column("article_id", TEXT, [article.article_id for article in ordered]),
        Column("is_brief", pa.bool_(), [sketch.is_brief for sketch in sketches]),
        Column("outlet", TEXT, [article.outlet for article in ordered]),
        Column("language", TEXT, [_base(article.language) for article in ordered]),
        Column("title", TEXT, [article.title for article in ordered]),
        Column("reported_at", TIME, [_reported_at(article) for article in ordered]),
    )


def _base(language: str | None) -> str | None:
    return language.split("-")[0] if language else None


def _reported_at(article: Article) -> Any:
    return article.published_at or article.first_seen_at
