"""How fast events merge: ``python tests/bench/bench_merge.py [events ...]`` fills a warehouse and loads a run on top.

For each number of events: five mentions an event in two signatures over a year, made in DuckDB; then a run of 1,000
articles with two mentions each is loaded without merging and with it, beside the joins that it finds. On two
busy cores: 10,000 events 0.6 and 1.0 s, 100,000 1.9 and 1.3 s, a million 6.1 and 7.3 s.
"""

import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tasks.merge import mentions_of, merging
from tasks.records import (
    Actor,
    Article,
    CodedEvent,
    Coding,
    Feed,
    FeedState,
    FeedUpdate,
    Place,
    RunBatch,
    RunRecord,
)
from tasks.records.merging import Merging
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SENTENCE = "Rebels shelled a village near Tovar on Monday."
TYPES = ("ASSAULT", "PROTEST", "CONSULT", "COERCE", "AGREE", "AID", "ACCUSE", "REQUEST")
COUNTRIES = ("COL", "VEN", "UKR", "SDN", "MMR", "ETH", "PHL", "HTI")
COUNTRIES += ("KEN", "NGA", "IND", "PAK", "IRQ", "SYR", "MEX", "PER")
FILL = Path(__file__).with_name("bench_merge_fill.sql").read_text(encoding="utf-8")


def coded(number: int, told: int) -> CodedEvent:
    country = COUNTRIES[number // 8 % 16]
    named = Actor(f"Front {number % 977}", f"Front {number % 977}", country, "REB")
    place = Place(
        f"Town {number % 331}", f"Town {number % 331}", country, "", number % 80, number % 170, "city"
    )
    return CodedEvent(
        event_type=TYPES[number % 8], modes=(), contexts=(), actors=(named,),
        recipients=(Actor("villagers", "villagers", country, "CVL"),) if told else (), place=place,
        event_date=date(2025, 3, 2) + timedelta(days=number % 365), date_precision="day", killed=None, injured=None,
        confidence=0.5, sentence_no=1, sentence=SENTENCE, start=0, end=len(SENTENCE), trigger="shelled",
        rule_id="r", quad_code=4, event_scale=-9.0, cameo_code="190", goldstein=-9.0,
    )  # fmt: skip


def run(name: str, events: int) -> RunBatch:
    articles, mentions, known = [], [], events // 2 // 2920 * 2920 + 2912
    for number in range(1000):
        values = ("", None, NOW, "ok", "en", SENTENCE, "content", f"h{name}{number}", NOW)
        article = Article(f"{name}.{number}", f"f{number % 50}", None, None, f"Outlet {number % 50}", *values)
        codings = tuple(
            # On what is known already, a year's last days for the most part.
            coded(known + number % 8 - 365 * part * (number % 7), part)
            for part in (0, 1)
        )
        articles.append(article)
        mentions += mentions_of(article, Coding(article.article_id, codings, (), "1"))
    feeds = tuple(
        FeedUpdate(Feed(f"f{n}", f"https://f{n}.example/", f"Outlet {n}"), FeedState(f"f{n}"))
        for n in range(50)
    )
    return RunBatch(
        RunRecord(name, "bench", NOW, NOW), feeds=feeds, articles=tuple(articles), mentions=tuple(mentions)
    )


def timed(con: Any, batch: RunBatch, rules: Merging | None) -> float:
    begun = time.perf_counter()
    load_run(con, batch, rules)
    return time.perf_counter() - begun


def main(sizes: list[int]) -> None:
    for events in sizes:
        with tempfile.TemporaryDirectory() as folder, connect(Path(folder) / "warehouse.duckdb") as con:
            migrate(con)
            for statement in FILL.split(";\n"):
                con.execute(statement.replace("$events", str(events)))
            apart, merged = (
                timed(con, run("apart", events), None),
                timed(con, run("merged", events), merging()),
            )
            ((joins,),) = con.execute("SELECT count(*) FROM signature_joins").fetchall()
            print(
                f"{events:>9,} events: {apart:6.2f} s without, {merged:6.2f} s with merging, {joins - events:,} joins"
            )


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [10_000, 100_000])
