"""Every way an exchange can go, against a real server on 127.0.0.1."""

import hashlib
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tasks.fetch import fetch_batch
from tasks.records import FetchPolicy, FetchRequest, FetchResult
from tests.tasks.badserver import ETAG, FEED, MODIFIED, Server

NOW = datetime(2026, 1, 1, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1",), total_seconds=20.0, max_bytes=4 * 1024 * 1024)
QUICK = replace(POLICY, total_seconds=0.3)


def get(url: str, policy: FetchPolicy = POLICY, **known: str) -> FetchResult:
    return fetch_batch([FetchRequest("feed", "wire", url, **known)], policy, NOW)[0]


@pytest.mark.parametrize(
    "path",
    [
        "/feed",
        "/203",
        "/gzip",
        "/x-gzip",
        "/two-members",
        "/padded",
        "/gz-file",
        "/deflate",
        "/raw-deflate",
        "/identity",
        "/to-feed",
        "/to-feed-308",
        "/hops-5",
        "/to-utf8",
        "/to-latin1",
    ],
)
def test_a_body_arrives_whole(badserver: Server, path: str) -> None:
    result = get(badserver.base + path)
    assert (result.outcome, result.body, result.bytes) == ("ok", FEED, len(FEED))
    assert result.body_hash == hashlib.sha256(FEED).hexdigest()
    assert result.error is None


@pytest.mark.parametrize("path", ["/empty", "/empty-gzip"])
def test_an_empty_body_is_a_body(badserver: Server, path: str) -> None:
    assert (get(badserver.base + path).outcome, get(badserver.base + path).body) == ("ok", b"")


FAILURES = [
    # path, policy, outcome, status, words of the error
    ("/nothing", POLICY, "http_error", 404, "404 Not Found"),
    ("/500", POLICY, "http_error", 500, "500 Internal Server Error"),
    ("/799", POLICY, "http_error", 799, "answered 799"),
    ("/206", POLICY, "http_error", 206, "206 Partial Content"),
    ("/300", POLICY, "http_error", 300, "300 Multiple Choices"),
    ("/304", POLICY, "http_error", 304, "304 Not Modified"),  # nobody asked conditionally
    ("/410", POLICY, "gone", 410, "taken down for good"),
    ("/challenge", POLICY, "blocked", 403, "bot protection"),
    ("/silent", QUICK, "timeout", None, "within 0.3 seconds"),
    ("/silent", replace(POLICY, read_seconds=0.2), "timeout", None, "silent for 0.2 seconds"),
    ("/stalls", QUICK, "timeout", 200, "within 0.3 seconds"),
    ("/drips", QUICK, "timeout", 200, "within 0.3 seconds"),
    ("/cut", POLICY, "protocol_error", 200, "before the whole answer"),
    ("/no-http", POLICY, "protocol_error", None, "broke off"),
    ("/many-headers", POLICY, "protocol_error", None, "broke off"),
    ("/huge", POLICY, "too_large", 200, "larger than 4,194,304 bytes"),
    ("/gzip-bomb", POLICY, "too_large", 200, "larger than"),
    ("/gz-file-bomb", POLICY, "too_large", 200, "larger than"),
    ("/empty-members", replace(POLICY, max_bytes=100_000), "too_large", 200, "larger than"),
    ("/brotli", POLICY, "bad_encoding", 200, "'br'"),
    ("/not-gzip", POLICY, "bad_encoding", 200, "cannot be inflated"),
    ("/half-gzip", POLICY, "protocol_error", 200, "ends before its end"),
    ("/loop", POLICY, "bad_redirect", 302, "more than 5 redirects"),
    ("/hops-6", POLICY, "bad_redirect", 302, "more than 5 redirects"),
    ("/to-file", POLICY, "bad_redirect", 302, "only http and https"),
    ("/to-nonsense", POLICY, "bad_redirect", 302, "not a URL"),
    ("/to-nowhere", POLICY, "http_error", 302, "302 Found"),
    ("/inward", POLICY, "refused_address", 302, "127.0.0.2 is a private address; add it to [fetch]"),
]


@pytest.mark.parametrize(("path", "policy", "outcome", "status", "words"), FAILURES)
def test_a_failure_is_a_row(
    badserver: Server, path: str, policy: FetchPolicy, outcome: str, status: int | None, words: str
) -> None:
    result = get(badserver.base + path, policy)
    assert (result.outcome, result.status, result.body) == (outcome, status, None)
    assert words in (result.error or "")


def test_one_failure_never_touches_the_others_and_order_is_kept(badserver: Server) -> None:
    paths = ["/cut", "/feed", "/brotli", "/gzip", "/nothing", "/feed"]
    results = fetch_batch([FetchRequest("feed", path, badserver.base + path) for path in paths], POLICY, NOW)
    assert [result.feed_id for result in results] == paths
    assert [result.outcome for result in results] == [
        "protocol_error", "ok", "bad_encoding", "ok", "http_error", "ok",
    ]  # fmt: skip
    assert len({result.fetch_id for result in results}) == len(paths)


def test_fetch_ids_repeat_with_the_same_input(badserver: Server) -> None:
    assert get(badserver.base + "/feed").fetch_id == get(badserver.base + "/feed").fetch_id


def test_validators_go_back_byte_for_byte(badserver: Server) -> None:
    url = badserver.base + "/conditional"
    first = get(url)
    assert (first.etag, first.last_modified, first.content_type) == (
        ETAG,
        MODIFIED,
        "text/html; charset=latin-1",
    )
    again = get(url, etag=first.etag, last_modified=first.last_modified)
    assert (again.outcome, again.status, again.body, again.error) == ("not_modified", 304, None, None)
    assert again.etag == ETAG
    assert again.last_modified is None


def test_the_same_bytes_are_unchanged(badserver: Server) -> None:
    url = badserver.base + "/conditional"
    first = get(url)
    again = get(url, body_hash=str(first.body_hash))
    assert (again.outcome, again.body, again.body_hash, again.etag) == (
        "unchanged",
        None,
        first.body_hash,
        ETAG,
    )
    assert get(url, body_hash="0" * 64).outcome == "ok"


@pytest.mark.parametrize(
    ("path", "seconds"),
    [
        ("/429", 120),
        ("/hold-for-ever", 86400),
        ("/hold-nonsense", None),
        ("/hold-past", 0),
        ("/500", None),
        ("/feed", None),
    ],
)
def test_retry_after(badserver: Server, path: str, seconds: int | None) -> None:
    assert get(badserver.base + path).retry_after_seconds == seconds


def test_a_request_says_who_asks_and_what_it_takes(badserver: Server) -> None:
    get(badserver.base + "/feed", replace(POLICY, user_agent="Daybook/0.1 (someone@example.org)"))
    fetch_batch([FetchRequest("page", "wire", badserver.base + "/feed")], POLICY, NOW)
    feed, page = badserver.headers_of("/feed")
    assert feed["user-agent"] == "Daybook/0.1 (someone@example.org)"
    assert feed["accept-encoding"] == "gzip"
    assert feed["accept"].startswith("application/atom+xml")
    assert "if-none-match" not in feed
    assert page["accept"].startswith("text/html")


def test_cookies_and_proxies_are_not_used(badserver: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    urls = [badserver.base + "/cookie", badserver.base + "/cookie"]
    one_at_a_time = replace(POLICY, concurrency=1)
    results = fetch_batch([FetchRequest("feed", "wire", url) for url in urls], one_at_a_time, NOW)
    assert [result.outcome for result in results] == ["ok", "ok"]
    assert all("cookie" not in headers for headers in badserver.headers_of("/cookie"))


def test_a_redirect_gives_its_final_url(badserver: Server) -> None:
    result = get(badserver.base + "/to-feed")
    assert (result.url, result.final_url) == (badserver.base + "/to-feed", badserver.base + "/feed")
    assert get(badserver.base + "/to-feed", replace(POLICY, max_redirects=0)).outcome == "bad_redirect"


def test_no_host_sees_more_than_its_share(badserver: Server) -> None:
    badserver.expected = threading.Barrier(3)  # opens only when three stand there together
    requests = [FetchRequest("feed", str(number), badserver.base + "/crowd") for number in range(12)]
    results = fetch_batch(requests, replace(POLICY, per_host=3), NOW)
    assert {result.outcome for result in results} == {"ok"}
    assert badserver.most_in_flight == 3


def test_a_slow_host_does_not_hold_the_others_up(badserver: Server) -> None:
    stuck = [FetchRequest("feed", str(number), badserver.base + "/silent") for number in range(4)]
    other = FetchRequest("feed", "quick", f"http://localhost:{badserver.server_port}/feed")
    policy = replace(QUICK, per_host=1, concurrency=2, allow_private_hosts=("127.0.0.1", "localhost"))
    results = fetch_batch([*stuck, other], policy, NOW)
    assert [result.outcome for result in results] == ["timeout"] * 4 + ["ok"]
    # Waiting for a turn is nobody's timeout: each had its whole time.
    assert all(result.elapsed_ms >= 290 for result in results[:4])


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("ftp://127.0.0.1/x", "bad_redirect"),
        ("file:///etc/hostname", "bad_redirect"),
        ("http://", "connect_error"),
        ("", "bad_redirect"),
        ("http://[::1", "connect_error"),
        ("http://a b/", "connect_error"),
        ("http://127.0.0.1:1/", "connect_error"),
        ("http://127.0.0.1:99999/", "connect_error"),
    ],
)
def test_urls_that_lead_nowhere(url: str, outcome: str) -> None:
    result = get(url)
    assert (result.outcome, result.status) == (outcome, None)
    assert result.error
