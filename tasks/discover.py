"""Where a site's feeds may be: what its pages announce and link, what its robots.txt names, and where feeds usually
stand. Only a document that parses is a feed; these are the addresses to try."""

import functools
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from lxml import etree

from tasks.feeds_values import url_key
from tasks.parse_decode import decode
from tasks.parse_entries import absolute_link

PLACES = Path(__file__).with_name("discover.toml")
MOST_BYTES = 4 * 1024 * 1024  # of a page that are looked at
MOST_CANDIDATES = 30  # that a page may send us to
Source = Literal["given", "announced", "linked", "robots.txt", "usual place"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed's, and who says so."""

    url: str
    source: Source


def page_candidates(body: bytes, content_type: str | None, url: str) -> tuple[Candidate, ...]:
    """Give the addresses that a page announces (``<link>``), then those that it links, each once."""
    root = _tree(body, content_type)
    if root is None:
        return ()
    base = next((absolute_link(one.get("href"), url) for one in root.iter("base") if one.get("href")), None)
    announced = (Candidate(link, "announced") for link in _announced(root, base or url))
    linked = (Candidate(link, "linked") for link in _linked(root, base or url))
    return distinct([*announced, *linked])[:MOST_CANDIDATES]


def robots_candidates(text: str, url: str) -> tuple[Candidate, ...]:
    """Give the news sitemaps that a robots.txt names."""
    found: list[Candidate] = []
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "sitemap" and "news" in value.lower():
            link = absolute_link(value.partition("#")[0], url)
            found += [Candidate(link, "robots.txt")] if link else []
    return distinct(found)[:MOST_CANDIDATES]


def usual_candidates(url: str) -> tuple[Candidate, ...]:
    """Give the addresses where a site's feed usually stands, beside the given page first and then at the root."""
    parts = urlsplit(url)
    folder = parts.path.rstrip("/")
    # A page of a section has a feed beside it; the page of an article has none.
    folders = [folder, ""] if folder and "." not in folder.rpartition("/")[2] else [""]
    site = f"{parts.scheme}://{parts.netloc}"
    places = [f"{folders[0]}{path}" for path in _places()["paths"][:2]] if len(folders) > 1 else []
    return distinct([Candidate(site + path, "usual place") for path in (*places, *_places()["paths"])])


def distinct(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Give each address once, with its first source."""
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        kept.setdefault(url_key(candidate.url), candidate)
    return tuple(kept.values())


def _tree(body: bytes, content_type: str | None) -> "etree._Element | None":
    text = decode(body[:MOST_BYTES], content_type)
    if not text.startswith("<") and "<" not in text:
        return None
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, remove_comments=True)
    tree: etree._Element | None = etree.fromstring(text.encode(), parser)
    return tree


def _announced(root: "etree._Element", base: str) -> Iterator[str]:
    places = _places()
    for link in root.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        url = absolute_link(link.get("href"), base)
        if url is None or not {"alternate", "feed"} & set(relations):
            continue
        if kind in places["types"] or "feed" in relations or (kind in places["unsure_types"] and _looks(url)):
            yield url


def _linked(root: "etree._Element", base: str) -> Iterator[str]:
    for anchor in root.iter("a"):
        url = absolute_link(anchor.get("href"), base)
        if url is not None and _looks(url):
            yield url


def _looks(url: str) -> bool:
    places, parts = _places(), urlsplit(url.lower())
    address = f"{parts.path}?{parts.query}"
    return any(
        piece in address or parts.netloc.startswith(f"{piece}s.") for piece in places["looks"]
    ) and not any(piece in url.lower() for piece in places["not"])


@functools.cache
def _places() -> dict[str, Any]:
    return tomllib.loads(PLACES.read_text(encoding="utf-8"))
