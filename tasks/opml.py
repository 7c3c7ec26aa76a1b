"""Feed lists as other readers keep them: OPML in and out."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

import listparser
from lxml import etree

from tasks.errors import ConfigError
from tasks.feeds_values import country_codes, default_feed_id, default_outlet, url_key, web_url
from tasks.parse_decode import clean
from tasks.records import Feed
from tasks.redact import without_userinfo

ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
ELSEWHERE = "Other"


def import_opml(text: str) -> tuple[Feed, ...]:
    """Read the feeds of an OPML document, each URL once, in its order; raises ``ConfigError``.

    A folder named by a country's alpha-3 code gives the country, as ``export_opml`` writes it. Outlines
    without a usable URL are left out.
    """
    if ENTITY.search(text):
        raise ConfigError("the OPML declares entities, which are refused")
    try:
        found = listparser.parse(clean(text).lstrip("\ufeff \t\r\n"))
    except Exception as problem:  # listparser lets its XML reader's own errors through
        raise ConfigError(f"the OPML cannot be read ({problem})") from problem
    if not found.feeds:
        reason = f" ({found.bozo_exception})" if found.bozo else ""
        raise ConfigError(f"there is no feed in the OPML{reason}")
    feeds: dict[str, Feed] = {}
    for outline in found.feeds:
        url = _usable_url(outline.get("url"))
        if url is not None:
            feeds.setdefault(url_key(url), _feed(url, outline.get("title"), outline.get("categories") or []))
    if not feeds:
        raise ConfigError("no feed in the OPML has a usable http or https URL")
    return _with_own_ids(feeds.values())


def export_opml(feeds: Iterable[Feed], title: str) -> str:
    """Write feeds as OPML 2.0, a folder a country; without the passwords in their URLs."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, list[Feed]] = {}
    for feed in feeds:
        folders.setdefault(feed.country or ELSEWHERE, []).append(feed)
    for name in sorted(folders, key=lambda folder: (folder == ELSEWHERE, folder)):
        folder = etree.SubElement(body, "outline", text=name, title=name)
        for feed in folders[name]:
            etree.SubElement(folder, "outline", _attributes(feed))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written.decode()


def _attributes(feed: Feed) -> dict[str, str]:
    url = without_userinfo(feed.url)
    parts = urlsplit(url)
    language = {"language": feed.language} if feed.language else {}
    return {
        "type": "rss",
        "text": clean(feed.outlet),
        "title": clean(feed.outlet),
        "xmlUrl": url,
        "htmlUrl": f"{parts.scheme}://{parts.netloc}/",
        **language,
    }


def _usable_url(raw: str | None) -> str | None:
    try:
        return web_url((raw or "").strip())
    except ValueError:
        return None


def _feed(url: str, title: str | None, categories: list[list[str]]) -> Feed:
    folders = {name for path in categories for name in path}
    country = next(iter(sorted(folders & country_codes())), None)
    outlet = " ".join((title or "").split())
    return Feed(
        feed_id=default_feed_id(url),
        url=url,
        outlet=outlet if outlet.isprintable() and outlet else default_outlet(url),
        country=country,
    )


def _with_own_ids(feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Number the ids that were derived twice, from URLs that differ in punctuation only."""
    by_id: dict[str, Feed] = {}
    for feed in feeds:
        name, number = feed.feed_id, 1
        while name in by_id:
            number += 1
            name = f"{feed.feed_id}-{number}"
        by_id[name] = replace(feed, feed_id=name)
    return tuple(by_id.values())
