"""What trying a feed came to and what to do, in sentences."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from tasks.feed_verdicts import ADVICE, judge
from tasks.parse import parse_feed
from tasks.records import FetchResult, Outcome, ParseFailure
from tests.tasks.feed_documents import fetched, item

FRESH = item(
    "<title>A</title><guid>1</guid><link>https://a.example/1</link><pubDate>Mon, 05 Jan 2026 09:00:00 GMT</pubDate>"
)


def failed(outcome: Outcome, status: int | None = None) -> FetchResult:
    return replace(fetched(None), outcome=outcome, status=status, error="the reason")


def test_every_failure_has_advice() -> None:
    fine = {"ok", "not_modified", "unchanged", "no_text"}
    advice = tomllib.loads(ADVICE.read_text(encoding="utf-8"))["outcome"]
    assert set(advice) == set(get_args(Outcome)) - fine
    for outcome in advice:
        verdict = judge(failed(outcome), None)
        assert (verdict.state, verdict.sentence) == ("failed", f"{outcome}: the reason")
        assert verdict.advice == advice[outcome]


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "password"), (403, "contact"), (404, "discover"), (429, "every_minutes"), (418, "browser")],
)
def test_a_status_has_advice_of_its_own(status: int, words: str) -> None:
    assert words in judge(failed("http_error", status), None).advice


def test_a_document_that_is_no_feed() -> None:
    result = replace(fetched(b"<html>"), final_url="https://other.example/")
    verdict = judge(result, ParseFailure("wire", "not_a_feed", "this is a web page"))
    assert (verdict.state, verdict.sentence) == (
        "failed",
        "not_a_feed: this is a web page (at https://other.example/)",
    )
    assert "daybook feeds discover" in verdict.advice


def test_a_sound_feed_needs_nothing() -> None:
    verdict = judge(fetched(FRESH), parse_feed(fetched(FRESH)))
    assert verdict.state == "ok"
    assert verdict.sentence == "1 entry, the newest of 2026-01-05 09:00 UTC, 0 with full content"
    assert verdict.advice == ""


def many(*items: str) -> bytes:
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


POOR = [
    # document, what is said, what is advised
    (many(), "without entries", "discover"),
    (item("<title>A</title><link>https://a.example/1</link>"), "no date", "first seen"),
    (
        FRESH.replace(b"09:00:00 GMT", b"09:00:00 XYZ"),
        "1 of 1 dates cannot be read, such as 'Mon, 05",
        "publisher",
    ),
    (FRESH.replace(b" GMT", b""), "no time zone", "UTC"),
    (FRESH.replace(b"05 Jan 2026", b"01 Oct 2025"), "two months", "discover"),
    (FRESH.replace(b"<link>https://a.example/1</link>", b""), "no link", "own text"),
    (FRESH[:-12], "the XML is broken", "publisher"),
    (many("<item><guid> </guid></item>", FRESH.decode()[47:-16]), "unusable (no title, no text", "publisher"),
    (
        many(
            *(
                f"<item><title>{n}</title><guid>x</guid><link>https://a.example/{n}</link></item>"
                for n in "abc"
            )
        ),
        "ids repeat",
        "links",
    ),
]


@pytest.mark.parametrize(("body", "said", "advised"), POOR)
def test_a_feed_that_works_poorly_says_why_and_what_to_do(body: bytes, said: str, advised: str) -> None:
    verdict = judge(fetched(body), parse_feed(fetched(body)))
    assert verdict.state == "poor"
    assert said in verdict.sentence
    assert advised in verdict.advice


@pytest.mark.parametrize(
    ("changes", "state", "said", "advised"),
    [
        (
            {"permanent_url": "https://new.example/rss"},
            "poor",
            "for good to https://new.example/rss",
            "feeds.toml",
        ),
        ({"https_url": "https://final.example/feed.xml"}, "poor", "only https://final", "https://"),
        ({"final_url": "https://b.example/rss"}, "ok", "answered from https://b.example/rss", ""),
    ],
)
def test_a_feed_that_moved(changes: dict[str, Any], state: str, said: str, advised: str) -> None:
    verdict = judge(replace(fetched(FRESH), **changes), parse_feed(fetched(FRESH)))
    assert verdict.state == state
    assert said in verdict.sentence
    assert advised in verdict.advice


def test_what_is_new_is_not_called_old() -> None:
    now = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(days=60)
    result = replace(fetched(FRESH), fetched_at=now)
    assert judge(result, parse_feed(result)).state == "ok"
