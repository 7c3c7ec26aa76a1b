"""The article's own words on a page: the extractor's text, mended by JSON-LD and by a second, faster extractor."""

import html
import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from lxml.etree import XPath
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from tasks.boilerplate import drop_boilerplate
from tasks.page_authors import names_of_byline
from tasks.page_titles import are_alike
from tasks.text import content_hash, normalise_plain

_LIST_MARK = re.compile(r"^- +", re.MULTILINE)
_POSTS = re.compile(
    r"\b(?:twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post)\b"
)
_TAG = re.compile(r"<[^<>]{1,500}>")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)(?:\{[^{}\n]{0,100}\})?")
_MARKUP_LINE = re.compile(r"^(?:\+\+\+.*|#+ *|\*{3,})$", re.MULTILINE)
_CLEARLY_LONGER = 1.4
_TWICE = 1.8
_LEAST = 200  # characters that a text of the faster extractor must have
_PARAGRAPH = 60  # characters that a paragraph of it must have: menus and teasers are shorter
_SENTENCE_END = re.compile(r"[.!?。！？…」』”\"»›’')\]]\Z")
_SHOWN = XPath(
    "//body//text()[not(parent::script or parent::style or parent::noscript)]", smart_strings=False
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SHARED = 0.3  # of a lead's long words, found again in the article
_LEAD, _LONGEST_LEAD = 40, 1000  # characters
_CUT = ("…", "...")
_HEADINGS = 200  # of the first order, on a page
_HEAD = 2  # paragraphs: a headline in two forms
_TOP = 5  # paragraphs in which it is said who wrote the text
_BYLINE = 80  # characters of one
_FROM_START = 120  # characters of a text by which its repetition is found


def drop_others_words(tree: HtmlElement, headline: str | None) -> bool:
    """Take from a tree what others wrote: posts of networks, cards of other articles, and the next article that
    scrolling would show.

    Says whether there was any.
    """
    others = [one for one in tree.iter("blockquote") if _POSTS.search(one.get("class") or "")]
    headings = list(islice(tree.iter("h1"), _HEADINGS))
    own = next((one for one in headings if are_alike(_line(one), headline or "")), None)
    after = headings[headings.index(own) + 1 :] if own is not None else []
    around = set() if own is None else set(own.iterancestors())
    for heading in after:
        # A card is one link around another article's headline and first words.
        card = next(heading.iterancestors("a"), None)
        following = next(heading.iterancestors("article"), None)
        others += (one for one in (card, following) if one is not None and one not in around)
    for other in others:
        if other.getparent() is not None:
            other.drop_tree()
    return bool(others)


def tidy_text(extracted: str, headlines: Sequence[str]) -> str:
    """Give an extractor's lines as paragraphs, without boilerplate and without the headlines above them."""
    lines = _LIST_MARK.sub("", extracted).replace("\n", "\n\n")
    text = drop_boilerplate(normalise_plain(lines))
    for _ in range(_HEAD):
        text = _without_first(text, headlines)
    return text


def paragraph_characters(tree: HtmlElement) -> int:
    """Count the characters in paragraphs of a page that are long enough to be an article's."""
    lengths = (len(paragraph.text_content()) for paragraph in tree.iter("p"))
    return sum(length for length in lengths if length >= _PARAGRAPH)


def take_byline(text: str) -> tuple[str, list[str]]:
    """Give a text without the by-lines among its first paragraphs, and the names in them."""
    paragraphs = text.split("\n\n")
    names = [names_of_byline(one) if len(one) <= _BYLINE else [] for one in paragraphs[:_TOP]]
    kept = [one for one, found in zip(paragraphs[:_TOP], names, strict=True) if not found]
    if not any(names) or len(kept) + len(paragraphs[_TOP:]) == 0:
        return text, []
    return "\n\n".join(kept + paragraphs[_TOP:]), [name for found in names for name in found]


def shown_leads(tree: HtmlElement, leads: Sequence[str]) -> list[str]:
    """Give the leads that stand in the page's body word for word; the others are for search engines only."""
    wanted = [lead for lead in leads if _LEAD <= len(lead) <= _LONGEST_LEAD and not lead.endswith(_CUT)]
    if not wanted:
        return []
    shown = " ".join("".join(_SHOWN(tree)).replace("\xad", "").split())
    return [lead for lead in wanted if lead in shown]


def with_lead(text: str, leads: Sequence[str], headline: str | None) -> str:
    """Give a text with the lead that a page shows above it, where the extractor took it for the page's own words."""
    line = " ".join(text.split())
    for lead in leads:
        words = set(_LONG_WORD.findall(lead.casefold()))
        found = set(_LONG_WORD.findall(f"{headline} {line}".casefold()))
        # What a site says of itself on each of its pages shares nothing with the article.
        is_its_own = len(words & found) >= _SHARED * len(words)
        is_there = lead[:_LEAD] in line or lead[-_LEAD:] in line
        if text and is_its_own and not is_there and not are_alike(lead, headline or ""):
            return f"{lead}\n\n{text}"
    return text


def mend_text(text: str, said: str, body: bytes, there: int) -> str:
    """Give the whole text where the extractor clearly lost a part of it.

    ``said`` is the article's text in JSON-LD; ``body`` the page, for the faster extractor; ``there`` tells how many
    characters the page has in paragraphs.
    """
    told = said_text(said) if len(said) > _CLEARLY_LONGER * len(text) else ""
    if len(told) > max(_CLEARLY_LONGER * len(text), _LEAST):
        return told
    if there <= _TWICE * len(text) and len(text) >= _LEAST:
        return text
    plain = fast_text(body)
    return plain if len(plain) > _TWICE * len(text) else text


def said_text(body: str) -> str:
    """Give the text that JSON-LD holds, without markup of any kind and without its own repetition."""
    text = html.unescape(_TAG.sub("\n\n", body))
    text = _MARKUP_LINE.sub("", _LINK.sub(r"\1", text))
    text = drop_boilerplate(normalise_plain(text))
    again = text.find(text[:_FROM_START], _FROM_START)
    return text if again < 0 else text[:again].rstrip()


def fast_text(body: bytes) -> str:
    """Give the paragraphs that the faster extractor finds; empty where they make no article."""
    found = extract_plain_text(
        _decoded(body),
        main_content=True,
        alt_texts=False,
        list_bullets=False,
        links=False,
        form_fields=False,
        noscript=False,
    )
    text = drop_boilerplate(normalise_plain(found.replace("\n", "\n\n")))
    kept = [one for one in text.split("\n\n") if len(one) >= _PARAGRAPH and _SENTENCE_END.search(one)]
    return whole if len(whole := "\n\n".join(kept)) >= _LEAST else ""


def _line(heading: HtmlElement) -> str:
    return " ".join(heading.text_content().split())


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return str(bytes_to_str(body, detect_encoding(body) or "utf-8"))


def guessed_facts(document: Any) -> dict[str, Any]:
    """Give what the extractor found, whichever form it has."""
    return document if isinstance(document, dict) else dict(document.as_dict())


def _without_first(text: str, headlines: Sequence[str]) -> str:
    first, _, rest = text.partition("\n\n")
    hashes = {content_hash("", headline) for headline in headlines}
    return rest if rest and content_hash("", first) in hashes else text
