"""Articles, pages and sites of pages that the tests of full text share."""

from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tasks.records import Article, Feed, FetchPolicy, FetchResult
from tasks.text import content_hash

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


Serve = Callable[[Pages], Site]
