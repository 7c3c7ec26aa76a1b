"""Mutated feeds until the time is up: every one must give a parsed feed or a named error, within its limits.

Run it: python tests/bench/fuzz_parse.py [SECONDS] [SEED]
Seeds are the fixtures and, where DAYBOOK_CORPORA says, the corpus. What breaks a rule is written to
fuzz-finds/ in the current folder, to be pinned as a test.
"""

import hashlib
import os
import pickle
import random
import sys
import tarfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tasks.discover import page_candidates  # noqa: E402 - the script is run without an install
from tasks.entry_history import with_alternates  # noqa: E402
from tasks.normalise import normalise_batch  # noqa: E402
from tasks.parse import parse_batch  # noqa: E402
from tasks.records import Feed, FetchResult, ParsedFeed, ParseFailure  # noqa: E402
from tasks.safe_html import safe_entries  # noqa: E402

NOW = datetime(2026, 11, 22, tzinfo=UTC)
URL = "https://fuzz.example/feed"
LONGEST = 12_000  # bytes of a seed, so that many mutations fit into a second
SLOW_SECONDS = 3.0
PIECES = [
    *(
        b"<item>",
        b"</item>",
        b"<entry>",
        b"<channel>",
        b"<rss>",
        b"</rss>",
        b"<feed>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
    ),
    *(
        b"-->",
        b"<!DOCTYPE x [",
        b"<!ENTITY a 'b'>",
        b"]>",
        b"&a;",
        b"&#x0;",
        b"&#xD800;",
        b"&amp;lt;",
        b"<?xml ?>",
    ),
    *(b'xml:base="//["', b'xml:base="javascript:x"', b'type="xhtml"', b'mode="base64"', b"<content:encoded>"),
    *(
        b"<media:content url='x'>",
        b"<georss:point>1 2</georss:point>",
        b"<gml:pos>x</gml:pos>",
        b"<link/>",
        b"<guid/>",
    ),
    *(
        b"9999-12-31T23:59:59-12:00",
        b"0000-00-00",
        b"Mon, 32 Jan 2024 25:61:61 +9999",
        b"1e999",
        b"-1",
        b"\xff\xfe",
    ),
    *(
        b"\x00",
        b"\x1a",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x98\x80",
        b"\xe2\x80\xa8",
        b"{",
        b"}",
        b"[",
        b'"',
        b"\\ud800",
    ),
    *(
        b'{"version":"https://jsonfeed.org/version/1","items":[',
        b"null",
        b"http://[",
        b"data:,",
        b"<base href='//['>",
    ),
]


def seeds() -> list[bytes]:
    """The documents that mutations start from."""
    fixtures = ROOT / "tests" / "fixtures" / "feeds"
    found = [path.read_bytes() for path in sorted(fixtures.iterdir()) if "expected" not in path.name]
    archive = Path(os.environ.get("DAYBOOK_CORPORA", "unset")) / "corpora" / "feeds.tar.gz"
    if archive.is_file():
        with tarfile.open(archive) as tar:
            files = [tar.extractfile(member) for member in tar if member.isfile()]
            found += [file.read()[:LONGEST] for file in files if file is not None]
    return found


def mutated(corpus: list[bytes], dice: random.Random) -> bytes:
    """One document with a few things done to it."""
    body = bytearray(dice.choice(corpus))
    for _ in range(dice.choice((1, 1, 2, 4, 8, 32))):
        at = dice.randrange(len(body) + 1)
        match dice.randrange(7):
            case 0:
                del body[at : at + dice.choice((1, 8, 200))]
            case 1:
                body[at:at] = dice.choice(PIECES) * dice.choice((1, 1, 2, 50))
            case 2 if at < len(body):
                body[at] = dice.randrange(256)
            case 3:
                other = dice.choice(corpus)
                start = dice.randrange(len(other) + 1)
                body[at:at] = other[start : start + dice.choice((20, 300, 3000))]
            case 4:
                del body[at:]
            case 5:
                body[at:at] = body[at : at + dice.choice((10, 500))] * dice.choice((2, 20))
            case _:
                end = at + dice.choice((5, 100))
                body[at:end] = body[at:end][::-1]
    return bytes(body)


def broken_rule(body: bytes, kind: str | None) -> str | None:
    """Which rule a document breaks, or None."""
    started = time.process_time()
    result = FetchResult(
        "f", "feed", "f", URL, URL, NOW, 200, "ok", len(body), 1, content_type=kind, body=body
    )
    (outcome,) = parse_batch([result])
    pickle.loads(pickle.dumps(outcome))
    if isinstance(outcome, ParseFailure):
        if outcome.outcome not in ("not_a_feed", "bad_feed") or "unexpected" in outcome.error:
            return outcome.error
    else:
        found = _broken_entry(outcome)
        if found is not None:
            return found
    page_candidates(body, kind, URL)
    seconds = time.process_time() - started
    return f"took {seconds:.1f} s for {len(body):,} bytes" if seconds > SLOW_SECONDS else None


def _broken_entry(feed: ParsedFeed) -> str | None:
    entries = with_alternates(safe_entries(feed.entries))
    if len({entry.entry_id for entry in entries}) < len(entries):
        return "two entries share an id"
    for entry in entries:
        repr(entry).encode()
        if entry.url is not None and not entry.url.lower().startswith(("http://", "https://")):
            return f"a link to {entry.url!r}"
        if "<script" in (entry.summary + entry.content).lower():
            return "a script in the cleaned text"
    made = normalise_batch(entries, {"f": Feed("f", URL, "Fuzz")}, NOW)
    slow = [skip.reason for skip in made.skipped if "CPU time" in skip.reason]
    return slow[0] if slow else None


def main() -> None:
    """Fuzz for the seconds given, and print what was found; exit code 1 where something was."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    corpus, finds, tried = seeds(), dict[str, str](), 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        body, tried = mutated(corpus, dice), tried + 1
        try:
            rule = broken_rule(body, dice.choice((None, "text/xml", "text/html; charset=latin-1")))
        except Exception as problem:  # a fuzzer wants to know of all of them
            rule = f"{type(problem).__name__}: {problem}"
        if rule is not None:
            name = hashlib.sha256(body).hexdigest()[:16]
            Path("fuzz-finds").mkdir(exist_ok=True)
            Path("fuzz-finds", name).write_bytes(body)
            finds[name] = rule
            print(f"{name}: {rule[:200]}", flush=True)
    print(f"{tried:,} documents of {len(corpus)} seeds in {seconds:g} s: {len(finds)} broke a rule")
    sys.exit(bool(finds))


if __name__ == "__main__":
    main()
