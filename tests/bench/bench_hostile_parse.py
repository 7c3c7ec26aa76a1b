"""What hostile documents cost the parser: peak memory and CPU time of each, in a process of its own.

Run it: python tests/bench/bench_hostile_parse.py
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tasks.parse import MOST_CPU_SECONDS, parse_batch  # noqa: E402 - the script is run without an install
from tasks.records import FetchResult, ParseFailure  # noqa: E402
from tasks.safe_html import safe_entries  # noqa: E402

MOST_MEBIBYTES = 200
HEAD, TAIL = '<rss version="2.0"><channel>', "</channel></rss>"


def items(count: int, inner: str = "<title>Troops cross the river</title><guid>@</guid>") -> str:
    """A feed of many items."""
    return HEAD + "".join(f"<item>{inner.replace('@', str(n))}</item>" for n in range(count)) + TAIL


def entity_bomb() -> str:
    """Ten entities, each ten times the one before."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a0 "aaaaaaaaaa">{levels}]>{HEAD}<title>&a9;</title>{TAIL}'


def late_entity_bomb() -> str:
    """The same inside the root element, where no declaration belongs."""
    declared = entity_bomb().partition("?>")[2].partition(HEAD)[0]
    return f"{HEAD}{declared}<item><title>&a9;</title></item>{TAIL}"


def quadratic_entity() -> str:
    """One entity of 100 KB, named 2,000 times: 106 KB that ask for 200 MB."""
    return (
        f'<!DOCTYPE b [<!ENTITY a "{"a" * 100_000}">]>{HEAD}<item><title>{"&a;" * 2000}</title></item>{TAIL}'
    )


def xxe() -> str:
    """A file of this machine as an entity."""
    return (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}<item><title>&x;</title></item>{TAIL}'
    )


CASES: dict[str, Callable[[], str]] = {
    "a feed of 30 items": lambda: items(30),
    "entity bomb": entity_bomb,
    "entity bomb in the root": late_entity_bomb,
    "XXE": xxe,
    "quadratic entity, 106 KB": quadratic_entity,
    "author of 32 KB": lambda: items(1, f"<author>{'a' * 32_000}</author>"),
    "author of 500 KB": lambda: items(1, f"<author>{'a' * 500_000}</author>"),
    "50,000 items": lambda: items(50_000),
    "15 MB of items": lambda: items(2000, f"<title>@</title><description>{'word ' * 1500}</description>"),
    "15 MB in one text": lambda: items(1, f"<description>{'word ' * 3_000_000}</description>"),
    "15 MB with one emoji": lambda: items(1, f"<description>😀{'word ' * 3_000_000}</description>"),
    "elements 100,000 deep": lambda: HEAD + "<item>" + "<a>" * 100_000 + TAIL,
    "HTML 100,000 deep": lambda: items(1, f"<description>{'&lt;div&gt;' * 100_000}</description>"),
    "1 MB of open angle brackets": lambda: HEAD + "<item><title>" + "<" * 1_000_000 + TAIL,
    "1 MB of <!DOCTYPE": lambda: "<!DOCTYPE x " * 80_000,
    "1 MB of comments that do not end": lambda: HEAD + "<item>" + "<!--" * 250_000 + TAIL,
    "JSON 100,000 deep": lambda: '{"a":' * 100_000,
    "JSON of 3 million items": lambda: (
        '{"version": "https://jsonfeed.org/version/1", "items": [' + "{}," * 3_000_000 + "{}]}"
    ),
    "JSON of 1.7 million texts": lambda: (
        '{"version": "https://jsonfeed.org/version/1", "items": ['
        + ",".join(f'"{n:x}"' for n in range(1_700_000))
        + "]}"
    ),
    "news sitemap of 50,000 URLs": lambda: (
        '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        + "<url><loc>https://a.example/</loc><n:news><n:title>T</n:title></n:news></url>" * 50_000
        + "</urlset>"
    ),
}


def peak_mebibytes() -> float:
    """The most memory that this process held; ``getrusage`` would tell its parent's, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def run_case(name: str, path: Path) -> None:
    """Parse the document of a file, and print what it cost: this process's peak is the document's."""
    body = path.read_bytes()
    url = "https://hostile.example/feed"
    now = datetime(2026, 11, 22, tzinfo=UTC)
    before = peak_mebibytes()
    started = time.process_time()
    (outcome,) = parse_batch(
        [FetchResult("f", "feed", "f", url, url, now, 200, "ok", len(body), 1, body=body)]
    )
    failed = isinstance(outcome, ParseFailure)
    if not isinstance(outcome, ParseFailure):
        safe_entries(outcome.entries)
    seconds = time.process_time() - started
    peak = peak_mebibytes()
    told = outcome.error if isinstance(outcome, ParseFailure) else f"{len(outcome.entries)} entries"
    print(
        f"{name:34} {len(body) / 1e6:7.2f} MB {peak:7.0f} MiB peak (+{peak - before:.0f}) {seconds:7.2f} s  "
        f"{'refused: ' if failed else ''}{told[:90]}"
    )
    # The alarm is checked between two bytecodes, so that a document may take a little over it.
    if peak > MOST_MEBIBYTES or seconds > MOST_CPU_SECONDS + 2:
        sys.exit(1)


def main() -> None:
    """Print a line a document; exit code 1 where one breaks its bounds."""
    if len(sys.argv) > 1:
        run_case(sys.argv[1], Path(sys.argv[2]))
        return
    print(
        f"bounds: {MOST_MEBIBYTES} MiB and {MOST_CPU_SECONDS:g} s of CPU time; the interpreter is part of the peak"
    )
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        for name, document in CASES.items():
            path.write_bytes(document().encode())
            command = [sys.executable, __file__, name, str(path)]
            if subprocess.run(command, check=False).returncode:
                failed.append(name)
    if failed:
        sys.exit(f"over the bounds: {', '.join(failed)}")


if __name__ == "__main__":
    main()
