"""The archive's stories told anew: shown, applied, and as stories were in the meantime left alone."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import retelling as flow
from flows.progress import Unwatched
from flows.retelling import Retold, retell
from flows.settings import Settings, load_settings
from flows.wishes import Wish
from tasks.errors import AnotherIngest, WarehouseError
from tasks.records import Article, RunBatch, RunRecord
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import open_published

NOW = datetime(2031, 3, 2, 12, tzinfo=UTC)
QUAKE = "A strong earthquake shook villages near Herat in western Afghanistan and killed dozens of people."
STRIKE = "Unions at the railway in Paris began a strike over pensions on Monday and trains stood still."
VERMEER = "A painting by Vermeer that was thought lost for a century was bought by the Rijksmuseum."
TITLES = {"q": "Earthquake kills dozens in Herat", "s": "Paris rail strike", "v": "Museum buys lost Vermeer"}
TEXTS = {"q": QUAKE, "s": STRIKE, "v": VERMEER}
# As they stand: the quake in two stories, strike and painting in one, and a copy with its original.
BEFORE = {"q1": "q1", "q2": "q2", "q3": "q2", "s1": "s1", "v1": "s1", "c1": "s1"}
AFTER = {"q1": "q2", "q2": "q2", "q3": "q2", "s1": "s1", "v1": "v1", "c1": "v1"}


def article(article_id: str, number: int) -> Article:
    moment = NOW + timedelta(hours=number)
    title, text = TITLES.get(article_id[0], "Copy"), TEXTS.get(article_id[0], VERMEER)
    original = "v1" if article_id == "c1" else None
    return Article(
        article_id,
        "f1",
        None,
        None,
        f"Outlet {number}",
        f"{title} ({number})",
        None,
        moment,
        "ok",
        "en",
        text,
        "summary",
        article_id,
        NOW,
        duplicate_of=original,
        story_id=BEFORE[article_id],
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = load_settings(tmp_path, environ={})
    news = tuple(article(one, number) for number, one in enumerate(BEFORE))
    with connect(found.warehouse_path) as connection:
        migrate(connection)
        load_run(connection, RunBatch(RunRecord("r1", "ingest", NOW, NOW), articles=news))
    return found


def asked(settings: Settings, **values: object) -> Retold:
    return retell(settings, replace(Wish("again", NOW), **values), Unwatched())


def stories(settings: Settings) -> dict[str, str]:
    with connect(settings.warehouse_path) as connection:
        return dict(connection.execute("SELECT article_id, story_id FROM articles").fetchall())


def test_without_apply_it_is_shown_and_nothing_is_written(settings: Settings) -> None:
    before = settings.warehouse_path.read_bytes()
    told = asked(settings)
    counts = told.counts
    assert (counts.articles, counts.stories_before, counts.stories_after) == (5, 3, 3)
    assert (counts.joined, counts.split, counts.moved) == (1, 1, 2)
    assert [(one.story_id, one.articles, one.moved, one.former_stories) for one in told.changes] == [
        ("q2", 3, 1, 2),
        ("v1", 1, 1, 1),
    ]
    assert settings.warehouse_path.read_bytes() == before
    assert not settings.published_path.exists()


def test_applied_it_is_current_and_a_second_time_changes_nothing(settings: Settings) -> None:
    assert asked(settings, apply=True).applied
    assert stories(settings) == AFTER
    with open_published(settings.published_path) as published:
        rows = published.execute("SELECT story_id, articles, headline_of FROM stories ORDER BY 1").fetchall()
        (run,) = published.execute("SELECT flow, status FROM runs WHERE run_id = 'again'").fetchall()
    with connect(settings.warehouse_path) as connection:
        members = connection.execute("SELECT article_id FROM story_members ORDER BY 1").fetchall()
    assert [row[:2] for row in rows] == [("q2", 3), ("s1", 1), ("v1", 2)]
    assert all(row[2] for row in rows)
    assert run == ("recluster", "ok")
    assert [one for (one,) in members] == ["q1", "q2", "q3", "s1", "v1"]
    again = asked(settings, apply=True, run_id="a third")
    assert (again.counts.moved, again.changes) == (0, ())
    assert stories(settings) == AFTER


def test_a_span_is_told_in_the_light_of_what_came_before_it(settings: Settings) -> None:
    told = asked(settings, since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=3), apply=True)
    assert told.counts.articles == 2
    assert stories(settings) == BEFORE | {"q2": "q1", "q3": "q1"}


def test_a_text_that_was_let_go_keeps_its_story(settings: Settings) -> None:
    with connect(settings.warehouse_path) as connection:
        connection.execute("UPDATE articles SET text = '', text_removed_at = now() WHERE article_id = 'q1'")
    asked(settings, apply=True)
    assert stories(settings)["q1"] == "q1"


def test_one_that_breaks_leaves_all_as_it_was_and_is_noted(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise WarehouseError("the disk is full")

    monkeypatch.setattr(flow, "load_run", broken)
    with pytest.raises(WarehouseError):
        asked(settings, apply=True)
    assert stories(settings) == BEFORE
    with connect(settings.warehouse_path) as connection:
        assert connection.execute("SELECT status, error FROM runs WHERE flow = 'recluster'").fetchall() == [
            ("failed", "the disk is full")
        ]


def test_it_waits_for_no_run_that_is_at_work(settings: Settings) -> None:
    with flow.only_one(settings), pytest.raises(AnotherIngest):
        asked(settings)


def test_without_a_warehouse_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse here yet"):
        asked(load_settings(tmp_path, environ={}))
    assert not load_settings(tmp_path, environ={}).warehouse_path.exists()


def test_the_command_shows_and_applies(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    from flows.cli.app import app

    def command(*arguments: str) -> str:
        app(["--home", str(settings.home), "recluster", *arguments], standalone_mode=False)
        return capsys.readouterr().out

    shown = command()
    assert "5 articles: 3 stories before, 3 after" in shown
    assert "nothing was written: add --apply" in shown
    assert json.loads(command("--json", "--since", "2031-03-02"))["counts"]["moved"] == 2
    assert "applied" in command("--apply")
    assert stories(settings) == AFTER


def test_the_page_in_the_ui_tells_what_changes(settings: Settings) -> None:
    from flows.recluster import page_of

    page = page_of(asked(settings))
    assert "1 joined, 1 split, 2 articles moved; nothing was written." in page
    assert "| story | articles | moved here | former stories |" in page
