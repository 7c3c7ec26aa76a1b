"""What stays of the markup of a feed, and what never does."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.safe_html import safe_entries, safe_html
from tests.tasks.stored_articles import entry

BASE = "https://a.example/news/"


@pytest.mark.parametrize(
    ("markup", "safe"),
    [
        ("", ""),
        ("Plain & simple: AT&amp;T", "Plain & simple: AT&amp;T"),
        ("<p>Troops <b>crossed</b> the river.</p>", "<p>Troops <b>crossed</b> the river.</p>"),
        (
            '<a href="x?a=1&amp;b=2" onclick="y()">z</a>',
            '<a href="https://a.example/news/x?a=1&amp;b=2">z</a>',
        ),
        ('<a href="//b.example/x">z</a>', '<a href="https://b.example/x">z</a>'),
        ('<img src="/p.jpg" alt="A" onerror=alert(1)>', '<img src="https://a.example/p.jpg" alt="A">'),
        ('<a href="javascript:alert(1)">z</a>', "<a>z</a>"),
        ('<a href=" JaVa\tscript:alert(1)">z</a>', "<a>z</a>"),
        ('<img src="data:image/png;base64,AAAA">', "<img>"),
        ("<script>alert(1)</script>Troops", "Troops"),
        ("<style>p { color: red }</style>Troops", "Troops"),
        ('<iframe src="https://b.example/"></iframe>Troops', "Troops"),
        ('<form action="/x"><input name=y>Troops</form>', "Troops"),
        ('<blockquote cite="x">q</blockquote>', "<blockquote>q</blockquote>"),
        ("<p style='position:fixed' class=x id=y>a</p>", "<p>a</p>"),
        ("<!-- note --><p>a", "<p>a</p>"),
        ("a < b", "a &lt; b"),
    ],
)
def test_markup(markup: str, safe: str) -> None:
    assert safe_html(markup, BASE) == safe


def test_without_a_usable_base_relative_links_go() -> None:
    assert safe_html('<a href="x">z</a> <a href="https://b.example/">y</a>', "no base") == (
        '<a>z</a> <a href="https://b.example/">y</a>'
    )


DEEP = [
    "<div>" * 200_000 + "Troops crossed.",
    "<div>" * 100_000 + "Troops crossed." + "</div>" * 100_000,
    "<p><b><i>" * 60_000 + "Troops crossed.",
]


@pytest.mark.parametrize("markup", DEEP, ids=["open", "closed", "mixed"])
def test_markup_of_no_bottom_costs_little(markup: str) -> None:
    started = time.process_time()
    safe = safe_html(markup, BASE)
    assert time.process_time() - started < 5
    assert re.fullmatch(r"(<p>Troops crossed\.</p>)?", safe)


def test_long_flat_markup_keeps_its_tags() -> None:
    markup = "<p>a<br>b<br>c</p>" * 5000
    assert safe_html(markup, BASE) == markup


def test_entries_keep_their_hash() -> None:
    given_entry = entry("a", "h", summary="<script>x</script>s", content="<p onclick=x>c</p>", base_url=BASE)
    (safe,) = safe_entries([given_entry])
    assert (safe.summary, safe.content, safe.entry_hash) == ("s", "<p>c</p>", "h")


pieces = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<script>",
        "</script>",
        "<a href='",
        "'>",
        "javascript:",
        "<svg><style>",
        "<!--",
        "-->",
        "x",
    ]
)


@given(st.lists(pieces | st.text(max_size=5), max_size=20).map("".join))
def test_what_is_safe_stays_as_it_is_and_runs_nothing(markup: str) -> None:
    safe = safe_html(markup, BASE)
    assert not re.search(r"<(script|style|svg|iframe)|href=.?\s*javascript|\son\w+=", safe, re.IGNORECASE)
    if "<" in markup:
        assert safe_html(safe, BASE) == safe
