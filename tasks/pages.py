"""From the bytes of an article's page to its text and what the page says about it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml.html import tostring
from trafilatura import bare_extraction, load_html

from tasks.declared_urls import declared_key
from tasks.errors import ExtractError
from tasks.page_authors import split_names
from tasks.page_dates import read_time
from tasks.page_facts import read_facts
from tasks.page_text import (
    drop_others_words,
    fast_text,
    guessed_facts,
    mend_text,
    paragraph_characters,
    shown_leads,
    take_byline,
    tidy_text,
    with_lead,
)
from tasks.parse_limit import OutOfTimeError, cpu_limit, out_of_time
from tasks.records import FetchResult
from tasks.text import content_hash

# What the extractor tried in vain is in the ledger, in words; without a handler it would stand on the terminal too.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

MOST_BYTES = 2 * 1024 * 1024  # of markup; longer pages are lists or applications
MOST_CPU_SECONDS = 5.0  # a long article takes a quarter of one
FALL_BACK_SECONDS = 1.0  # for the faster extractor, which takes a hundredth of one


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """What was read from a page; a time of publication may be the day alone, at midnight UTC."""

    text: str
    title: str | None
    author: str | None
    published_at: datetime | None
    is_date_guessed: bool = False  # read from the page's words or its address: wrong for one page in seven
    is_paid: bool = False  # the page says that it is for subscribers
    is_media: bool = False  # the page says that it is a video or a gallery
    declared_url: str | None = None  # the key of what the page declares as its address, or redirected to


@dataclass(frozen=True, slots=True)
class PageText:
    """The page of one exchange, or why there is none."""

    fetch_id: str
    page: ExtractedPage | None
    problem: str | None = None


Extractor = Callable[[bytes, str], ExtractedPage | None]


def extract_page(body: bytes, url: str) -> ExtractedPage | None:
    """Read an article's text and what the page says about it; None where it holds no text.

    Raises ``ExtractError`` for a page that is too large to be an article.
    """
    if len(body) > MOST_BYTES:
        raise ExtractError(f"the page is larger than {MOST_BYTES:,} bytes")
    tree = load_html(body)
    if tree is None:
        return None
    said = read_facts(tree)
    if drop_others_words(tree, said.title):
        body = tostring(tree, encoding="utf-8")
    there, leads = paragraph_characters(tree), shown_leads(tree, said.leads)
    # The extractor's own search for facts costs as much as the text: only where the page does not say them.
    document = bare_extraction(tree, url=url, include_comments=False, with_metadata=not said.is_complete)
    guessed = guessed_facts(document) if document is not None else {}
    text = mend_text(tidy_text(guessed.get("text") or "", said.headlines), said.body, body, there)
    if not text:
        return None
    text, signed = take_byline(text)
    guess = signed or split_names(guessed.get("author") or "")
    authors = said.author if said.author and (said.is_signed or not signed) else ", ".join(guess)
    return ExtractedPage(
        with_lead(text, leads, said.title),
        said.title or guessed.get("title"),
        authors or None,
        said.published_at or read_time(guessed.get("date")),
        is_date_guessed=said.published_at is None,
        is_paid=said.is_paid,
        is_media=said.is_media,
        declared_url=declared_key(said.declared, url),
    )


def extract_batch(
    results: Sequence[FetchResult],
    extract: Extractor = extract_page,
    cpu_seconds: float = MOST_CPU_SECONDS,
) -> list[PageText]:
    """Read the pages of good exchanges, in order; one that breaks the extractor loses itself only.

    ``cpu_seconds`` bounds each page where signals arrive (see ``parse_limit``), as in a worker process.
    """
    return [_extract_one(result, extract, cpu_seconds) for result in results]


def _extract_one(result: FetchResult, extract: Extractor, cpu_seconds: float) -> PageText:
    body = result.body or b""
    try:
        with cpu_limit(cpu_seconds):
            page = extract(body, result.final_url)
        problem = "no text found"
    except OutOfTimeError:
        page, problem = None, out_of_time(cpu_seconds)
    except ExtractError as error:
        return PageText(result.fetch_id, None, str(error))
    except Exception as error:  # whatever a page provokes in the extractor is that page's row
        page, problem = None, f"extraction failed: {type(error).__name__}: {error}"[:300]
    page = page or _fall_back(body)
    return PageText(result.fetch_id, page, None if page else problem)


def _fall_back(body: bytes) -> ExtractedPage | None:
    try:
        with cpu_limit(FALL_BACK_SECONDS):
            text = fast_text(body)
    except OutOfTimeError:
        return None
    return ExtractedPage(text, None, None, None) if text else None


def without_headline(text: str, title: str) -> str:
    """Give a text without a first paragraph that only repeats the headline."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and content_hash("", first) == content_hash("", title) else text
