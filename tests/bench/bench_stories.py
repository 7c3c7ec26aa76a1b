"""Speed of telling stories, on made-up news. Run it: python tests/bench/bench_stories.py [live stories]

500 new articles against 50,000 live stories (75,000 articles), the words in shares as in news (Zipf).

    reference: 2 cores at 2.6 GHz, one thread, other work beside
    terms of 500 articles                              SECONDS
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
from tasks.stories import tell_stories
from tasks.story_terms import members_of
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.stories import live_members

NOW = datetime(2031, 3, 2, 12, tzinfo=UTC)
NEW, MEMBERS_A_STORY = 500, 1.5
VOCABULARY, ZIPF, WORDS, TITLE, OF_THE_STORY = 60_000, 1.05, 400, 10, 25


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
                    "content", f"h{first + number}", seen, story_id=f"s{story}")
        )  # fmt: skip
    return made


def stored(chance: np.random.Generator, words: np.ndarray, stories: int) -> list[Article]:
    """The articles of live stories, at least one of each."""
    made = articles(chance, words, int(stories * MEMBERS_A_STORY), 0, stories)
    return [
        replace(one, story_id=f"s{number}") if number < stories else one for number, one in enumerate(made)
    ]


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
    words = vocabulary(chance)
    old = stored(chance, words, stories)
    start = time.perf_counter()
    members = members_of(old)
    seconds(f"terms of {len(old):,} articles", start)
    members = replace(members, story_ids=tuple(one.story_id or "" for one in old))
    new = [replace(one, story_id=None) for one in articles(chance, words, NEW, 10_000_000, stories)]
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "bench.duckdb", old, members, new)


def measure(path: Path, old: list[Article], members: StoryMembers, new: list[Article]) -> None:
    """Load the old ones, and time what a run does with the new ones."""
    with connect(path) as con:
        migrate(con)
        start = time.perf_counter()
        load_run(con, batch("r1", old, ToldStories(members)))
        start = seconds(f"load of {len(old):,} articles of live stories", start)
        live = live_members(con)
        start = seconds(f"read {len(live):,} live articles", start)
        told = tell_stories(new, live, {})
        seconds(f"tell the stories of {len(new)} new articles", start)
        stories = dict(zip(told.members.article_ids, told.members.story_ids, strict=True))
        named = [replace(one, story_id=stories[one.article_id]) for one in new]
        few = tell_stories(new[:20], live, {})
        start = time.perf_counter()
        few = tell_stories(new[:20], live, {})
        start = seconds(f"tell the stories of {len(few.members)} new articles", start)
        load_run(con, batch("r2", named, told))
        seconds("load of the run", start)
    joined = sum(one != article_id for article_id, one in stories.items())
    print(
        f"{joined} of {len(new)} articles joined a story of before; the file: {path.stat().st_size / 1e6:,.0f} MB"
    )


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:2]))
