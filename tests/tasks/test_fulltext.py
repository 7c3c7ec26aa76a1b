"""Pages of articles: asked for politely, read, and never taken for the worse. Real fetches over loopback."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tasks.fetch import fetch_batch
from tasks.fulltext import Completed, apply_page, complete, plan_pages, wants_page
from tasks.pages import ExtractedPage, extract_batch, extract_page, why_unusable
from tasks.records import Article, Feed, FetchPolicy, FetchResult, TextOrigin
from tasks.robots import RobotsRules, robots_requests, robots_rules, site_of
from tasks.text import content_hash, word_count

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1",), read_seconds=5.0, total_seconds=5.0)
SUMMARY = "Troops withdrew from the border crossing on Thursday after talks between both governments."
PARAGRAPHS = (
    SUMMARY,
    "The defence ministry said that the last vehicles had left by noon and that customs officers were back.",
    "Traders who had waited for eleven days cheered as the first lorries rolled over the bridge after lunch.",
    "Both sides agreed to meet again next week to talk about the prisoners whom each of them still holds.",
)
TEXT = "\n\n".join(PARAGRAPHS)
TITLE = "Border crossing reopens after talks"


def page(*paragraphs: str, head: str = "", title: str = TITLE) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{title} | Example News</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>Terms and conditions</footer></body></html>"
    )


def article(article_id: str = "a", url: str | None = "https://example.org/a-1", **changes: Any) -> Article:
    given: dict[str, Any] = {"feed_id": "f", "canonical_url": url, "outlet": "Example News", "title": TITLE}
    given |= {"author": None, "published_at": NOW, "date_status": "ok", "language": "en", "text": SUMMARY}
    given |= {"text_origin": "summary", "first_seen_at": NOW} | changes
    given.setdefault("content_hash", content_hash(given["title"], given["text"]))
    return Article(article_id=article_id, url=url, **given)


def feed(**changes: Any) -> Feed:
    return Feed("f", "https://example.org/rss", "Example News", **changes)


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


# --- robots ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://Example.org/a?b", "https://example.org"),
        ("http://127.0.0.1:81/a", "http://127.0.0.1:81"),
        ("ftp://example.org/a", None),
        ("nowhere", None),
    ],
)
def test_site_of(url: str, site: str | None) -> None:
    assert site_of(url) == site


def test_each_site_is_asked_once() -> None:
    urls = ["https://one.org/a", "https://one.org/b", "http://one.org/c", "https://two.org/d", None]
    requests = robots_requests(article(str(url), url) for url in urls)
    assert [request.url for request in requests] == [
        "https://one.org/robots.txt",
        "http://one.org/robots.txt",
        "https://two.org/robots.txt",
    ]


def answer(body: str | None = None, **changes: Any) -> FetchResult:
    given: dict[str, Any] = {
        "fetch_id": "1",
        "kind": "robots",
        "feed_id": "f",
        "fetched_at": NOW,
        "status": 200,
    }
    given |= {"url": "https://example.org/robots.txt", "final_url": "https://example.org/robots.txt"}
    given |= {"outcome": "ok", "bytes": 0, "elapsed_ms": 1, "body": None if body is None else body.encode()}
    return FetchResult(**(given | changes))


CLOSED = "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("result", "url", "allowed"),
    [
        (answer("User-agent: *\nDisallow: /private/\n"), "https://example.org/private/a", False),
        (answer("User-agent: *\nDisallow: /private/\n"), "https://example.org/news/a", True),
        (answer(CLOSED), "https://example.org/news/a", False),
        (answer(CLOSED + "\nUser-agent: Daybook\nAllow: /news/\n"), "https://example.org/news/a", True),
        (answer("User-agent: daybook\nDisallow: /\n"), "https://example.org/news/a", False),
        (answer("User-agent: GPTBot\nDisallow: /\n"), "https://example.org/news/a", True),
        (answer("\ufeffUser-agent: *\nDisallow: /\n"), "https://example.org/news/a", False),
        (answer(""), "https://example.org/news/a", True),
        (answer("<html>Not found</html>"), "https://example.org/news/a", True),
        (answer(status=404, outcome="http_error"), "https://example.org/a", True),
        (answer(status=403, outcome="http_error"), "https://example.org/a", True),
        (answer(status=410, outcome="gone"), "https://example.org/a", True),
        (answer(status=429, outcome="http_error"), "https://example.org/a", False),
        (answer(status=500, outcome="http_error"), "https://example.org/a", False),
        (answer(status=None, outcome="timeout"), "https://example.org/a", False),
        (answer(status=None, outcome="connect_error"), "https://example.org/a", False),
        (answer(status=200, outcome="too_large"), "https://example.org/a", False),
    ],
)
def test_robots_rules(result: FetchResult, url: str, allowed: bool) -> None:
    (rules,) = robots_rules([result]).values()
    assert rules.allows(url) is allowed


def test_no_answer_at_all_leaves_nothing_open() -> None:
    assert robots_rules([]) == {}
    assert not RobotsRules(allow_all=False).allows("https://example.org/a")


# --- one page -------------------------------------------------------------------------------------------


def test_a_page_gives_text_and_what_it_says_of_itself() -> None:
    head = (
        "<meta name='author' content='Ama Mensah'>"
        "<meta property='article:published_time' content='2024-05-02T10:00:00Z'>"
    )
    found = extract_page(page(*PARAGRAPHS, "Continue reading", head=head).encode(), "https://example.org/a-1")
    assert found is not None
    assert found.text.endswith(TEXT)
    assert "Sport" not in found.text
    assert "Terms" not in found.text
    assert (found.title, found.author) == (TITLE, "Ama Mensah")
    assert found.published_at == datetime(2024, 5, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 50, b"<html></html>", b"{}", b"%PDF-1.4", b"<p>" * 300])
def test_what_holds_no_text_is_no_page(body: bytes) -> None:
    assert extract_page(body, "https://example.org/a-1") is None


def test_a_page_that_breaks_the_extractor_loses_only_itself() -> None:
    def fragile(body: bytes, url: str) -> ExtractedPage | None:
        if b"break" in body:
            raise RecursionError("too deep")
        return extract_page(body, url)

    good = page(*PARAGRAPHS)
    results = [
        answer(fetch_id=name, body=body)
        for name, body in (("1", good), ("2", "break"), ("3", good), ("4", ""))
    ]
    found = extract_batch(results, fragile)
    assert [one.fetch_id for one in found] == ["1", "2", "3", "4"]
    assert [one.page is not None for one in found] == [True, False, True, False]
    assert [one.problem for one in found] == [
        None,
        "extraction failed: RecursionError: too deep",
        None,
        "no text found",
    ]


def extracted(text: str, **changes: Any) -> ExtractedPage:
    return ExtractedPage(text, **({"title": None, "author": None, "published_at": None} | changes))


FILLER = " We and our partners store information on your device." * 4
AT = "https://example.org/a-1"


@pytest.mark.parametrize(
    ("text", "final_url", "reason"),
    [
        (TEXT, AT, None),
        (TEXT, "https://www.example.org/index.html?utm_source=x", "led to the front page"),
        ("We use cookies. Accept all cookies." + FILLER, AT, "a consent wall"),
        (SUMMARY + " Subscribe to continue reading. Already a subscriber? Log in.", AT, "a paywall"),
        ("404 not found. Try the search above or go back to our front page.", AT, "a page that is not there"),
        ("Please enable JavaScript to go on.", AT, "a check for robots"),
        (SUMMARY + " This video cannot be played in your browser.", AT, "a video or a gallery"),
        ("Troops withdrew.", AT, "not longer than the feed's text"),
        ("Cheese is made of milk, rennet, salt and patience. " * 5, AT, "another text than the feed's"),
        (TEXT + " The statement has been removed from the ministry's site.", AT, None),
        (TEXT * 4 + " Subscribe to continue reading.", AT, None),
    ],
)
def test_a_page_that_is_not_the_article_is_not_taken(text: str, final_url: str, reason: str | None) -> None:
    assert why_unusable(article(), extracted(text), final_url) == reason


def test_a_headline_alone_cannot_refuse_a_page() -> None:
    bare = article(title="Storm", text="", text_origin="title")
    assert why_unusable(bare, extracted(TEXT), "https://example.org/a-1") is None


def test_a_page_completes_an_article() -> None:
    day = datetime(2024, 5, 1, tzinfo=UTC)
    found = extracted(f"{TITLE}\n\n{TEXT}", title="Another headline", author="Ama Mensah", published_at=day)
    done = apply_page(article(published_at=None, date_status="missing"), found)
    assert (done.title, done.text, done.text_origin) == (TITLE, TEXT, "page")
    assert (done.author, done.published_at, done.date_status) == ("Ama Mensah", day, "ok")
    assert done.content_hash == content_hash(TITLE, TEXT)


def test_what_the_feed_said_stays() -> None:
    tomorrow = extracted(TEXT, title="Other", author="B", published_at=NOW + timedelta(days=9))
    done = apply_page(article(author="A"), tomorrow)
    assert (done.title, done.author, done.published_at) == (TITLE, "A", NOW)
    undated = apply_page(article(published_at=None, date_status="missing"), tomorrow)
    assert (undated.published_at, undated.date_status) == (None, "missing")
    assert apply_page(article(title="", content_hash="1:0"), tomorrow).title == "Other"


# --- all together, over loopback ------------------------------------------------------------------------

Pages = dict[str, tuple[int, str]]


class Site(ThreadingHTTPServer):
    """A site of given pages, by path: status and body (of a redirect: where it leads)."""

    daemon_threads = True

    def __init__(self, pages: Pages) -> None:
        super().__init__(("127.0.0.1", 0), SiteHandler)
        self.pages = pages
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class SiteHandler(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, body = self.server.pages.get(self.path, (404, "<h1>Not found</h1>"))
        data = body.encode()
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", body)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def site() -> Iterator[Callable[[Pages], Site]]:
    sites: list[Site] = []

    def serve(pages: Pages) -> Site:
        started = Site(pages)
        sites.append(started)
        threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return started

    yield serve
    for started in sites:
        started.shutdown()
        started.server_close()


Serve = Callable[[Pages], Site]


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
        ((302, "file:///etc/hosts"), "bad_redirect", None),
    ],
)
def test_a_good_summary_stays_where_the_page_is_worse(
    site: Serve, answered: tuple[int, str], outcome: str, error: str | None
) -> None:
    server = site({"/a-1": answered})
    given = article("a", server.url("/a-1"))
    done = completed([given])
    assert done.articles == (given,)
    assert ledger(done)[1] == ("page", outcome, error)


def test_the_cap_leaves_summaries(site: Serve) -> None:
    server = site({f"/{number}": (200, page(*PARAGRAPHS)) for number in range(4)})
    articles = [article(str(number), server.url(f"/{number}")) for number in range(4)]
    done = completed(articles, replace(POLICY, pages_per_host=3))
    assert [one.text_origin for one in done.articles] == ["page", "page", "page", "summary"]
    assert len(server.asked) == 4


def test_nothing_is_asked_where_nothing_is_wanted(site: Serve) -> None:
    server = site({})
    done = completed([article("a", server.url("/a-1"))], full_text=False)
    assert (done.fetches, server.asked) == ((), [])


def test_one_page_of_two_articles_is_fetched_once(site: Serve) -> None:
    server = site({"/a-1": (200, page(*PARAGRAPHS))})
    done = completed([article("a", server.url("/a-1")), article("b", server.url("/a-1"))])
    assert [word_count(one.text) for one in done.articles] == [word_count(TEXT)] * 2
    assert server.asked == ["/robots.txt", "/a-1"]
