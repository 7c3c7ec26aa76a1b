"""What was fetched runs through the pipeline again: the same tables in a new home, what was missed in an old one."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.replay_report import lines_of
from flows.replaying import Replayed, Wish, replay
from flows.runner import only_one
from flows.sample.serve import SampleSite, serve_sample
from flows.settings import Settings, load_settings
from flows.stages import PLAIN, Stages
from tasks.errors import AnotherIngest, NothingPublished, WarehouseError
from tasks.records import Feed, FeedRegistry
from tests.flows.site import served
from tests.tasks.news_pages import Site
from warehouse.db import connect
from warehouse.publish import open_published

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
LATER = NOW + timedelta(days=4)
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"DAYBOOK_WORKERS": "1", "DAYBOOK_PARSER": "none"}
SAID = "Rebels shelled {} on Sunday, killing {} civilians. The army said that it would answer."
WITHDRAWN = "This report was withdrawn because its source could not be confirmed by anybody in the town."
TABLES = (
    "entries",
    "articles",
    "article_revisions",
    "stories",
    "story_members",
    "event_mentions",
    "mention_versions",
    "rejected_mentions",
    "events",
    "event_versions",
    "near_duplicates",
    "fetches",
    "feeds",
)
# The ledger does not keep validators.
NOT_KEPT = "^(etag|last_modified)$"


def settings_of(home: Path) -> Settings:
    return load_settings(home, environ=ENVIRONMENT)


def run(home: Path, sample: SampleSite, site: Site, hours: int, town: str, stages: Stages = PLAIN) -> None:
    words = WITHDRAWN if hours == 4 else SAID.format(town, 4 + hours)
    site.pages["/rss"] = (
        200,
        f'<rss version="2.0"><channel><title>Wire</title><item><title>News from {town}</title><guid>{town}</guid>'
        f"<link>https://a.example/{town.lower()}</link><pubDate>Mon, 16 Nov 2026 0{hours}:00:00 GMT</pubDate>"
        f"<description>{words}</description></item></channel></rss>",
    )
    wire = Feed("wire", site.url("/rss"), "Wire", language="en", full_text=False)
    policy = replace(sample.registry.policy, allow_private_hosts=("127.0.0.1", "127.0.0.2"))
    registry = FeedRegistry((*sample.registry.feeds, wire), policy, "test")
    at = NOW + timedelta(hours=hours)
    ingest(Order(settings_of(home), registry, f"run-{hours}", at, only_due=False), stages, Unwatched())


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, then an article that is corrected and withdrawn while the sample answers that nothing changed."""
    home = tmp_path_factory.mktemp("original")
    with serve_sample() as sample, served({}) as site:
        for hours in (0, 2, 4):
            run(home, sample, site, hours, "Tovar")
    return home


@pytest.fixture
def home(original: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "copy"
    shutil.copytree(original, copy)
    return copy


def tables(home: Path) -> dict[str, list[tuple[object, ...]]]:
    question = f"select columns(lambda name: not regexp_matches(name, '{NOT_KEPT}')) from {{}} order by all"
    with connect(settings_of(home).warehouse_path) as con:
        return {name: con.execute(question.format(name)).fetchall() for name in TABLES}


def bodies(home: Path) -> list[str]:
    return sorted(path.name for path in settings_of(home).bodies_path.glob("??/*"))


def asked(home: Path, **values: object) -> Replayed:
    return replay(settings_of(home), replace(Wish("again", LATER), **values), Unwatched())


def scalar(home: Path, question: str) -> object:
    with open_published(settings_of(home).published_path) as con:
        ((value,),) = con.execute(question).fetchall()
    return value


def killed(home: Path, into: str, loads: int) -> int:
    command = [sys.executable, str(ROOT / "tests/flows/killed_replay.py"), str(home), into, str(loads)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).returncode


def test_into_an_empty_home_it_leaves_the_tables_of_the_runs_themselves(
    original: Path, tmp_path: Path
) -> None:
    before = tables(original)
    assert len(before["events"]) > 10
    assert before["article_revisions"], "the comparison needs an edited article"
    told = asked(original, into=tmp_path / "new")
    assert tables(tmp_path / "new") == before
    assert (told.runs, told.runs_done, told.bodies_missing) == (3, 0, 0)
    assert told.events_total == len(before["events"])
    assert scalar(tmp_path / "new", "select list(distinct flow) from runs") == ["replay"]
    again = asked(original, into=tmp_path / "new")
    assert (again.runs, again.runs_done, again.articles_new) == (0, 3, 0)
    assert bodies(tmp_path / "new") == bodies(original), "it can be replayed in its turn"


def test_in_place_nothing_is_there_twice_and_no_old_words_come_back(home: Path) -> None:
    before, runs = tables(home), scalar(home, "select count(*) from runs")
    told = asked(home)
    assert tables(home) == before
    assert scalar(home, "select count(*) from runs") == runs
    assert (told.runs, told.articles_new, told.articles_revised, told.events_new) == (3, 0, 0, 0)
    assert not (home / "replay.json").exists()


def test_what_a_run_fetched_but_could_not_load_is_brought_back(home: Path) -> None:
    def full(*_: object) -> None:
        raise WarehouseError("the disk is full")

    with serve_sample() as sample, served({}) as site:
        with pytest.raises(WarehouseError):
            run(home, sample, site, 6, "Marat", replace(PLAIN, load=full))
        run(home, sample, site, 8, "Sedova")
    article = "select count(*) from articles where text like '%shelled Marat%'"
    assert scalar(home, article) == 0
    told = asked(home, since=NOW + timedelta(hours=5))
    assert (told.runs, told.articles_new, told.events_new) == (2, 1, 1)
    assert scalar(home, article) == 1
    then = "select epoch(first_seen_at)::BIGINT from articles where text like '%shelled Marat%'"
    assert scalar(home, then) == int((NOW + timedelta(hours=6)).timestamp())
    assert scalar(home, "select count(*) from events_asof('2026-11-17') where place_name = 'Marat'") == 0
    before = tables(home)
    assert asked(home, replay_id="a third").articles_new == 0
    assert tables(home) == before


def test_killed_it_goes_on_where_it_was_and_leaves_the_same_tables(original: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert killed(original, str(new), loads=1) == -signal.SIGKILL
    told = asked(original, into=new)
    assert (told.runs, told.runs_done) == (2, 1)
    assert tables(new) == tables(original)


def test_in_place_it_goes_on_after_the_last_run_that_it_finished(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import replaying

    def breaks_at_the_third(order: Order, *rest: object) -> object:
        if order.now == NOW + timedelta(hours=4):
            raise MemoryError("no room")
        return ingest(order, *rest)

    before = tables(home)
    with monkeypatch.context() as patched:
        patched.setattr(replaying, "ingest", breaks_at_the_third)
        with pytest.raises(MemoryError):
            asked(home)
    assert json.loads((home / "replay.json").read_text())["run_id"] == "run-2"
    with pytest.raises(WarehouseError, match="no bodies were fetched then"):
        asked(home, since=LATER)
    told = asked(home, replay_id="another")
    assert (told.runs, told.runs_done) == (1, 2)
    assert tables(home) == before
    assert asked(home).runs == 3, "it came to its end, and the next one begins anew"


def test_a_mark_that_cannot_be_read_says_what_to_do(home: Path) -> None:
    (home / "replay.json").write_text("{}")
    with pytest.raises(WarehouseError, match="delete it to replay from the start"):
        asked(home)


def test_what_is_kept_no_longer_is_said_and_the_rest_is_replayed(home: Path, tmp_path: Path) -> None:
    bodies = settings_of(home).bodies_path
    page = scalar(home, "select min(body_hash) from fetches where kind = 'page' and outcome = 'ok'")
    feed = scalar(home, "select body_hash from fetches where feed_id = 'wire' and run_id = 'run-2'")
    for gone in (str(page), str(feed)):
        (bodies / gone[:2] / f"{gone}.zst").unlink()
    told = asked(home, into=tmp_path / "new")
    assert (told.runs, told.bodies_missing) == (3, 2)
    assert "cannot be replayed: 2 bodies fetched up to 2026-11-16 08:00" in "\n".join(lines_of(told))
    assert scalar(tmp_path / "new", f"select count(*) from fetches where body_hash = '{page}'") == 0
    # The page is asked for by the next run: its entry is stored as not read yet.
    assert scalar(tmp_path / "new", "select count(*) from entries where entry_hash = ''") == 1
    assert (
        scalar(tmp_path / "new", "select count(*) from article_revisions where text like '%killing 6%'") == 0
    )
    shutil.rmtree(bodies)
    with pytest.raises(WarehouseError, match="bodies are kept no longer"):
        asked(home)


def test_it_stands_back_where_a_run_is_at_work_or_nothing_was_fetched(home: Path, tmp_path: Path) -> None:
    with only_one(settings_of(home)), pytest.raises(AnotherIngest):
        asked(home)
    with pytest.raises(NothingPublished):
        asked(tmp_path / "nothing")


def test_the_command_says_what_it_did(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from flows.cli.app import app

    def command(*arguments: str) -> str:
        app(["--home", str(home), "replay", *arguments], standalone_mode=False)
        return capsys.readouterr().out

    assert json.loads(command("--json", "--since", "2026-11-16", "--until", "2026-11-16"))["runs"] == 3
    shown = " ".join(command("--since", "2026-11-16T07:00").split())
    assert "2 runs with" in shown
    assert "0 new events, 0 changed" in shown


def test_the_flow_shows_how_far_it_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import logging
    from uuid import uuid4

    from flows import replay as flow

    shown: list[float] = []
    monkeypatch.setattr(flow, "create_progress_artifact", lambda *_, **__: uuid4())
    monkeypatch.setattr(flow, "update_progress_artifact", lambda _, percent: shown.append(percent))
    told = replay(settings_of(home), Wish("again", LATER), flow.ProgressWatch(logging.getLogger("test")))
    assert shown == sorted(shown)
    assert shown[-1] == 100
    assert f"3 runs with {told.exchanges} exchanges" in flow.page_of(told)
