"""Headers sent and read: validators byte for byte, a publisher's Retry-After, and how long an answer holds."""

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
    if (seconds := _whole(raw)) is not None:
        return min(seconds, LONGEST_HOLD_SECONDS)
    until = http_date(raw)
    if until is None:
        return None
    return max(0, min(_seconds_until(until, headers, now), LONGEST_HOLD_SECONDS))


def http_date(text: str) -> datetime | None:
    """Read an HTTP date as UTC, or None."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def fresh_seconds(headers: httpx.Headers, now: datetime) -> int | None:
    """Read for how long an answer says that it holds (max-age less Age, else Expires), at most 24 hours."""
    directives = _cache_control(header(headers, "cache-control") or "")
    if directives.keys() & {"no-cache", "no-store"}:
        return None
    if (age_allowed := _whole(directives.get("max-age"))) is not None:
        left = age_allowed - (_whole(header(headers, "age")) or 0)
    else:
        until = http_date(header(headers, "expires") or "")
        if until is None:
            return None
        left = _seconds_until(until, headers, now)
    return max(0, min(left, LONGEST_HOLD_SECONDS))


def _cache_control(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in text.lower().split(","))
    return {name.strip(): value.strip().strip('"') for name, _, value in parts}


def _whole(text: str | None) -> int | None:
    plain = (text or "").strip()
    return int(plain[:12]) if plain.isascii() and plain.isdigit() else None


def _seconds_until(moment: datetime, headers: httpx.Headers, now: datetime) -> int:
    # Against the server's own clock where it tells it: a wrong clock then does no harm.
    return round((moment - (http_date(header(headers, "date") or "") or now)).total_seconds())
