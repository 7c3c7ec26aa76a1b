"""Documents as they are fetched, that the tests of parsing share."""

from datetime import UTC, datetime

from tasks.records import FetchResult

NOW = datetime(2026, 1, 6, tzinfo=UTC)


def fetched(body: bytes | None, feed_id: str = "wire", content_type: str | None = None) -> FetchResult:
    url = "https://final.example/feed.xml"
    return FetchResult(
        "f",
        "feed",
        feed_id,
        url,
        url,
        NOW,
        200,
        "ok",
        len(body or b""),
        1,
        content_type=content_type,
        body=body,
    )


def item(inner: str) -> bytes:
    return f'<rss version="2.0"><channel><title>W</title><item>{inner}</item></channel></rss>'.encode()
