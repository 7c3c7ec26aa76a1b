"""From markup to plain text, and from plain text to the fingerprint of its words."""

import functools
import hashlib
import html
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.etree

HASH_VERSION = "2"
WORDS_OF_THEIR_OWN = 25  # shorter texts are alike by chance: "This is a developing story."
MARKUP_FILE = Path(__file__).with_name("markup.toml")
# An angle bracket that opens no tag: the parser would swallow what follows it.
_LONE_OPENER = re.compile(
    r"""<(?!/?[a-z][\w:.-]*(?>\s+(?>"[^"]*"|'[^']*'|[^<>"'])*+)?/?>|!--|!doctype\b|\?xml\b)""",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_PARAGRAPH = re.compile(r"\n{2,}")
_WRAPPED_LINE = re.compile(r"(?<=[^\s.!?:;])\n(?=[a-zß-öø-ÿа-я])")
_WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿]|[^\W_]+(?:['’][^\W_]+)*")
_HASHED_WORD = re.compile(r"[^\W_]+")
_MARKUP_DEPTH = 3  # feeds escape once, careless ones twice


@dataclass(frozen=True, slots=True)
class _Markup:
    """Elements by what they do to text, and what a tag of HTML looks like."""

    hidden: frozenset[str]
    blocks: frozenset[str]
    cells: frozenset[str]
    tag: re.Pattern[str]
    cut_tag: re.Pattern[str]  # the last one of a summary that was cut inside it


@functools.cache
def _markup() -> _Markup:
    data = tomllib.loads(MARKUP_FILE.read_text(encoding="utf-8"))
    names = "|".join(sorted({*data["hidden"], *data["blocks"], *data["cells"], *data["inline"]}))
    tag = re.compile(rf"<(?:/?(?:{names})(?=[\s/>])|!--|!\[CDATA\[|!doctype\b|\?xml\b)", re.IGNORECASE)
    cut_tag = re.compile(rf"<(?:{names})\s[^<>]*\Z", re.IGNORECASE)
    hidden, blocks, cells = (frozenset(data[kind]) for kind in ("hidden", "blocks", "cells"))
    return _Markup(hidden, blocks, cells, tag, cut_tag)


def _unwanted_characters() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(
        (*range(32), 127, 0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF)
    )
    table.update(dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))))
    table.update(dict.fromkeys((0xFFFE, 0xFFFF)))
    for code in range(0x80, 0xA0):
        # A C1 control in news is a cp1252 quote or dash that was taken for Latin-1.
        table[code] = bytes([code]).decode("cp1252", "ignore") or None
    table.update({ord("\n"): "\n", ord("\t"): " ", ord("\r"): "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "…"})
    table.update({0x2028: "\n", 0x2029: "\n\n"})
    return table


_CHARACTERS = _unwanted_characters()


def html_to_text(markup: str) -> str:
    """Give the text that a reader of this markup sees: paragraphs parted by a blank line, no tags.

    Plain text passes through, its stray ``<`` and ``&`` kept; markup escaped too often is read as markup.
    """
    tag = _markup().tag
    text = markup.translate(_CHARACTERS)
    for _ in range(_MARKUP_DEPTH):
        if tag.search(text):
            text = _render(text)
        elif "&" in text:
            text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
        else:
            break
        # Entities can name characters that are not wanted either, and that hide a tag.
        text = text.translate(_CHARACTERS)
    while tag.search(text):  # what is left shows another one when it is taken out
        text = tag.sub(" ", text)
    return normalise_plain(text)


def normalise_plain(text: str) -> str:
    """Tidy plain text: NFC, one kind of space, no control characters, paragraphs parted by one blank line."""
    text = text.replace("\r\n", "\n").translate(_CHARACTERS)
    text = unicodedata.normalize("NFC", text)
    text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text))
    text = _PARAGRAPH.sub("\n\n", text)
    return _WRAPPED_LINE.sub(" ", text).strip()


def word_count(text: str) -> int:
    """Count words; a Han or kana character counts as one."""
    return sum(1 for _ in _WORD.finditer(text))


def content_hash(title: str, text: str) -> str:
    """Give the versioned hash of the words of an article, whatever their case and punctuation.

    A text of some length speaks for itself: outlets put headlines of their own over the wire's words. A shorter
    one counts with its title; an empty field is skipped.
    """
    digest = hashlib.sha256()
    headline = "" if word_count(text) >= WORDS_OF_THEIR_OWN else title
    for name, value in (("title", headline), ("text", text)):
        words = _HASHED_WORD.findall(unicodedata.normalize("NFKC", value).casefold())
        if words:
            digest.update(f"{name}\x1f{' '.join(words)}\x1e".encode("utf-8", "replace"))
    return f"{HASH_VERSION}:{digest.hexdigest()[:32]}"


def _render(markup: str) -> str:
    whole = _markup().cut_tag.sub("", _CDATA.sub("", markup))
    guarded = _LONE_OPENER.sub("&lt;", whole)
    # The parser takes bytes, as a declared encoding inside a str is an error to it.
    parser = lxml.etree.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = lxml.etree.fromstring(f"<html><body>{guarded}</body></html>".encode("utf-8", "ignore"), parser)
    if root is None:
        return ""
    return "".join(_pieces(root))


def _pieces(root: "lxml.etree._Element") -> Iterator[str]:
    # An explicit walk: markup nests deeper than Python recurses.
    markup, hidden = _markup(), 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += name in markup.hidden
            if not hidden:
                yield _gap(name, markup) or ("\n" if name == "br" else "")
                yield _flat(element.text, name)
            continue
        if not hidden:
            yield _gap(name, markup)
        hidden -= name in markup.hidden
        if not hidden:
            yield _flat(element.tail, "")


def _gap(name: str, markup: _Markup) -> str:
    if name in markup.blocks:
        return "\n\n"
    return " " if name in markup.cells else ""


def _flat(text: str | None, name: str) -> str:
    if not text:
        return ""
    return text if name == "pre" else text.replace("\n", " ")
