"""Stored articles as records again, for what takes them up anew."""

from collections.abc import Sequence
from typing import Any

import duckdb

from tasks.records import Article
from warehouse.arrow import key_table, registered
from warehouse.sql_files import read_sql


def stored_articles(
    con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]
) -> list[tuple[Article, str | None]]:
    """The articles with what coding and telling stories need, in the order of their ids, each with its feed's country.

    Addresses, outlet, author and hash are left out.
    """
    with registered(con, {"wanted": key_table(article_ids)}):
        rows = con.execute(read_sql("select_stored_articles")).fetchall()
    return [(_article(row), row[-1]) for row in rows]


def _article(row: tuple[Any, ...]) -> Article:
    article_id, feed_id, title, text, origin, language, published, first_seen, story_id, revision, _ = row
    return Article(
        article_id=article_id,
        feed_id=feed_id,
        url=None,
        canonical_url=None,
        outlet="",
        title=title,
        author=None,
        published_at=published,
        date_status="missing",
        language=language,
        text=text,
        text_origin=origin,
        content_hash="",
        first_seen_at=first_seen,
        story_id=story_id,
        revision=revision,
    )
