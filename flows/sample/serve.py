"""Serve the sample on the loopback: seven outlets at one address, told apart by the Host header."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from flows.sample.news import SampleNews, SampleOutlet, load_news
from flows.sample.render import MEDIA_TYPES, newest, render_feed, render_front, render_page
from tasks.records import Feed, FeedRegistry, FetchPolicy

LOOPBACK = "127.0.0.1"
HTML = "text/html; charset=utf-8"
ROBOTS = b"User-agent: *\nDisallow: /search\nDisallow: /share/\nAllow: /\n"
RELATED = 5


@dataclass(frozen=True, slots=True)
class SampleSite:
    """A running sample site: the registry to poll, and where it listens as ``ip:port``."""

    registry: FeedRegistry
    address: str


@dataclass(frozen=True, slots=True)
class _Resource:
    body: bytes
    content_type: str
    last_modified: str | None = None

    @property
    def etag(self) -> str:
        # Weak, because the gzipped and the plain body share it.
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'


Resources = Mapping[tuple[str, str], _Resource]


@contextmanager
def serve_sample() -> Iterator[SampleSite]:
    """Serve the bundled news on a free loopback port until the block ends; leaves no thread behind."""
    news = load_news()
    with _Server(_resources(news)) as server:  # leaving it closes the socket and joins the handlers
        address = f"{LOOPBACK}:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, args=(0.02,), name="sample-news", daemon=True)
        thread.start()
        try:
            yield SampleSite(_registry(news, address), address)
        finally:
            server.shutdown()
            thread.join()


def _registry(news: SampleNews, address: str) -> FeedRegistry:
    feeds = tuple(
        Feed(
            feed_id=f"sample-{outlet.outlet_id}-{feed.short_id}",
            url=f"http://{outlet.host}{feed.path}",
            outlet=outlet.name,
            country=outlet.country,
            language=feed.language,
            owner=outlet.owner,
            state_affiliated=outlet.state_affiliated,
        )
        for outlet in news.outlets
        for feed in outlet.feeds
    )
    policy = FetchPolicy(
        allow_private_hosts=(LOOPBACK,),
        connect_to=tuple((outlet.host, address) for outlet in news.outlets),
    )
    return FeedRegistry(feeds, policy, "sample")


def _resources(news: SampleNews) -> Resources:
    """Every document of every outlet, by host and path."""
    found: dict[tuple[str, str], _Resource] = {}
    for outlet in news.outlets:
        found.update(((outlet.host, path), resource) for path, resource in _documents(news, outlet))
    return found


def _documents(news: SampleNews, outlet: SampleOutlet) -> Iterator[tuple[str, _Resource]]:
    articles = news.articles_of(outlet)
    yield "/robots.txt", _Resource(ROBOTS, "text/plain; charset=utf-8")
    yield "/", _Resource(render_front(outlet, articles), HTML)
    for feed in outlet.feeds:
        listed = news.articles_of(outlet, feed)
        changed = format_datetime(newest(listed), usegmt=True)
        yield feed.path, _Resource(render_feed(outlet, feed, listed), MEDIA_TYPES[feed.format], changed)
    for article in articles:
        others = [other for other in articles if other is not article][:RELATED]
        yield article.path, _Resource(render_page(outlet, article, others), HTML)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing the server waits for the handlers
    request_queue_size = 128  # all feeds and pages may be asked for at once

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        super().__init__((LOOPBACK, 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 5  # a client that connects and says nothing must not hold up the end

    def do_GET(self) -> None:
        """Answer with the document, 304 or 404."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the ledger of fetches has it all."""

    def _answer(self, with_body: bool) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        resource = self.server.resources.get((host, urlsplit(self.path).path))
        if resource is None:
            self._send(HTTPStatus.NOT_FOUND, {"Content-Type": HTML}, b"<h1>Not found</h1>", with_body)
            return
        headers = {"ETag": resource.etag, "Vary": "Accept-Encoding"}
        if resource.last_modified:
            headers["Last-Modified"] = resource.last_modified
        if resource.etag in self.headers.get("If-None-Match", ""):
            self._send(HTTPStatus.NOT_MODIFIED, headers, b"", with_body=False)
            return
        headers["Content-Type"] = resource.content_type
        body = resource.body
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, mtime=0)
        self._send(HTTPStatus.OK, headers, body, with_body)

    def _send(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes, with_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        # Each exchange its own connection: a kept one would hold its thread until the client lets go.
        self.send_header("Connection", "close")
        self.end_headers()
        if with_body:
            self.wfile.write(body)
