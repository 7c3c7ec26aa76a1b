"""A server for benchmarks: many hosts of 127.0.0.0/8 on one port, in a process of its own, that counts what it sees.

It speaks just enough HTTP: one feed a path, an ETag each, 304 to who knows it, and ``/stats`` for the counts.
"""

import asyncio
import json
import multiprocessing
import resource
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

ITEM = (
    "<item><title>Report {n} of PATH</title><link>http://news.examplePATH/{n}</link><guid>PATH-{n}</guid>"
    "<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><description>{words}</description></item>"
)
# Thirty such items make the 75 KB of a usual feed.
WORDS = "&lt;p&gt;The ferry that was out of service since spring carries passengers again.&lt;/p&gt; " * 26


class Stand:
    """Counts requests in flight by host, and the most that there ever were."""

    def __init__(self, latency: float, items: int) -> None:
        self._latency = latency
        rendered = "".join(ITEM.format(n=n, words=WORDS) for n in range(items))
        head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>PATH</title>'
        self._feed = f"{head}{rendered}</channel></rss>".encode()
        self.in_flight: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.requests = self.not_modified = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(await self._answer(host, head.decode("latin-1")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client has what it wanted
        finally:
            writer.close()

    async def _answer(self, host: str, head: str) -> bytes:
        path = head.split(" ", 2)[1]
        if path == "/stats":
            return _reply("200 OK", json.dumps(self.stats()).encode())
        self.requests += 1
        self.in_flight[host] += 1
        self.most[host] = max(self.most[host], self.in_flight[host])
        try:
            await asyncio.sleep(self._latency)
            etag = f'"{path}"'
            if f"if-none-match: {etag}" in head.lower():
                self.not_modified += 1
                return _reply("304 Not Modified", b"", etag)
            return _reply("200 OK", self._feed.replace(b"PATH", path.encode()), etag)
        finally:
            self.in_flight[host] -= 1

    def stats(self) -> dict[str, int]:
        """What the server has seen so far."""
        return {
            "requests": self.requests,
            "not_modified": self.not_modified,
            "hosts": len(self.most),
            "most_of_a_host": max(self.most.values(), default=0),
        }


def _reply(status: str, body: bytes, etag: str | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: application/rss+xml"]
    lines += [] if etag is None else [f"ETag: {etag}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def addresses(hosts: int) -> list[str]:
    """The first so many addresses that the server stands at."""
    return [f"127.{1 + n // 62_500}.{n // 250 % 250}.{1 + n % 250}" for n in range(hosts)]


def _run(hosts: int, latency: float, items: int, ready: Connection) -> None:
    # A socket for each host and one for each connection to it.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    async def main() -> None:
        stand = Stand(latency, items)
        first = socket.create_server(("127.0.0.1", 0))
        port = first.getsockname()[1]
        server = await asyncio.start_server(stand.serve, addresses(hosts), port, backlog=64)
        await asyncio.start_server(stand.serve, sock=first)
        ready.send(port)
        async with server:
            await server.serve_forever()

    asyncio.run(main())


@contextmanager
def loopback_server(hosts: int, latency: float = 0.02, items: int = 30) -> Iterator[int]:
    """Serve feeds at ``addresses(hosts)``, and the counts at 127.0.0.1, and give the port."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(hosts, latency, items, there), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()
