"""JSON Feed 1 and 1.1 (jsonfeed.org): a document to raw entries."""

import html
import json
import re
from typing import Any

from tasks.errors import ParseError
from tasks.parse_decode import clean
from tasks.parse_entries import RawEntry, RawFeed

VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1")


def read_json_feed(text: str) -> RawFeed:
    """Read a JSON Feed; raises ``ParseError`` for other JSON and for broken JSON."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ParseError("bad_feed", f"the JSON cannot be read ({problem})") from problem
    if not isinstance(document, dict) or not VERSION.match(_text(document.get("version"))):
        raise ParseError("not_a_feed", "this is JSON, but not a JSON Feed (it has no jsonfeed.org version)")
    items = document.get("items")
    if not isinstance(items, list):
        raise ParseError("bad_feed", "this JSON Feed has no list of items")
    language = _text(document.get("language")) or None
    entries = [_item(item if isinstance(item, dict) else {}, language) for item in items]
    return RawFeed(
        title=_text(document.get("title")) or None,
        home=_text(document.get("home_page_url")) or None,
        items=entries,
    )


def _item(item: dict[str, Any], language: str | None) -> RawEntry:
    return RawEntry(
        guid=_text(item.get("id")) or None,
        link=_text(item.get("url")) or _text(item.get("external_url")) or None,
        title=_text(item.get("title")),
        summary=as_html(_text(item.get("summary"))),
        content=_text(item.get("content_html")) or as_html(_text(item.get("content_text"))),
        author=_author(item),
        published=_text(item.get("date_published")) or _text(item.get("date_modified")) or None,
        updated=_text(item.get("date_modified")) or None,
        language=_text(item.get("language")) or language,
    )


def as_html(text: str) -> str:
    """Escape plain text where a reader of HTML would misread it; paragraphs stay apart."""
    if "<" not in text and "&" not in text:
        return text
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in re.split(r"\n\s*\n", text))


def _author(item: dict[str, Any]) -> str | None:
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    names = [_text(person.get("name")) for person in people if isinstance(person, dict)]
    return ", ".join(name for name in names if name) or None


def _text(value: Any) -> str:
    """Give a JSON value as text: ids are numbers in some feeds, and a wrong type says nothing."""
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
