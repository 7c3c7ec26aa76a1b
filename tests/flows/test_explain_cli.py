"""``daybook explain`` as a person sees it: words in the colours of their fields, and one line of error."""

import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text
from typer.testing import CliRunner, Result

from flows.cli import explained_article, explained_event
from flows.cli.app import app
from flows.cli.explained_sentence import fields_of, sentence_of, toll
from tasks.errors import ConfigError, WarehouseError
from tasks.records import Span
from tests.warehouse.conftest import Make
from warehouse.db import connect
from warehouse.explain import explain_article, explain_event
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import publish

MAKE = Make()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an event as it is, one that is gone, and an article that was edited."""
    made = tmp_path_factory.mktemp("explained")
    mention = MAKE.mention(trigger_span=Span(28, 35), date_span=Span(60, 66), killed=3)
    first = MAKE.batch(
        "r1",
        feeds=(MAKE.feed("f1", state_affiliated=True), MAKE.feed("f2")),
        articles=(
            MAKE.article("a1"),
            MAKE.article("a2", "f2"),
            MAKE.article("a3", "f2"),
            MAKE.article("a4", duplicate_of="a3"),
            MAKE.article("a5"),
        ),
        mentions=(
            mention,
            MAKE.mention("m2", "gone", "a2"),
            MAKE.mention("m3", "differs", "a3", killed=7),
            MAKE.mention("m4", "differs", "a4", killed=7),
            MAKE.mention("m5", "differs", "a5", killed=3),
        ),
        rejected=(MAKE.rejected("a1"),),
    )
    revised = MAKE.article("a2", "f2", revision=2, text="All quiet.", changes="-1 sentence")
    with connect(made / "daybook.duckdb") as con:
        migrate(con)
        load_run(con, first)
        load_run(con, MAKE.batch("r2", feeds=(), articles=(revised,)))
    publish(made / "daybook.duckdb", made / "published" / "daybook.duckdb")
    return made


def asked(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), "explain", *arguments])


def plain(lines: Iterable[Text]) -> str:
    return "\n".join(line.plain for line in lines)


def test_the_words_that_say_a_field_are_highlighted() -> None:
    spans = [
        {"field": "trigger", "start": 28, "end": 35},
        {"field": "event_date", "start": 60, "end": 66},
        {"field": "place", "start": 0, "end": 8},  # stands in the headline
    ]
    sentence = sentence_of({"evidence": MAKE.sentence, "start": 21, "spans": spans})
    styled = {sentence.plain[span.start : span.end]: span.style for span in sentence.spans}
    assert styled == {"shelled": "bold underline", "Monday": "blue"}
    out = io.StringIO()
    Console(file=out, force_terminal=True, color_system="standard", width=200).print(sentence)
    assert "\x1b[1;4mshelled\x1b[0m" in out.getvalue()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, None),
        ({"killed": 3}, "3"),
        ({"killed": 12, "killed_low": 12}, "12"),
        ({"killed_low": 24}, "at least 24"),
        ({"killed_high": 50}, "up to 50"),
        ({"killed_low": 3, "killed_high": 7}, "3 to 7"),
        ({"killed_low": 3, "killed_high": 3}, "3"),
        ({"killed": 10, "killed_low": 10, "killed_high": 15}, "10 to 15"),
    ],
)
def test_counts_in_words(row: dict, expected: str | None) -> None:
    assert toll(row, "killed") == expected


def test_a_person_sees_why_an_event_is_there(home: Path) -> None:
    told = asked(home, "e1")
    assert told.exit_code == 0, told.output
    for expected in (
        "2026-03-02  ASSAULT (heavy-weapons)  Rebels [COL REB]  Tovar, Mérida, VEN",
        "1 mention in 1 article of 1 outlet, 1 independent owner; confidence 0.8",
        "Only state-affiliated outlets say so.",
        "https://f1.example/a1",
        MAKE.sentence,
        "“shelled” is ASSAULT (heavy-weapons) by assault.shell, codebook 2026.1",
        "killed   3",
        "article a1, revision 1, characters 21 to 67",
    ):
        assert expected in told.output


def test_where_numbers_differ_it_is_told_who_says_which(home: Path) -> None:
    told = asked(home, "differs").output
    assert "who says how many killed: 3: Outlet f1 (state-affiliated); 7: Outlet f2, Outlet f1 (" in told
    assert "(state-affiliated, a copy of Outlet f2)" in told
    assert "3 to 7" in told
    assert "who says how many" not in asked(home, "e1").output


def test_an_event_that_is_gone_tells_why(home: Path) -> None:
    told = asked(home, "gone")
    for expected in ("Retracted on 2026-03-02 12:00: evidence edited away.", MAKE.sentence, "Earlier states"):
        assert expected in told.output


def test_an_article_tells_what_was_coded_and_rejected(home: Path) -> None:
    told = asked(home, "--article", "a1")
    for expected in (
        "1 coded, 1 candidate not coded",
        "coded: event e1",
        "not coded: “claimed”  no_actor. The",
    ):
        assert expected in told.output
    edited = asked(home, "--article", "a2")
    assert "→ -1 sentence" in edited.output
    assert "No sentence holds words" in edited.output


def test_all_of_it_as_json(home: Path) -> None:
    event = json.loads(asked(home, "e1", "--json").output)
    assert (event["event"]["event_id"], event["mentions"][0]["spans"][0]["words"]) == ("e1", "shelled")
    article = json.loads(asked(home, "--article", "a2", "--json").output)
    assert article["revisions"][0]["changes"] == "-1 sentence"


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((), ConfigError, "give the id of an event, or --article"),
        (("e1", "--article", "a1"), ConfigError, "give the id of an event, or --article"),
        (("--article", "a1", "--at", "7d"), ConfigError, "--at is for events"),
        (("e1", "--at", "lately"), ConfigError, "--at 'lately': give a day such as"),
        (("zz",), WarehouseError, "no event has an id that is or begins with 'zz'"),
        (("--article", "zz"), WarehouseError, "no article has an id that is or begins with 'zz'"),
        (("a1",), WarehouseError, "but an article does: daybook explain --article a1"),
    ],
)
def test_what_cannot_be_told_is_said_in_a_line(home: Path, arguments: tuple, error: type, says: str) -> None:
    told = asked(home, *arguments)
    assert isinstance(told.exception, error)
    assert says in str(told.exception)


def test_what_joined_is_told_by_the_numbers_of_the_mentions(home: Path) -> None:
    with connect(home / "daybook.duckdb", read_only=True) as con:
        told = explain_event(con, "e1")
    mentions = (*told.mentions, {**told.mentions[0], "mention_id": "m7"})
    edge = {
        "mention_id": "m7",
        "other_mention_id": "m1",
        "rule": "near day",
        "score": 6.0,
        "support": "story",
    }
    far = edge | {"other_mention_id": "elsewhere", "support": None}
    joined = explained_event.ExplainedEvent(told.way, told.event, mentions, (edge, far), ())
    said = plain(explained_event.lines_of(joined))
    assert "2 and 1: near day, score 6  (support story)" in said
    assert "2 and elsewhere: near day, score 6\n" in said + "\n"


def test_what_no_words_say_has_its_reason_in_words() -> None:
    row = {
        **dict.fromkeys(("place", "event_date", "modes", "recipients")),
        "trigger": "shelled",
        "event_type": "ASSAULT",
        "rule_id": "assault.shell",
        "codebook_version": "1",
        "start": 21,
        "end": 67,
        "actors": [{"name": "Rebels", "country": "COL", "sector": "REB"}],
        "spans": [{"field": "actors[0]", "start": 0, "end": 6, "words": "Rebels"}],
        "inferred": [
            {"field": "actors[0].country", "reason": "place"},
            {"field": "actors[0]", "reason": "new"},
        ],
    }
    who = [line.plain.strip() for line in fields_of(row)][1]
    assert who == (
        "who      Rebels [COL REB]  said elsewhere in the article: “Rebels”  inferred from where it happened, new"
    )


def test_one_that_many_speak_of_is_cut_with_the_way_to_the_rest(home: Path) -> None:
    with connect(home / "daybook.duckdb", read_only=True) as con:
        told = explain_event(con, "e1")
        article = explain_article(con, "a1")
    many = explained_event.ExplainedEvent(told.way, told.event, told.mentions * 60, (), ())
    said = plain(explained_event.lines_of(many))
    assert "and 10 more: daybook sql \"from evidence where event_id = 'e1'\"" in said
    assert plain(explained_article.lines_of(article)).startswith("Shelling near Tovar\narticle a1")
