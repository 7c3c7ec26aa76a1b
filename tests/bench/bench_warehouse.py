"""What an analyst waits for, as events grow: ``python tests/bench/bench_warehouse.py [events ...]``.

Made-up events with five mentions each (see ``made_warehouse``); then a run of 1,000 articles with 5,000 mentions, three
of five of them of events of the last days, is loaded by the rules that a real run has, and published. Questions follow,
each asked three times of the published copy, opened anew: the least of the three, in seconds by the clock.

Measured on two cores with up to a dozen busy processes beside it, so that seconds are several times those of an idle
machine: read the growth. The last column is CPU seconds, both cores together, asked before the run was loaded.

    events                                  10,000    100,000  1,000,000   1,000,000, CPU
    make the rows                              4.8       37.8      428.9
    publish all of it                          5.7       27.9      275.5
    load a run of 1,000 articles               1.5        9.9      343.1
    of that, merging events                    1.0        7.7      335.6
    publish that run                           1.4        2.7
    the writer's file, MiB                      39        166      1,318
    published files, MiB                        10         61
    events by country and month               0.01       0.05       0.03             0.03
    a dyad's history                          0.05       0.19       0.20             0.15
    a map window, a quarter of a year         0.02       0.08       0.09             0.04
    top places of a year                      0.02       0.06       0.05             0.02
    spikes                                    0.58       1.77       5.85             2.62
    a country's days                          0.23       0.63       2.93             1.27
    a week of a country, newest first         0.02       0.06       0.03             0.01
    the evidence of an event                  0.06       0.27       0.37             0.20
    the articles of an event                  0.01       0.06       0.16             0.11
    a day as GDELT has it                     0.11       0.47       6.22             2.59
    dyads of a month                          0.17       0.35       0.51             0.20
    what feeds brought, a month               0.10       0.31       0.51             0.18
    merged by what, of an event               0.01       0.06       0.26             0.09

Merging grows with how many events a day has: 331 of its seconds at a million go into finding and judging what may be
one happening. Spikes, a country's days and a day as GDELT has it take longer than a second of CPU there: the first
reads two months of mentions for each of its two days, the others bring all events together before they choose.
"""

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import duckdb

from tasks.merge import merging
from tasks.records import Actor, Article, EventMention, Place, RunBatch
from tests.bench import bench_load
from tests.bench.bench_load import NOW
from tests.bench.bench_publish import small_run
from tests.bench.made_warehouse import fill, mentions_since
from warehouse import load
from warehouse.db import connect
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish

RUN, A_ARTICLE = 1000, 5
PICKS = (0, 0, 1, 1, 2)  # which of an article's three events a mention of it is of
QUESTIONS = {
    "events by country and month": """SELECT date_trunc('month', event_date) AS month, place_country, count(*),
        sum(killed_high) FROM events GROUP BY ALL ORDER BY ALL""",
    "a dyad's history": """SELECT date_trunc('week', event_date) AS week, sum(events), avg(mean_goldstein)
        FROM daily_dyads WHERE (actor_country, recipient_country) IN (('{one}', '{other}'), ('{other}', '{one}'))
        GROUP BY ALL ORDER BY week""",
    "a map window, a quarter of a year": """SELECT event_id, event_type, event_date, lat, lon, killed_high FROM events
        WHERE lat BETWEEN {lat} - 5 AND {lat} + 5 AND lon BETWEEN {lon} - 5 AND {lon} + 5
          AND event_date >= DATE '2025-12-01' ORDER BY event_date DESC LIMIT 5000""",
    "top places of a year": """SELECT place_country, place_name, count(*) AS events, sum(killed_high) AS killed
        FROM events WHERE event_date >= DATE '2025-03-02' AND place_name IS NOT NULL
        GROUP BY ALL ORDER BY events DESC, place_country, place_name LIMIT 50""",
    "spikes": "SELECT * FROM spikes ORDER BY score DESC",
    "a country's days": """SELECT * FROM country_days WHERE country = '{one}' AND day >= DATE '2025-12-01'
        ORDER BY day, event_type""",
    "a week of a country, newest first": """SELECT event_date, event_type, actor_name, place_name, killed_high
        FROM events WHERE place_country = '{one}' AND event_date >= DATE '2026-02-22'
        ORDER BY event_date DESC, confidence DESC LIMIT 100""",
    "the evidence of an event": "SELECT * FROM evidence WHERE event_id = '{event}' ORDER BY ALL",
    "the articles of an event": """SELECT DISTINCT article.outlet, article.title, article.published_at, article.url
        FROM event_mentions JOIN articles AS article USING (article_id) WHERE event_id = '{event}' ORDER BY ALL""",
    "a day as GDELT has it": "SELECT * FROM gdelt_events WHERE SQLDATE = 20260214",
    "dyads of a month": """SELECT * FROM daily_dyads WHERE event_date BETWEEN DATE '2026-02-01' AND DATE '2026-02-28'
        ORDER BY events DESC LIMIT 50""",
    "what feeds brought, a month": "SELECT * FROM feed_coverage WHERE day >= DATE '2026-02-01' ORDER BY feed_id, day",
    "merged by what, of an event": "SELECT * FROM merge_edges WHERE event_id = '{event}' ORDER BY ALL",
}


@contextmanager
def timed(figures: dict[str, float], what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    figures[what] = time.perf_counter() - begun
    print(f"  {what:<42} {figures[what]:8.2f} s", flush=True)


@contextmanager
def timed_load(spent: Counter[str]) -> Iterator[None]:
    """Note what each statement of a load took, and what finding joins and making events of them did."""
    run_statement, stage_memberships = load.run_statement, load.stage_memberships

    def noted(function: Any, name: str, *arguments: Any) -> Any:
        begun = time.perf_counter()
        given = function(*arguments)
        spent[name] += time.perf_counter() - begun
        return given

    load.run_statement = lambda con, name, run_id: noted(run_statement, name, con, name, run_id)
    load.stage_memberships = lambda *arguments: noted(stage_memberships, "memberships", *arguments)
    try:
        yield
    finally:
        load.run_statement, load.stage_memberships = run_statement, stage_memberships


def run_of(con: duckdb.DuckDBPyConnection, run_id: str, articles: int) -> RunBatch:
    """Articles of which each tells of three events: three of five were told before, the others are new."""
    made = small_run(run_id, articles)
    known = mentions_since(con, 3 * articles, NOW - timedelta(days=3))
    others = mentions_since(con, 3 * articles, NOW - timedelta(days=4000))
    written, mentions = [], []
    for number, article in enumerate(made.articles):
        said = [f"Sentence {part} of {article.article_id} tells what happened." for part in range(A_ARTICLE)]
        told = replace(article, text="\n\n".join([*said, bench_load.TEXT]))
        written.append(told)
        for part, pick in enumerate(PICKS):
            which = 3 * number + pick
            is_new = which % 5 >= 3
            like = (others if is_new else known)[which % len(others if is_new else known)]
            mentions.append(mention(told, part, said[part], like, which if is_new else None))
    return replace(made, articles=tuple(written), mentions=tuple(mentions))


def mention(
    article: Article, part: int, sentence: str, like: tuple[Any, ...], new: int | None
) -> EventMention:
    """A mention of the event that another is of, or of a new one of today that is like it, with that number."""
    signature_id, event_type, actors, recipients, place, day = like
    plain = bench_load.mention("r", part, 0, 1).coded
    start = len(f"{article.title}\n\n{article.text[: article.text.index(sentence)]}")
    sides = [tuple(Actor(**one) for one in side) for side in (actors, recipients)]
    if new is not None:
        signature_id, day = f"new.{new}", NOW.date()
    coded = replace(
        plain,
        event_type=event_type,
        actors=sides[0],
        recipients=sides[1],
        place=Place(**place) if place else None,
        event_date=day,
        killed=None,
        sentence=sentence,
        start=start,
        end=start + len(sentence),
    )
    return EventMention(f"{article.article_id}.{part}", signature_id, article.article_id, coded, "2026.1")


def main(events: int, folder: Path) -> dict[str, float]:
    writer, published = folder / "daybook.duckdb", folder / "published" / "daybook.duckdb"
    figures: dict[str, float] = {}
    print(f"{events:,} events", flush=True)
    with timed(figures, "make the rows"), connect(writer) as con:
        con.execute("SET memory_limit = '4GB'")
        migrate(con)
        first = small_run("r0", 1)
        early = replace(first.run, started_at=NOW - timedelta(days=4000))
        load.load_run(con, replace(first, run=early))
        fill(con, events)
    with timed(figures, "publish all of it"):
        publish(writer, published)
    spent: Counter[str] = Counter()
    with connect(writer) as con:
        batch = run_of(con, "r1", RUN)
        with timed(figures, "load a run of 1,000 articles"), timed_load(spent):
            print("   ", load.load_run(con, batch, merging()))
    merged = {"memberships", *load.MERGED, "merge_events", "delete_orphaned_events"}
    figures["of that, merging events"] = sum(spent[name] for name in merged)
    print(f"    merging {figures['of that, merging events']:.2f} s; {spent.most_common(8)}")
    with timed(figures, "publish that run"):
        publish(writer, published, keep_seconds=0)
    figures["the writer's file, MiB"] = writer.stat().st_size / 2**20
    figures["published files, MiB"] = (
        sum(one.stat().st_size for one in published.parent.rglob("*.parquet")) / 2**20
    )
    ask(published, figures)
    figures["most memory so far, MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    return figures


def ask(published: Path, figures: dict[str, float]) -> None:
    with open_published(published) as con:
        one, other, event, lat, lon = con.execute(
            """SELECT mode(actor_country), mode(recipient_country) FILTER (recipient_country <> actor_country),
                      arg_max(event_id, (mentions, event_id)) FILTER (mentions <= 50), mode(lat), arg_max(lon, lat = 1)
               FROM events WHERE event_date >= DATE '2026-01-01'"""
        ).fetchall()[0]
        lat, lon = con.execute(
            "SELECT median(lat), median(lon) FROM events WHERE place_country = ?", [one]
        ).fetchall()[0]
    told = {"one": one, "other": other, "event": event, "lat": lat, "lon": lon}
    for what, question in QUESTIONS.items():
        figures[what] = min(seconds_of(published, question.format(**told)) for _ in range(3))
        print(f"  {what:<42} {figures[what]:8.2f} s", flush=True)


def seconds_of(published: Path, question: str) -> float:
    with open_published(published) as con:
        begun = time.perf_counter()
        con.execute(question).fetchall()
        return time.perf_counter() - begun


def show(columns: dict[int, dict[str, float]]) -> None:
    print("\n" + f"{'events':<42}" + "".join(f"{events:>12,}" for events in columns))
    for what in next(iter(columns.values())):
        print(f"{what:<42}" + "".join(f"{figures[what]:>12.2f}" for figures in columns.values()))


if __name__ == "__main__":
    measured = {}
    for wanted in sys.argv[1:] or ("10000", "100000", "1000000"):
        with tempfile.TemporaryDirectory() as made_folder:
            measured[int(wanted)] = main(int(wanted), Path(made_folder))
    show(measured)
