"""``daybook review`` as an analyst sees it: keys, screens, and answers that are stored one by one."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rich.text import Text
from typer.testing import CliRunner, Result

from flows.cli import review as command
from flows.cli import reviewing
from flows.cli.app import app
from flows.cli.reviewing import Screen, Session, choice, hold, lines_of, tally, told
from tasks.errors import ConfigError, WarehouseBusy
from tasks.records import Actor, Span
from tests.warehouse.conftest import Make
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import publish

MAKE = Make()
ROW = {
    "mention_id": "m1",
    "article_id": "a1",
    "codebook_version": "2026.1",
    "outlet": "Outlet f1",
    "url": "https://f1.example/a1",
    "title": "Shelling near Tovar",
    "published_at": MAKE.now,
    "first_seen_at": MAKE.now,
    "evidence": MAKE.sentence,
    "start": 21,
    "end": 21 + len(MAKE.sentence),
    "spans": [{"field": "trigger", "start": 28, "end": 35, "words": "shelled"}],
    "trigger": "shelled",
    "event_type": "ASSAULT",
    "modes": ["heavy-weapons"],
    "rule_id": "assault.shell",
    "actors": [{"text": "Rebels", "name": "Rebels", "country": "COL", "sector": "REB"}],
    "recipients": [],
    "place": {"name": "Tovar", "admin1": "Mérida", "country": "VEN", "precision": "city"},
    "event_date": "2026-03-02",
    "confidence": 0.8,
}
THREE = [ROW | {"mention_id": name} for name in ("m1", "m2", "m3")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("r", "right"),
        ("R\n", "right"),
        ("wrong type\n", "wrong_type"),
        ("wrong-actor", "wrong_actor"),
        (" no_event ", "no_event"),
        ("q", "quit"),
        ("", None),
        ("\x1b", None),
        ("rr", None),
    ],
)
def test_keys_and_names_are_answers(typed: str, expected: str | None) -> None:
    assert choice(typed) == expected


def held(
    typed: Iterable[str], earlier: dict[str, tuple[str, str]] | None = None
) -> tuple[list[tuple[str, str]], str]:
    """What was stored in the order in which it was, and all that was shown."""
    stored: list[tuple[str, str]] = []
    shown: list[str] = []
    keys: Iterator[str] = iter(typed)
    session = Session(THREE, earlier or {}, {"ASSAULT": "Attacks."})
    screen = Screen(lambda line: shown.append(line.plain), lambda: next(keys, None))
    hold(session, screen, lambda row, answer: stored.append((row["mention_id"], answer)))
    return stored, "\n".join(shown)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("rta", [("m1", "right"), ("m2", "wrong_type"), ("m3", "wrong_actor")]),
        ("rsn", [("m1", "right"), ("m3", "no_event")]),
        ("rbn", [("m1", "right"), ("m1", "no_event")]),
        ("brq", [("m1", "right")]),
        ("xr?tq", [("m1", "right"), ("m2", "wrong_type")]),
        ("q", []),
        ("", []),
    ],
)
def test_a_session_goes_on_and_back(typed: str, stored: list[tuple[str, str]]) -> None:
    assert held(typed)[0] == stored


def test_an_answer_is_stored_before_anything_more_is_shown() -> None:
    order: list[str] = []
    keys = iter("rq")
    screen = Screen(lambda line: order.append(line.plain), lambda: next(keys))
    hold(Session(THREE, {}, {}), screen, lambda _, answer: order.append(f"stored {answer}"))
    first, second = (next(n for n, line in enumerate(order) if mark in line) for mark in ("1/3", "2/3"))
    assert first < order.index("stored right") < second


def test_a_screen_has_all_that_a_judgement_needs_and_not_what_the_coder_thinks_of_itself() -> None:
    lines = list(lines_of(Session([ROW], {}, {"ASSAULT": "Attacks."}), 0))
    plain = "\n".join(line.plain for line in lines)
    for expected in (
        "1/1",
        "Outlet f1",
        "2026-03-02 12:00",
        "Shelling near Tovar",
        "https://f1.example/a1",
        MAKE.sentence,
        "Rebels: ASSAULT (heavy-weapons) at Tovar, Mérida, VEN (city) on 2026-03-02",
        "ASSAULT: Attacks.",
    ):
        assert expected in plain
    assert "confidence" not in plain
    (sentence,) = [line for line in lines if MAKE.sentence in line.plain]
    assert [sentence.plain[span.start : span.end] for span in sentence.spans] == ["shelled"]


def test_a_coding_without_sides_is_told_too() -> None:
    bare = ROW | {"actors": [], "recipients": None, "place": None, "event_date": None, "modes": []}
    assert told(bare) == "somebody: ASSAULT"


def test_what_was_said_before_is_shown() -> None:
    assert "you said: right; another answer replaces it" in held("rbq")[1]
    earlier = held("q", {"m1": ("2025.9", "no_event")})[1]
    assert "codebook 2025.9 coded it so too, and you said: no event; Enter says it again" in earlier


def test_enter_says_again_what_was_said_of_the_same_coding() -> None:
    earlier = {"m1": ("2025.9", "no_event"), "m3": ("2025.9", "right")}
    assert held(["\n", "r", "\r"], earlier)[0] == [("m1", "no_event"), ("m2", "right"), ("m3", "right")]
    assert held(["\n", "r", "b", "\n"])[0] == [("m1", "right"), ("m1", "right")]


def test_answers_are_counted() -> None:
    assert tally({}) == "0 answers"
    assert tally({"m1": "right", "m2": "no_event", "m3": "right"}) == "3 answers: 2 right, 1 no event"


def test_every_key_is_explained() -> None:
    assert set(reviewing.HELP) == set(reviewing.KEYS.values())
    assert isinstance(reviewing.keys(), Text)


# --- the command ------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    rebels = (Actor("Rebels", "Rebels", "COL", "REB"),)
    mentions = [
        MAKE.mention(f"m{n}", f"e{n}", f"a{n}", trigger_span=Span(28, 35), actors=rebels) for n in range(3)
    ]
    articles = tuple(MAKE.article(f"a{n}") for n in range(3))
    with connect(tmp_path / "daybook.duckdb") as con:
        migrate(con)
        load_run(con, MAKE.batch(articles=articles, mentions=tuple(mentions)))
    publish(tmp_path / "daybook.duckdb", tmp_path / "published" / "daybook.duckdb")
    return tmp_path


def typed(home: Path, *arguments: str, keys: str = "") -> Result:
    return CliRunner().invoke(app, ["--home", str(home), "review", *arguments], input=keys)


def test_answers_in_a_pipe_are_stored_published_and_summed_up(home: Path) -> None:
    done = typed(home, "--reviewer", "ann", keys="r\nno event\nq\n")
    assert (done.exit_code, "2 answers: 1 right, 1 no event; stored for ann" in done.output) == (0, True)
    rows = json.loads(typed(home, "--summary", "--json").stdout)
    assert [(row["by"], row["value"], row["reviewed"], row["right"]) for row in rows] == [
        ("overall", "all", 2, 1),
        ("event_type", "ASSAULT", 2, 1),
        ("outlet", "Outlet f1", 2, 1),
        ("reviewer", "ann", 2, 1),
    ]
    assert "0.500" in typed(home, "--summary").stdout
    # What is left comes next; another reviewer begins anew.
    assert len(json.loads(typed(home, "--reviewer", "ann", "--json").stdout)) == 1
    assert len(json.loads(typed(home, "--reviewer", "bob", "--json").stdout)) == 3


def test_a_crash_loses_no_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("r")
    monkeypatch.setattr(command, "_read", lambda: next(keys))
    assert isinstance(typed(home, "--reviewer", "ann").exception, StopIteration | RuntimeError)
    with connect(home / "daybook.duckdb", read_only=True) as con:
        assert con.execute("SELECT reviewer, answer FROM reviews").fetchall() == [("ann", "right")]


def test_ctrl_c_leaves_as_q_does(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_read", interrupted)
    done = typed(home)
    assert (done.exit_code, "0 answers" in done.output) == (0, True)


def test_a_run_that_publishes_at_that_moment_loses_no_answer(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise WarehouseBusy("process 7 has the warehouse open")

    monkeypatch.setattr("warehouse.publish.publish", busy)
    done = typed(home, keys="r\nq\n")
    assert (done.exit_code, "the next run publishes them" in done.output) == (0, True)


def test_a_lost_warehouse_is_made_anew_before_answers_go_into_it(home: Path) -> None:
    (home / "daybook.duckdb").unlink()
    assert typed(home, keys="r\nq\n").exit_code == 0
    with connect(home / "daybook.duckdb", read_only=True) as con:
        counts = con.execute(
            "SELECT (SELECT count(*) FROM reviews), (SELECT count(*) FROM events)"
        ).fetchall()
    assert counts == [(1, 3)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--type", "WAR"], "--type 'WAR': choose one of ACCUSE"),
        (["--by", "outlet"], "--by 'outlet': choose one of type, confidence, none"),
        (["--since", "yesterday"], "--since 'yesterday': give a day"),
    ],
)
def test_wrong_options_are_told(home: Path, arguments: list[str], said: str) -> None:
    error = typed(home, *arguments).exception
    assert isinstance(error, ConfigError)
    assert said in str(error)


def test_nothing_left_and_nothing_judged_are_told(home: Path) -> None:
    assert "nothing is judged yet" in typed(home, "--summary").stdout
    done = typed(home, "--type", "aid", "--reviewer", "ann")
    assert "nothing left to judge for ann" in done.stdout
