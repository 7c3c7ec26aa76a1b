"""Speed of telling stories, on made-up news. Run it: python tests/bench/bench_stories.py [live stories]

500 new articles against 50,000 live stories (75,000 articles), with words as frequent as in news (Zipf).

    reference, seconds: one thread of 2 cores, other work beside
    terms of 500 articles                       2.0
    read 75,000 live articles                   1.5
    tell the stories of 500 new articles        3.9
    tell the stories of 20 new articles         1.6
    load of the run, without texts              0.5
    what is remembered of 75,000 articles       137 MB in the file at most
"""

import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from tasks.records import Article, RunBatch, RunRecord
from tasks.records.stories import StoryMembers, ToldStories
from tasks.stories import StoryTeller
from tasks.story_terms import BITS, members_of
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.stories import live_members

NOW = datetime(2031, 3, 2, 12, tzinfo=UTC)
NEW, MEMBERS_A_STORY = 500, 1.5
VOCABULARY, ZIPF, WORDS, TITLE, OF_THE_STORY = 60_000, 1.05, 400, 10, 25
DRAWS = (270, 400, 110)  # terms of each look


def vocabulary(chance: np.random.Generator) -> np.ndarray:
    """Made-up words of 2 to 11 letters."""
    letters = np.array(list("eeeeaaaoooiiinnntttsssrrrlllddcuumphgbfyvkw"))
    return np.array(
        ["".join(chance.choice(letters, length)) for length in chance.integers(2, 12, VOCABULARY)]
    )


def articles(
    chance: np.random.Generator, words: np.ndarray, count: int, first: int, stories: int
) -> list[Article]:
    """Articles of some stories, each of which has words of its own that come again and again."""
    shares = 1 / np.arange(1, VOCABULARY + 1) ** ZIPF
    plain = chance.choice(VOCABULARY, (count, WORDS), p=shares / shares.sum())
    made = []
    for number in range(count):
        story = int(chance.integers(stories))
        own = np.random.default_rng(story).integers(200, VOCABULARY, OF_THE_STORY)
        places = chance.choice(WORDS, 60, replace=False)
        plain[number, places] = chance.choice(own, 60)
        text = " ".join(words[plain[number]])
        title = " ".join(words[chance.choice(own, TITLE)])
        seen = NOW - timedelta(minutes=int(chance.integers(40_000)))
        made.append(
            Article(f"a{first + number:07}", "f1", None, None, "Outlet", title, None, seen, "ok", "en", text,
                    "content", f"h{first + number}", seen)
        )  # fmt: skip
    return made


def made_members(chance: np.random.Generator, count: int, stories: int, kind: str) -> StoryMembers:
    """Articles of live stories, at least one of each while there are enough, with terms as frequent as words are."""
    shares = np.cumsum(1 / np.arange(1, VOCABULARY + 1) ** ZIPF)
    terms, counts, lengths = [], [], []
    for _ in range(count):
        length = 0
        for look, draws in enumerate(DRAWS):
            ranks = np.searchsorted(shares, chance.random(draws) * shares[-1])
            found, often = np.unique(ranks, return_counts=True)
            terms.append((found * 2_654_435_761 % (1 << BITS)) | (look << BITS))
            counts.append(often)
            length += len(found)
        lengths.append(length)
    day = NOW.timestamp() / 86_400
    names = [number if number < stories else int(chance.integers(stories)) for number in range(count)]
    return StoryMembers(
        tuple(f"{kind}{number:07}" for number in range(count)),
        tuple(f"s{name}" for name in names),
        ("en",) * count,
        day - chance.random(count) * 30,
        np.full(count, day - 1),
        np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        np.concatenate(terms).astype(np.uint32),
        np.minimum(np.concatenate(counts), 255).astype(np.uint8),
    )


def batch(run_id: str, news: list[Article], told: ToldStories) -> RunBatch:
    """A run that loads news without their texts: these are not what is measured."""
    run = RunRecord(run_id, "ingest", NOW, NOW)
    return RunBatch(run, articles=tuple(replace(one, text="") for one in news), told=told)


def seconds(what: str, since: float) -> float:
    """Say how long it took since then, and give the time now."""
    now = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<52} {now - since:8.2f} s   (memory {memory:,.0f} MB at most so far)", flush=True)
    return time.perf_counter()


def main(stories: int = 50_000) -> None:
    """Fill a warehouse with live stories and tell those of new articles."""
    chance = np.random.default_rng(1)
    news = articles(chance, vocabulary(chance), NEW, 0, 200)
    start = time.perf_counter()
    members_of(news)
    seconds(f"terms of {NEW} articles", start)
    old = made_members(chance, int(stories * MEMBERS_A_STORY), stories, "a")
    new = made_members(chance, NEW, stories, "b")
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "bench.duckdb", news[0], old, new)


def named(one: Article, members: StoryMembers) -> list[Article]:
    """Articles like one, but without its text, of which these are the members."""
    pairs = zip(members.article_ids, members.story_ids, strict=True)
    return [replace(one, article_id=own, story_id=story, text="", content_hash=own) for own, story in pairs]


def measure(path: Path, one: Article, old: StoryMembers, new: StoryMembers) -> None:
    """Load the old ones, and time what a run does with the new ones."""
    with connect(path) as con:
        migrate(con)
        load_run(con, batch("r1", named(one, old), ToldStories(old)))
        con.execute("CHECKPOINT")
        size = path.stat().st_size
        start = time.perf_counter()
        live = live_members(con)
        start = seconds(f"read {len(live):,} live articles", start)
        teller = StoryTeller(live)
        told = teller.tell(new)
        start = seconds(f"tell the stories of {len(new)} new articles", start)
        headlines = teller.headlines(set(told.values()))
        start = seconds("find their headlines", start)
        StoryTeller(live).tell(new.take(np.arange(20)))
        start = seconds("tell the stories of 20 new articles", start)
        members = replace(new, story_ids=tuple(told[own] for own in new.article_ids))
        stories = ToldStories(members, tuple(headlines.items()))
        load_run(con, batch("r2", named(one, members), stories))
        seconds("load of the run, without texts", start)
    print(
        f"{len(headlines)} stories told; the file of {len(live):,} articles without texts: {size / 1e6:,.0f} MB"
    )


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:2]))
