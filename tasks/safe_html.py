"""HTML of feeds made safe to show and to open: no scripts, handlers, frames or forms, and links that lead somewhere.

Done for entries that are stored only, never while parsing: a poll brings hundreds of entries that are known.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

import nh3

from tasks.records import Entry
from tasks.text import html_to_text

Relative = Literal["deny"] | tuple[Literal["rewrite_with_base"], str]
SCHEMES = {"http", "https"}
# Ammonia, below nh3, leaves relative addresses in "cite" as they are.
ATTRIBUTES = {tag: names - {"cite"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
# Its time grows with the square of the depth, in one call that no signal ends: a minute for 1 MB of <div>.
TAGS_NOT_COUNTED = 5000
DEEPEST = 500  # what news pages nest stays under a hundred
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))


def safe_html(markup: str, base_url: str) -> str:
    """Give markup with harmless elements alone, and its links absolute, on http(s) only.

    Text without a tag passes through. Markup that nests deeper than any page does is given as its text.
    """
    if "<" not in markup:
        return markup
    if markup.count("<") > TAGS_NOT_COUNTED and _depth(markup) > DEEPEST:
        paragraphs = html_to_text(markup).split("\n\n")
        return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs if text)
    try:
        return _cleaned(markup, ("rewrite_with_base", base_url))
    except ValueError:  # a base that is no URL: then nothing is known of what is relative to it
        return _cleaned(markup, "deny")


def safe_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give entries with safe summaries and contents; their hashes stay those of what the feed gave."""
    return tuple(
        replace(
            entry,
            summary=safe_html(entry.summary, entry.base_url),
            content=safe_html(entry.content, entry.base_url),
        )
        for entry in entries
    )


def _cleaned(markup: str, relative: Relative) -> str:
    return nh3.clean(markup, attributes=ATTRIBUTES, url_schemes=SCHEMES, url_relative=relative, link_rel=None)


def _depth(markup: str) -> int:
    """Give how deep the tags nest at most; never too small, as an end that is only implied is not seen."""
    depth = deepest = 0
    for closing, name in TAG.findall(markup):
        if closing:
            depth = max(0, depth - 1)
        elif name.lower() not in VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
