"""Texts that are let go: events, sentences, headlines and addresses stay, and every later run goes on."""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tasks.records import Span
from warehouse.check import run_checks
from warehouse.db import connect
from warehouse.explain import explain_article, explain_event
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.restore import restore_missing
from warehouse.retention import forget_texts

EVENTS = "SELECT * FROM events ORDER BY ALL"
EVIDENCE = "SELECT * FROM evidence ORDER BY ALL"


@pytest.fixture
def loaded(con, make):
    """An old article that was edited once, and a new one, each with its entry and an event."""
    old = make.now - timedelta(days=100)
    first = make.article("old", first_seen_at=old)
    mention = make.mention("m1", "e1", "old", trigger_span=Span(28, 35))
    second = make.mention("m2", "e2", "new")
    entries = (make.entry("old", "old", content="<p>All of it</p>"), make.entry("new", "new"))
    load_run(
        con,
        make.batch("r1", articles=(first, make.article("new")), mentions=(mention, second), entries=entries),
    )
    edited = make.article("old", first_seen_at=old, revision=2, text=make.sentence + "\n\nAn update.")
    load_run(con, make.batch("r2", articles=(edited,), mentions=(mention,), rejected=(make.rejected("old"),)))
    con.execute("UPDATE entries SET first_seen_at = ? WHERE entry_id = 'old'", [old])
    return con


def rows(con, sql: str) -> list[tuple]:
    return con.execute(sql).fetchall()


def state(con, table: str, columns: str, key: str) -> list[tuple]:
    return rows(con, f"SELECT {columns} FROM {table} ORDER BY {key}")


def test_what_is_older_is_emptied_and_the_rest_stays(loaded, make) -> None:
    events, evidence = rows(loaded, EVENTS), rows(loaded, EVIDENCE)
    assert forget_texts(loaded, "r3", make.now, 90) == 1
    assert state(
        loaded, "articles", "article_id, text = '', text_removed_at, title, words > 0, run_id", "1"
    ) == [
        ("new", False, None, "Shelling near Tovar", True, "r1"),
        ("old", True, make.now, "Shelling near Tovar", True, "r3"),
    ]
    assert state(loaded, "article_revisions", "article_id, text, title, run_id", "1") == [
        ("old", None, "Shelling near Tovar", "r3")
    ]
    assert state(loaded, "entries", "entry_id, summary, content, url IS NULL, entry_hash", "1") == [
        ("new", "<p>Short</p>", None, False, "hash of new"),
        ("old", None, None, False, "hash of old"),
    ]
    assert (rows(loaded, EVENTS), rows(loaded, EVIDENCE)) == (events, evidence)
    assert [result.rows for result in run_checks(loaded)] == [()] * len(run_checks(loaded))


def test_twice_is_once_and_nothing_is_touched_again(loaded, make, snapshot) -> None:
    forget_texts(loaded, "r3", make.now, 90)
    once = snapshot(loaded)
    assert forget_texts(loaded, "r4", make.now, 90) == 0
    assert snapshot(loaded) == once


@pytest.mark.parametrize(
    ("days", "hours_ago", "is_gone"),
    [
        (None, 24 * 4000, False),
        (0, 0, True),  # only for the run itself
        (1, 13, False),  # 12 o'clock now: that was yesterday at 23
        (1, 30, False),  # the day before it came of age in is not over at midnight yet
        (1, 37, True),
        (90, 24 * 90, False),
        (90, 24 * 91, True),
    ],
)
def test_texts_come_of_age_at_midnight(con, make, days: int | None, hours_ago: int, is_gone: bool) -> None:
    seen = make.now - timedelta(hours=hours_ago)
    load_run(con, make.batch(articles=(make.article(first_seen_at=seen),)))
    assert forget_texts(con, "r2", make.now, days) == is_gone
    assert rows(con, "SELECT text = '' FROM articles") == [(is_gone,)]


def test_a_headline_that_is_all_the_text_stays(con, make) -> None:
    load_run(con, make.batch(articles=(make.article(text="Shelling near Tovar", text_origin="title"),)))
    assert forget_texts(con, "r2", make.now, 0) == 0
    assert rows(con, "SELECT text, text_removed_at FROM articles") == [("Shelling near Tovar", None)]


def test_the_same_batch_again_is_no_problem_and_brings_no_text_back(con, make, snapshot) -> None:
    load_run(con, make.full_batch())
    forget_texts(con, "r1", make.now, 0)
    once = snapshot(con, ("runs",))
    load_run(con, make.full_batch())
    assert snapshot(con, ("runs",)) == once


def test_an_article_that_is_edited_later_has_its_new_text_until_the_next_time(con, make) -> None:
    load_run(con, make.full_batch())
    forget_texts(con, "r1", make.now, 0)
    edited = make.article(revision=2, text=make.sentence + "\n\nAn update.")
    load_run(con, make.batch("r2", articles=(edited,), mentions=(make.mention(),)))
    assert rows(con, "SELECT text <> '', text_removed_at FROM articles") == [(True, None)]
    # What it said before is not an empty text, but one that is no longer known.
    assert rows(con, "SELECT text FROM article_revisions") == [(None,)]
    assert forget_texts(con, "r2", make.now, 0) == 1


def test_later_runs_change_events_whose_texts_are_gone(loaded, make) -> None:
    forget_texts(loaded, "r3", make.now, 0)
    later = make.mention("m3", "e1", "third", killed=4)
    load_run(loaded, make.batch("r4", articles=(make.article("third"),), mentions=(later,)))
    assert rows(loaded, "SELECT mentions, killed_high FROM events WHERE event_id = 'e1'") == [(2, 4)]


def test_explanations_go_on_without_the_words_outside_of_sentences(loaded, make) -> None:
    forget_texts(loaded, "r3", make.now, 0)
    (present, former) = explain_event(loaded, "e1").mentions
    assert (present["evidence"], present["spans"][0]["words"]) == (make.sentence, None)
    assert former["valid_to"] is not None
    told = explain_article(loaded, "old")
    assert told.article["text_removed_at"] == make.now
    assert [row["is_kept"] for row in told.revisions] == [False]


def test_the_published_copy_shrinks_and_is_restored_without_the_texts(
    warehouse_path: Path, migrated: Path, make
) -> None:
    shutil.copyfile(migrated, warehouse_path)
    published = warehouse_path.with_name("published") / "daybook.duckdb"
    chance = random.Random(7)
    texts = [" ".join(f"{chance.getrandbits(48):x}" for _ in range(400)) for _ in range(200)]
    articles = tuple(make.article(f"a{number}", text=text) for number, text in enumerate(texts))
    with connect(warehouse_path) as con:
        load_run(con, make.batch(articles=articles))
    publish(warehouse_path, published, keep_seconds=0)
    before = size_of(published.parent)
    with connect(warehouse_path) as con:
        assert forget_texts(con, "r2", make.now, 0) == len(texts)
    publish(warehouse_path, published, keep_seconds=0)
    assert before - size_of(published.parent) > 0.3 * sum(
        map(len, texts)
    )  # what is random takes half when packed
    # Made anew from what is published, the writer's file is small too.
    grown = warehouse_path.stat().st_size
    warehouse_path.unlink()
    assert restore_missing(warehouse_path, published)
    assert warehouse_path.stat().st_size < grown
    with connect(warehouse_path) as con:
        migrate(con)
        assert rows(con, "SELECT count(*) FROM articles WHERE text = '' AND text_removed_at IS NOT NULL") == [
            (200,)
        ]


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_a_kill_between_load_and_forgetting_leaves_it_to_the_next_run(con, make) -> None:
    load_run(con, make.full_batch())  # and no more
    load_run(con, make.batch("r2", articles=(make.article("a2"),)))
    assert forget_texts(con, "r2", make.now, 0) == 2
