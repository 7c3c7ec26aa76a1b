"""Bodies come out the same however they are cut into chunks, and never larger than the cap."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import FetchError
from tasks.fetch_body import MOST_MEMBERS, BodyReader, gunzip

CAP = 10_000
ENCODERS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": lambda body: gzip.compress(body[:7]) + gzip.compress(body[7:]),
    "deflate": zlib.compress,
}


def read(coding: str, raw: bytes, step: int, cap: int = CAP) -> bytes:
    reader = BodyReader(coding, cap)
    for start in range(0, len(raw), step):
        reader.feed(raw[start : start + step])
    return reader.finish()


@given(st.binary(max_size=2000), st.sampled_from(sorted(ENCODERS)), st.integers(1, 500))
def test_chunks_do_not_matter(body: bytes, coding: str, step: int) -> None:
    if not body.startswith(b"\x1f\x8b"):
        assert read(coding, ENCODERS[coding](body), step) == body


@given(st.integers(1, 3 * CAP), st.sampled_from(["gzip", "deflate", ""]), st.integers(1, 5000))
def test_the_cap_is_exact(size: int, coding: str, step: int) -> None:
    raw = ENCODERS[coding](bytes(size))
    if size <= CAP:
        assert len(read(coding, raw, step)) == size
    else:
        with pytest.raises(FetchError, match="larger than 10,000 bytes"):
            read(coding, raw, step)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "x-gzip", ""]), st.integers(1, 50))
def test_any_bytes_are_a_body_or_a_named_error(raw: bytes, coding: str, step: int) -> None:
    try:
        body = read(coding, raw, step)
    except FetchError as problem:
        outcome = problem.outcome
    else:
        outcome = "ok" if len(body) <= CAP else "over"
    assert outcome in ("ok", "bad_encoding", "protocol_error", "too_large")


def test_memory_stays_within_the_cap() -> None:
    reader = BodyReader("gzip", CAP)
    with pytest.raises(FetchError):
        reader.feed(gzip.compress(bytes(5_000_000), 9))
    assert reader.size == CAP + 1


def test_a_gzip_file_is_opened_once() -> None:
    twice = gzip.compress(gzip.compress(b"x" * 50))
    assert gzip.decompress(read("", twice, 10)) == b"x" * 50


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_was_not_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(FetchError, match="not asked for") as raised:
        BodyReader(coding, CAP)
    assert raised.value.outcome == "bad_encoding"


def test_a_body_of_many_members_is_read_up_to_a_bound() -> None:
    member = gzip.compress(b"x")
    assert gunzip(member * MOST_MEMBERS, 10**7) == b"x" * MOST_MEMBERS
    with pytest.raises(FetchError, match="more than 10,000 gzip members") as raised:
        gunzip(gzip.compress(b"") * 200_000, 10**7)
    assert raised.value.outcome == "bad_encoding"
