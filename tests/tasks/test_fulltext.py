"""Pages of articles: asked for politely, read, and never taken for the worse. Real fetches over loopback."""

import gc
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tasks.fetch import fetch_batch
from tasks.fulltext import PAGES_A_BATCH, Completed, complete, plan_pages, wants_page
from tasks.pages import extract_batch
from tasks.records import Article, FetchPolicy, FetchRequest, FetchResult, TextOrigin
from tasks.text import word_count
from tests.tasks.news_pages import CLOSED, NOW, PARAGRAPHS, POLICY, TEXT, Serve, article, feed, page

# --- whether a page is wanted ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "words", "end", "wanted"),
    [
        ("title", 0, "", True),
        ("summary", 30, ".", True),
        ("summary", 119, ".", True),
        ("summary", 120, ".", False),
        ("summary", 200, " [...]", True),
        ("content", 59, ".", True),
        ("content", 60, ".", False),
        ("content", 300, "…", True),
        ("page", 300, ".", False),
    ],
)
def test_a_page_is_wanted_where_the_feed_gave_little(
    origin: TextOrigin, words: int, end: str, wanted: bool
) -> None:
    text = " ".join(["word"] * words) + end
    assert wants_page(article(text=text, text_origin=origin), feed()) is wanted


def test_no_page_is_wanted_without_an_address_or_against_the_feeds_setting() -> None:
    assert not wants_page(article(url=None), feed())
    assert not wants_page(article(canonical_url=None), feed())
    assert not wants_page(article(canonical_url="https://example.org/now#storm"), feed())
    assert wants_page(article(canonical_url="https://example.org/#!/storm"), feed())
    assert not wants_page(article(), feed(full_text=False))


def test_hosts_take_turns_and_none_gets_more_than_its_cap() -> None:
    urls = [f"https://one.org/{number}" for number in range(4)] + ["https://two.org/x", "http://one.org/y"]
    articles = [article(str(number), url) for number, url in enumerate(urls)]
    articles += [article("again", "https://two.org/x"), article("none", None)]
    requests = plan_pages(articles, replace(POLICY, pages_per_host=2))
    assert [request.url for request in requests] == [
        "https://one.org/0",
        "https://two.org/x",
        "http://one.org/y",
        "https://one.org/1",
    ]
    assert {request.kind for request in requests} == {"page"}


# --- all together, over loopback ------------------------------------------------------------------------


def completed(articles: Sequence[Article], policy: FetchPolicy = POLICY, **feed_changes: Any) -> Completed:
    return complete(articles, {"f": feed(**feed_changes)}, policy, fetch_batch, NOW)


def ledger(done: Completed) -> list[tuple[str, str, str | None]]:
    rows = ((row.result.kind, row.result.outcome, row.result.error) for row in done.fetches)
    return [
        (kind, outcome, error if outcome in ("no_text", "robots_denied") else None)
        for kind, outcome, error in rows
    ]


def test_a_summary_is_completed_from_its_page(site: Serve) -> None:
    server = site({"/a-1": (200, page(*PARAGRAPHS))})
    full = article("full", server.url("/full"), text=TEXT * 3, text_origin="content")
    done = completed([article("a", server.url("/a-1")), full])
    assert [one.text_origin for one in done.articles] == ["page", "content"]
    assert done.articles[0].text == TEXT
    assert server.asked == ["/robots.txt", "/a-1"]
    assert ledger(done) == [("robots", "http_error", None), ("page", "ok", None)]
    assert all(row.result.body is None for row in done.fetches)
    assert (done.fetches[1].result.status, done.fetches[1].result.url) == (200, server.url("/a-1"))


def test_robots_are_obeyed_site_by_site(site: Serve) -> None:
    closed = site({"/robots.txt": (200, CLOSED), "/a-1": (200, page(*PARAGRAPHS))})
    broken = site({"/robots.txt": (503, "busy"), "/a-1": (200, page(*PARAGRAPHS))})
    partly = site(
        {"/robots.txt": (200, "User-agent: Daybook\nDisallow: /b"), "/a-1": (200, page(*PARAGRAPHS))}
    )
    urls = [closed.url("/a-1"), broken.url("/a-1"), partly.url("/a-1"), partly.url("/b-1")]
    done = completed([article(str(number), url) for number, url in enumerate(urls)])
    assert [one.text_origin for one in done.articles] == ["summary", "summary", "page", "summary"]
    assert [one.page_pending for one in done.articles] == [False, True, False, False]
    assert closed.asked == broken.asked == ["/robots.txt"]
    assert partly.asked == ["/robots.txt", "/a-1"]
    assert [row.result.outcome for row in done.fetches if row.result.kind == "page"] == [
        "robots_denied",
        "robots_denied",
        "robots_denied",
        "ok",
    ]
    assert len({row.result.fetch_id for row in done.fetches}) == len(done.fetches)


def test_a_redirect_into_what_robots_close_is_not_used(site: Serve) -> None:
    pages = {
        "/robots.txt": (200, "User-agent: *\nDisallow: /b"),
        "/a-1": (302, "/b-1"),
        "/b-1": (200, page(*PARAGRAPHS)),
    }
    server = site(pages)
    done = completed([article("a", server.url("/a-1"))])
    assert done.articles[0].text_origin == "summary"
    assert ledger(done)[1] == ("page", "robots_denied", "led to an address that robots.txt closes")


@pytest.mark.parametrize(
    ("answered", "outcome", "error"),
    [
        ((404, page("Not found")), "http_error", None),
        ((410, "gone"), "gone", None),
        ((500, "oops"), "http_error", None),
        ((200, ""), "no_text", "no text found"),
        (
            (200, page("We use cookies to make this site better. Accept all cookies?")),
            "no_text",
            "a consent wall",
        ),
        ((200, page("Troops withdrew.")), "no_text", "not longer than the feed's text"),
        ((200, page(*PARAGRAPHS * 9, title="Page not found")), "no_text", "a page that is not there"),
        (
            (200, page(*PARAGRAPHS, head="<meta property='og:type' content='video.other'>")),
            "no_text",
            "a video or a gallery",
        ),
        ((200, page(PARAGRAPHS[0], "Cet article est réservé aux abonnés.")), "no_text", "a paywall"),
        ((302, "file:///etc/hosts"), "bad_redirect", None),
    ],
)
def test_a_good_summary_stays_where_the_page_is_worse(
    site: Serve, answered: tuple[int, str], outcome: str, error: str | None
) -> None:
    server = site({"/a-1": answered})
    given = article("a", server.url("/a-1"))
    done = completed([given])
    assert done.articles == (replace(given, page_pending=answered[0] == 500),)
    assert ledger(done)[1] == ("page", outcome, error)


def test_the_cap_leaves_summaries(site: Serve) -> None:
    server = site({f"/{number}": (200, page(*PARAGRAPHS)) for number in range(4)})
    articles = [article(str(number), server.url(f"/{number}")) for number in range(4)]
    done = completed(articles, replace(POLICY, pages_per_host=3))
    assert [one.text_origin for one in done.articles] == ["page", "page", "page", "summary"]
    assert [one.page_pending for one in done.articles] == [False, False, False, True]
    assert len(server.asked) == 4
    assert not completed(articles[:1], replace(POLICY, pages_per_host=0)).articles[0].page_pending


def test_new_articles_go_before_those_asked_for_again() -> None:
    articles = [
        article(str(revision), f"https://one.org/{revision}", revision=revision) for revision in (3, 2, 1)
    ]
    requests = plan_pages(articles, replace(POLICY, pages_per_host=2))
    assert [request.url for request in requests] == ["https://one.org/1", "https://one.org/3"]


def test_nothing_is_asked_where_nothing_is_wanted(site: Serve) -> None:
    server = site({})
    done = completed([article("a", server.url("/a-1"))], full_text=False)
    assert (done.fetches, server.asked) == ((), [])


def test_one_page_of_two_articles_is_fetched_once(site: Serve) -> None:
    server = site({"/a-1": (200, page(*PARAGRAPHS))})
    done = completed([article("a", server.url("/a-1")), article("b", server.url("/a-1"))])
    assert [word_count(one.text) for one in done.articles] == [word_count(TEXT)] * 2
    assert server.asked == ["/robots.txt", "/a-1"]


def test_pages_come_in_batches_and_their_bodies_do_not_pile_up(site: Serve) -> None:
    server = site({f"/{number}": (200, page(*PARAGRAPHS)) for number in range(PAGES_A_BATCH + 3)})
    articles = [article(str(number), server.url(f"/{number}")) for number in range(PAGES_A_BATCH + 3)]
    batches: list[int] = []
    told: list[int] = []

    def watched(requests: Sequence[FetchRequest], policy: FetchPolicy, now: datetime) -> list[FetchResult]:
        results = (one for one in gc.get_objects() if isinstance(one, FetchResult))
        assert not any(one.body for one in results if one.kind == "page")
        batches.append(len(requests))
        return fetch_batch(requests, policy, now)

    policy = replace(POLICY, pages_per_host=PAGES_A_BATCH + 3)
    done = complete(articles, {"f": feed()}, policy, watched, NOW, extract_batch, told.append)
    assert {one.text for one in done.articles} == {TEXT}
    assert batches == [1, PAGES_A_BATCH, 3]
    assert told == [PAGES_A_BATCH, PAGES_A_BATCH + 3]
    assert len({row.result.fetch_id for row in done.fetches}) == len(done.fetches) == PAGES_A_BATCH + 4
