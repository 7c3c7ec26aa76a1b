"""A stream that acknowledges at once.

Servers that write headers and body apart hold the body back until the headers are acknowledged (Nagle), and the
kernel delays that acknowledgement by 40 ms on a connection that is used again: every page after the first.
"""

import socket
import ssl

import httpcore

# Linux only; elsewhere the kernel decides.
QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)


class QuickStream(httpcore.AsyncNetworkStream):
    """Passes everything on to another stream, and asks for quick acknowledgement before each read."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        raw = self._stream.get_extra_info("socket")
        # The kernel falls back to delaying by itself, so that once is not enough.
        if raw is not None and QUICK_ACK is not None:
            raw.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Go on under TLS."""
        return QuickStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> object:
        """Tell of the connection below."""
        return self._stream.get_extra_info(info)
