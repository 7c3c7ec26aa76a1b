"""Labels that lie, bad bytes, anything at all: a feed or a named error."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse import parse_batch, parse_feed
from tasks.parse_entries import LONGEST_TITLE
from tasks.records import ParseFailure
from tasks.safe_html import safe_entries
from tests.tasks.feed_documents import fetched, item


@pytest.mark.parametrize(
    ("head", "encoding", "content_type"),
    [
        ("", "utf-8", None),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-8", None),  # a liar
        ("", "utf-8", "text/xml; charset=windows-1252"),  # another
        ('<?xml version="1.0" encoding="windows-1251"?>', "windows-1251", None),
        ('<?xml version="1.0" encoding="windows-1251"?>', "windows-1251", "text/xml; charset=utf-8"),
        ("", "windows-1251", "text/xml; charset=Windows-1251"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", None),
        ("", "utf-16-le", None),
        ('<?xml version="1.0"?>', "utf-16-be", None),
        ("", "utf-8-sig", None),
        ("", "utf-32", None),
        ("\n \n", "utf-8", None),
    ],
)
def test_characters_survive_labels_that_lie(head: str, encoding: str, content_type: str | None) -> None:
    title = "Мост закрыт"
    body = (head + item(f"<title>{title}</title>").decode()).encode(encoding)
    (entry,) = parse_feed(fetched(body, content_type=content_type)).entries
    assert entry.title == title


@pytest.mark.parametrize(
    ("head", "raw", "title"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>', b"Caf\xe9 \x93x\x94", "Café “x”"),
        ("", b"Caf\xe9", "Café"),
        ('<?xml version="1.0" encoding="utf-8"?>', "ŁĄ".encode() + b"\xff", "ŁĄ\ufffd"),
        ('<?xml version="1.0" encoding="unicode_escape"?>', b"Caf\xe9 \\q", "Café \\q"),
        ('<?xml version="1.0" encoding="hex"?>', b"Caf\xe9", "Café"),
        ("", b"N\x00U\x0bL\xef\xbf\xbe", "NUL"),
        ("", b"a&#0;b&#x1F;c", None),
    ],
)
def test_bad_bytes_cost_a_character_not_the_feed(head: str, raw: bytes, title: str | None) -> None:
    body = head.encode() + item("<title>@</title><guid>1</guid>").replace(b"@", raw)
    (entry,) = parse_feed(fetched(body)).entries
    assert title is None or entry.title == title


PIECES = [
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<link>",
    "<guid>",
    "<pubDate>",
    "&amp;",
    "&#xD800;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "{",
    "}",
    "<feed\txmlns='http://www.w3.org/2005/Atom'>",
    "<entry>",
    "<!DOCTYPE\tx[",
    "<!ENTITY\ta\t'b'>",
    "<?xml\tversion='1.0'?>",
    "9999-12-31T23:59:59-12:00",
    '{"version":"https://jsonfeed.org/version/1","items":[',
    '{"id":1e999,"title":"\\ud800"}',
    "]}",
    "ÿþ",
    "\x00",
]
snippets = st.sampled_from([piece.encode("latin-1") for piece in PIECES]) | st.binary(max_size=8)


@given(st.binary(max_size=400) | st.lists(snippets, max_size=25).map(b"".join))
def test_any_bytes_are_a_feed_or_a_named_error(body: bytes) -> None:
    (outcome,) = parse_batch([fetched(body)])
    if isinstance(outcome, ParseFailure):
        assert outcome.outcome in ("not_a_feed", "bad_feed")
        assert "unexpected" not in outcome.error
    else:
        assert len({entry.entry_id for entry in outcome.entries}) == len(outcome.entries)
        repr(outcome).encode()


FIXTURES = Path(__file__).parents[1] / "fixtures" / "feeds"
DOCUMENTS = [path.read_bytes() for path in sorted(FIXTURES.iterdir()) if "expected" not in path.name]
places = st.floats(0, 1, exclude_max=True)
edits = st.lists(st.tuples(places, st.integers(0, 40), snippets), min_size=1, max_size=6)


@given(st.sampled_from(DOCUMENTS), edits)
def test_feeds_that_were_tampered_with_are_feeds_or_named_errors(
    body: bytes, changes: list[tuple[float, int, bytes]]
) -> None:
    for place, removed, put in changes:
        at = int(place * len(body))
        body = body[:at] + put + body[at + removed :]
    (outcome,) = parse_batch([fetched(body)])
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    if isinstance(outcome, ParseFailure):
        assert outcome.outcome in ("not_a_feed", "bad_feed")
        assert "unexpected" not in outcome.error
        return
    assert len({entry.entry_id for entry in outcome.entries}) == len(outcome.entries)
    for entry in safe_entries(outcome.entries):
        assert entry.url is None or entry.url.lower().startswith(("http://", "https://"))
        assert len(entry.title) <= LONGEST_TITLE
        assert "<script" not in (entry.summary + entry.content).lower()
