"""Bodies inflated by hand, chunk by chunk, so that no answer can take more memory than the cap allows."""

import zlib

from tasks.errors import FetchError

GZIP_MAGIC = b"\x1f\x8b"
# zlib's window bits: 31 expects a gzip header, 15 a zlib one, -15 none at all.
GZIP, ZLIB, RAW = 31, 15, -15
# Behind each gzip member, zlib copies what is left: of a slice, not of the whole body.
SLICE = 64 * 1024
MOST_MEMBERS = 10_000  # block-wise packers make one of 64 KB or so


class BodyReader:
    """Collects one body: ``feed`` each raw chunk, then ``finish``; never holds more than the cap, decoded."""

    def __init__(self, content_encoding: str, max_bytes: int) -> None:
        coding = content_encoding.strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(
                "bad_encoding", f"the server sent Content-Encoding {coding!r}, which was not asked for"
            )
        self._max_bytes = max_bytes
        self._chunks: list[bytes] = []
        self._raw_size = self.size = 0
        self._members = 1
        self._wbits = {"gzip": GZIP, "x-gzip": GZIP, "deflate": ZLIB}.get(coding)
        self._inflater = None if self._wbits is None else zlib.decompressobj(self._wbits)

    def feed(self, chunk: bytes) -> None:
        """Take a chunk as it came over the wire; raises ``FetchError`` too_large or bad_encoding."""
        self._raw_size += len(chunk)
        # Empty gzip members inflate to nothing for ever, so that what comes in is counted as well.
        self._check(self._raw_size)
        if self._inflater is None:
            self._keep(chunk)
            return
        for start in range(0, len(chunk), SLICE):
            rest = chunk[start : start + SLICE]
            while rest:
                rest = self._inflate(rest)

    def finish(self) -> bytes:
        """Give the whole decoded body; raises ``FetchError`` where the compressed stream stops half way."""
        if self._inflater is not None and self._raw_size and not self._inflater.eof:
            raise FetchError("protocol_error", "the compressed body ends before its end")
        body = b"".join(self._chunks)
        self._chunks.clear()
        # A .gz file served as it lies on the disk has no Content-Encoding.
        return gunzip(body, self._max_bytes) if self._wbits is None and body.startswith(GZIP_MAGIC) else body

    def _inflate(self, chunk: bytes) -> bytes:
        """Inflate into the store and give what is left for the next gzip member."""
        if self._inflater is None:
            return b""
        if self._inflater.eof:
            if not chunk.startswith(GZIP_MAGIC[:1]):
                return b""  # padding after the last member, as gzip(1) ignores it too
            self._next_member()
        try:
            self._keep(self._inflater.decompress(chunk, self._max_bytes - self.size + 1))
        except zlib.error as problem:
            if self._wbits == ZLIB and self.size == 0:
                # Servers disagree on whether "deflate" has zlib's header.
                self._wbits, self._inflater = RAW, zlib.decompressobj(RAW)
                return chunk
            raise FetchError(
                "bad_encoding", f"the compressed body cannot be inflated ({problem})"
            ) from problem
        return self._inflater.unused_data

    def _next_member(self) -> None:
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise FetchError("bad_encoding", f"the body has more than {MOST_MEMBERS:,} gzip members")
        self._inflater = zlib.decompressobj(GZIP)

    def _keep(self, data: bytes) -> None:
        self.size += len(data)
        self._check(self.size)
        self._chunks.append(data)

    def _check(self, size: int) -> None:
        if size > self._max_bytes:
            raise FetchError("too_large", f"the body is larger than {self._max_bytes:,} bytes")


def gunzip(body: bytes, max_bytes: int) -> bytes:
    """Inflate a gzip file that is a body; raises ``FetchError``."""
    reader = BodyReader("gzip", max_bytes)
    reader.feed(body)
    return reader.finish()
