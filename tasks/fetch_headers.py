"""Headers sent and read: validators byte for byte, and a publisher's Retry-After."""

import base64
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

import httpx

from tasks.records import FetchKind, FetchRequest

LONGEST_HOLD_SECONDS = 24 * 3600
ACCEPT: dict[FetchKind, str] = {
    "feed": (
        "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
        "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
    ),
    "page": "text/html, application/xhtml+xml, */*;q=0.1",
    "robots": "text/plain, */*;q=0.1",
}


def request_headers(request: FetchRequest, url: httpx.URL, user_agent: str) -> list[tuple[bytes, bytes]]:
    """Make the headers of a GET; validators go back exactly as they came."""
    pairs = [("User-Agent", user_agent), ("Accept", ACCEPT[request.kind]), ("Accept-Encoding", "gzip")]
    if request.etag:
        pairs.append(("If-None-Match", request.etag))
    if request.last_modified:
        pairs.append(("If-Modified-Since", request.last_modified))
    if url.userinfo:
        secret = base64.b64encode(unquote_to_bytes(url.userinfo)).decode("ascii")
        pairs.append(("Authorization", f"Basic {secret}"))
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in pairs]


def header(headers: httpx.Headers, name: str) -> str | None:
    """Give a header as latin-1 text, which keeps every byte; the first one where a server repeats it."""
    wanted = name.encode()
    return next((value.decode("latin-1") for key, value in headers.raw if key.lower() == wanted), None)


def redirect_target(headers: httpx.Headers) -> str | None:
    """Give Location; servers that do not escape it write UTF-8."""
    location = header(headers, "location")
    if location is None:
        return None
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location


def retry_after_seconds(status: int | None, headers: httpx.Headers, now: datetime) -> int | None:
    """Read Retry-After (seconds or a date) of an answer that is not a success, at most 24 hours."""
    raw = header(headers, "retry-after")
    if status is None or status < 300 or raw is None:
        return None
    if raw.strip().isascii() and raw.strip().isdigit():
        return min(int(raw.strip()[:12]), LONGEST_HOLD_SECONDS)
    until = http_date(raw)
    if until is None:
        return None
    # Against the server's own clock where it tells it: a wrong clock then does no harm.
    since = http_date(header(headers, "date") or "") or now
    return max(0, min(round((until - since).total_seconds()), LONGEST_HOLD_SECONDS))


def http_date(text: str) -> datetime | None:
    """Read an HTTP date as UTC, or None."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
