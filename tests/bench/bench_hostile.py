"""What hostile answers cost: ``python tests/bench/bench_hostile.py`` prints time and peak memory of each exchange.

Each is made in a process of its own with the limits that Daybook ships; no answer may take more than 200 MB or longer
than the deadline. The server, on this machine, is another process.
"""

import asyncio
import multiprocessing
import resource
import sys
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_address
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tasks.fetch import Fetcher, GuardedTransport
from tasks.fetch_guard import GuardedBackend
from tasks.records import FetchPolicy, FetchRequest, FetchResult

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MOST_MEBIBYTES = 200
GRACE_SECONDS = 2.0  # on top of the deadline, for a machine that is busy
SPAWN = multiprocessing.get_context("spawn")
# What it is, where it stands, and what has to come of it.
CASES = (
    ("a feed, to compare", "/feed", "ok"),
    ("gzip bomb, 512 MiB of zeros", "/gzip-bomb-512", "too_large"),
    ("the same as a .gz file", "/gz-file-bomb-512", "too_large"),
    ("200,000 empty gzip members", "/empty-members", "bad_encoding"),
    ("brotli, not asked for", "/brotli", "bad_encoding"),
    ("64 MiB, plain", "/huge", "too_large"),
    ("5,000 headers", "/many-headers", "protocol_error"),
    ("10 redirects", "/hops-10", "bad_redirect"),
    ("redirects in a circle", "/loop", "bad_redirect"),
    ("redirect to a private address", "/inward", "refused_address"),
    ("redirect to file:", "/to-file", "bad_redirect"),
    ("DNS answer that is private", "http://rebound.example/feed", "refused_address"),
    ("body cut short", "/cut", "protocol_error"),
    ("gzip cut short", "/half-gzip", "protocol_error"),
    ("no HTTP at all", "/no-http", "protocol_error"),
    ("a byte a second", "/drips", "timeout"),
    ("silent after three bytes", "/stalls", "timeout"),
    ("silent from the start", "/silent", "timeout"),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one exchange took."""

    outcome: str
    error: str | None
    seconds: float
    peak_mebibytes: float


def serve(ready: Connection) -> None:
    """Be the server, until stopped."""
    from tests.tasks import badserver

    bomb = badserver.gzip_of_zeros(512)
    badserver.PATHS["/gzip-bomb-512"] = badserver.fixed(bomb, Content_Encoding="gzip")
    badserver.PATHS["/gz-file-bomb-512"] = badserver.fixed(bomb)
    server = badserver.Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ready.send(server.base)
    ready.recv()


async def private(host: str, port: int) -> list[object]:
    """A resolver that answers with an address of somebody's home."""
    return [ip_address("192.168.1.1")]


def exchange(url: str, policy: FetchPolicy, answer: Connection) -> None:
    """Make one exchange in a process that does nothing else."""

    async def fetch() -> FetchResult:
        backend = GuardedBackend(policy, private) if "rebound" in url else None  # type: ignore[arg-type]
        async with GuardedTransport(policy, backend) as transport:
            return await Fetcher(transport, policy, NOW).fetch(FetchRequest("feed", "hostile", url))

    begun = time.perf_counter()
    result = asyncio.run(fetch())
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer.send(Cost(result.outcome, result.error, seconds, peak))


def measure(url: str, policy: FetchPolicy) -> Cost:
    here, there = SPAWN.Pipe()
    process = SPAWN.Process(target=exchange, args=(url, policy, there))
    process.start()
    cost: Cost = here.recv()
    process.join()
    return cost


def main() -> None:
    here, there = SPAWN.Pipe()
    server = SPAWN.Process(target=serve, args=(there,), daemon=True)
    server.start()
    base = here.recv()
    policy = replace(FetchPolicy(), allow_private_hosts=("127.0.0.1",))
    failed = 0
    print(f"{'answer':<32} {'outcome':<16} {'s':>6} {'MiB':>5}  what the ledger says")
    for name, path, expected in CASES:
        cost = measure(path if "://" in path else base + path, policy)
        is_good = (
            cost.outcome == expected
            and cost.peak_mebibytes < MOST_MEBIBYTES
            and cost.seconds < policy.total_seconds + GRACE_SECONDS
        )
        failed += not is_good
        mark = "" if is_good else f"  <- wanted {expected}, {MOST_MEBIBYTES} MiB, {policy.total_seconds:g} s"
        said = (cost.error or "")[:70]
        print(
            f"{name:<32} {cost.outcome:<16} {cost.seconds:6.2f} {cost.peak_mebibytes:5.0f}  {said}{mark}",
            flush=True,
        )
    server.terminate()
    sys.exit(f"{failed} of {len(CASES)} took more than they may" if failed else 0)


if __name__ == "__main__":
    main()
