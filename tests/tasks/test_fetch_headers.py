"""Retry-After in both forms, against the server's clock; headers out and in without a byte changed."""

from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch_headers import fresh_seconds, header, request_headers, retry_after_seconds
from tasks.records import FetchRequest

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ONE = "Thu, 01 Jan 2026 01:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (503, {"Retry-After": "120"}, 120),
        (429, {"retry-after": " 0 "}, 0),
        (404, {"Retry-After": "60"}, 60),
        (503, {"Retry-After": "99999999999999999999"}, 86400),
        (503, {"Retry-After": ONE}, 3600),
        (503, {"Retry-After": ONE, "Date": "Thu, 01 Jan 2026 00:59:00 GMT"}, 60),
        (503, {"Retry-After": ONE, "Date": "nonsense"}, 3600),
        (503, {"Retry-After": ONE, "Date": "Thu, 01 Jan 2026 02:00:00 GMT"}, 0),
        (503, {"Retry-After": "Thu, 01 Jan 2032 01:00:00 GMT"}, 86400),
        (503, {"Retry-After": "-5"}, None),
        (503, {"Retry-After": "1.5"}, None),
        (503, {"Retry-After": "٣"}, None),
        (503, {"Retry-After": ""}, None),
        (503, {}, None),
        (200, {"Retry-After": "120"}, None),
        (None, {}, None),
    ],
)
def test_retry_after(status: int | None, headers: dict[str, str], seconds: int | None) -> None:
    encoded = httpx.Headers({name: value.encode() for name, value in headers.items()})
    assert retry_after_seconds(status, encoded, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "max-age=600"}, 600),
        ({"Cache-Control": 'public, MAX-AGE="600", must-revalidate'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "900"}, 0),
        ({"Cache-Control": "max-age=600", "Age": "old"}, 600),
        ({"Cache-Control": "max-age=600, no-cache"}, None),
        ({"Cache-Control": "no-store, max-age=600"}, None),
        ({"Cache-Control": "max-age=31536000"}, 86400),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "max-age=600", "Expires": ONE}, 600),
        ({"Expires": ONE}, 3600),
        ({"Expires": ONE, "Date": "Thu, 01 Jan 2026 00:30:00 GMT"}, 1800),
        ({"Expires": ONE, "Cache-Control": "no-cache"}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"Expires": "Thu, 01 Jan 2032 00:00:00 GMT"}, 86400),
        ({}, None),
    ],
)
def test_how_long_an_answer_holds(headers: dict[str, str], seconds: int | None) -> None:
    assert fresh_seconds(httpx.Headers(headers), NOW) == seconds


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=255), min_size=1))
def test_validators_keep_every_byte(validator: str) -> None:
    sent = dict(
        request_headers(
            FetchRequest("feed", "f", "u", validator, validator), httpx.URL("http://a.example"), "ua"
        )
    )
    assert sent[b"If-None-Match"] == sent[b"If-Modified-Since"] == validator.encode("latin-1")
    assert header(httpx.Headers([(b"ETag", sent[b"If-None-Match"])]), "etag") == validator


def test_a_password_in_the_url_is_sent() -> None:
    url = httpx.URL("https://me:s%C3%A9cret@wire.example/rss")
    sent = dict(request_headers(FetchRequest("feed", "f", str(url)), url, "ua"))
    assert sent[b"Authorization"] == b"Basic bWU6c8OpY3JldA=="
