"""A local server whose every path misbehaves in one way; it waits on an event, never on a clock."""

import gzip
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FEED = (
    b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Wire</title>'
    b"<item><title>Ferry service resumes</title><link>http://127.0.0.1/ferry</link><guid>1</guid></item>"
    b"</channel></rss>"
)
ETAG = 'W/"a-\xe9--gzip"'
MODIFIED = "Thursday, 1st of Jan 1970"
MEBIBYTE = 1 << 20


class Server(ThreadingHTTPServer):
    """Counts what was asked, and holds answers back until ``release`` is set."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.release = threading.Event()
        self.lock = threading.Lock()
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.in_flight = self.most_in_flight = 0
        self.expected = threading.Barrier(1)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hung up: many of these answers make them."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def headers_of(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers in self.asked if asked == path]


class Handler(BaseHTTPRequestHandler):
    """Answers by the table at the end of this module."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        server = self.server
        with server.lock:
            server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            server.in_flight += 1
            server.most_in_flight = max(server.most_in_flight, server.in_flight)
        try:
            PATHS.get(self.path, missing)(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with server.lock:
                server.in_flight -= 1

    def answer(self, body: bytes = FEED, status: int = 200, **headers: str) -> None:
        self.start(status, {"Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    def start(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def start_unsized(self, headers: dict[str, str] | None = None) -> None:
        self.close_connection = True
        self.start(200, {"Connection": "close", **(headers or {})})


def missing(handler: Handler) -> None:
    handler.answer(b"nothing here", 404)


def conditional(handler: Handler) -> None:
    known = (
        handler.headers.get("If-None-Match") == ETAG and handler.headers.get("If-Modified-Since") == MODIFIED
    )
    if known:
        handler.start(304, {"ETag": ETAG})
    else:
        handler.answer(ETag=ETAG, Last_Modified=MODIFIED, Content_Type="text/html; charset=latin-1")


def silent(handler: Handler) -> None:
    handler.server.release.wait()
    handler.close_connection = True


def stalls(handler: Handler) -> None:
    """Send the head of an answer, three bytes of it, and then nothing."""
    handler.start(200, {"Content-Length": str(len(FEED))})
    handler.wfile.write(FEED[:3])
    handler.server.release.wait()
    handler.close_connection = True


def drips(handler: Handler) -> None:
    """Send a byte a second: never silent, never done."""
    handler.start(200, {"Content-Length": str(len(FEED))})
    for byte in FEED:
        handler.wfile.write(bytes([byte]))
        if handler.server.release.wait(1.0):
            break
    handler.close_connection = True


def cut(handler: Handler) -> None:
    handler.start(200, {"Content-Length": str(len(FEED) * 2)})
    handler.wfile.write(FEED)
    handler.close_connection = True


def huge(handler: Handler) -> None:
    handler.start_unsized()
    for _ in range(64):
        handler.wfile.write(b"x" * MEBIBYTE)


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-not_http\r\n\r\n")
    handler.close_connection = True


def many_headers(handler: Handler) -> None:
    handler.start(200, {f"X-{number}": "y" * 50 for number in range(5000)})
    handler.close_connection = True


def crowd(handler: Handler) -> None:
    """Answer once as many requests as are expected stand here together (or as many as ever will)."""
    handler.server.expected.wait()
    handler.answer()


def gzip_of_zeros(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(bytes(MEBIBYTE)) for _ in range(mebibytes)] + [packer.flush()])


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


def fixed(body: bytes = FEED, status: int = 200, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(body, status, **headers)


def redirect(location: str, status: int = 302) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(b"", status, Location=location)


HALVES = gzip.compress(FEED[:50]) + gzip.compress(FEED[50:])
PATHS: dict[str, Callable[[Handler], None]] = {
    "/feed": fixed(),
    "/conditional": conditional,
    "/304": fixed(b"", 304),
    "/203": fixed(status=203),
    "/206": fixed(status=206),
    "/500": fixed(status=500),
    "/799": fixed(status=799),
    "/410": fixed(b"", 410),
    "/300": fixed(b"", 300),
    "/429": fixed(b"", 429, Retry_After="120"),
    "/503": fixed(b"", 503, Retry_After="Thu, 01 Jan 2026 01:00:00 GMT"),
    "/hold-for-ever": fixed(b"", 503, Retry_After="9999999999"),
    "/hold-nonsense": fixed(b"", 503, Retry_After="soon"),
    "/hold-past": fixed(b"", 503, Retry_After="Thu, 01 Jan 1998 01:00:00 GMT"),
    "/challenge": fixed(b"", 403, cf_mitigated="challenge"),
    "/gzip": fixed(gzip.compress(FEED), Content_Encoding="gzip"),
    "/x-gzip": fixed(gzip.compress(FEED), Content_Encoding="X-GZip"),
    "/two-members": fixed(HALVES, Content_Encoding="gzip"),
    "/padded": fixed(gzip.compress(FEED) + bytes(64), Content_Encoding="gzip"),
    "/gz-file": fixed(gzip.compress(FEED)),
    "/deflate": fixed(zlib.compress(FEED), Content_Encoding="deflate"),
    "/raw-deflate": fixed(raw_deflate(FEED), Content_Encoding="deflate"),
    "/identity": fixed(Content_Encoding="identity"),
    "/empty-gzip": fixed(b"", Content_Encoding="gzip"),
    "/empty": fixed(b""),
    "/not-gzip": fixed(Content_Encoding="gzip"),
    "/brotli": fixed(Content_Encoding="br"),
    "/half-gzip": fixed(gzip.compress(FEED)[:-20], Content_Encoding="gzip"),
    "/gzip-bomb": fixed(gzip_of_zeros(64), Content_Encoding="gzip"),
    "/gz-file-bomb": fixed(gzip_of_zeros(64)),
    "/empty-members": fixed(gzip.compress(b"") * 200_000, Content_Encoding="gzip"),
    "/huge": huge,
    "/silent": silent,
    "/stalls": stalls,
    "/drips": drips,
    "/cut": cut,
    "/no-http": no_http,
    "/many-headers": many_headers,
    "/crowd": crowd,
    "/fresh": fixed(Cache_Control="max-age=600", Age="60"),
    "/to-feed": redirect("/feed", 301),
    "/to-to-feed": redirect("/to-feed-308", 301),
    "/to-feed-for-now": redirect("/feed"),
    "/for-good-to-now": redirect("/to-feed-for-now", 301),
    "/to-feed-308": redirect("feed", 308),
    "/to-utf8": redirect("/f\xc3\xa9ed"),
    "/f%C3%A9ed": fixed(),
    "/to-latin1": redirect("/f\xe9ed"),
    "/to-nowhere": redirect("", 302),
    "/loop": redirect("/loop"),
    "/to-file": redirect("file:///etc/hostname"),
    "/to-secret": redirect("ftp://ama:s3cret@127.0.0.1/"),
    "/to-nonsense": redirect("http://[/"),
    "/hops-0": fixed(),
    **{f"/hops-{left}": redirect(f"/hops-{left - 1}") for left in range(1, 11)},
    "/inward": redirect("http://127.0.0.2:9/latest/meta-data/"),
    "/cookie": fixed(Set_Cookie="a=b; Path=/"),
}


@contextmanager
def serving() -> Iterator[Server]:
    """A server at work, stopped at the end whoever waits for it."""
    started = Server()
    thread = threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield started
    finally:
        started.release.set()
        started.expected.abort()
        started.shutdown()
        thread.join()
        started.server_close()
