"""Everything that is stored about one event or one article, present or gone."""

import json
from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from tasks.errors import WarehouseError
from tasks.records import Span
from warehouse.explain import explain_article, explain_event
from warehouse.load import load_run

TITLE = "Shelling near Tovar"


@pytest.fixture
def loaded(con, make):
    original = make.feed("f1", owner="North Media", state_affiliated=True)
    articles = (make.article("a1"), make.article("a2", "f2", duplicate_of="a1"))
    place = make.coded().place
    words = make.coded(trigger_span=Span(28, 35), date_span=Span(60, 66))
    mentions = tuple(
        make.mention(
            f"m{number}",
            "e1",
            article_id,
            trigger_span=words.trigger_span,
            date_span=words.date_span,
            place=place,
        )
        for number, article_id in ((1, "a1"), (2, "a2"))
    )
    batch = make.batch(
        feeds=(original, make.feed("f2")), articles=articles, mentions=mentions, rejected=(make.rejected(),)
    )
    load_run(con, batch)
    return con


def test_the_words_of_each_field_are_read_from_the_article(loaded) -> None:
    told = explain_event(loaded, "e1")
    first = told.mentions[0]
    assert first["spans"] == [
        {"field": "trigger", "start": 28, "end": 35, "words": "shelled"},
        {"field": "event_date", "start": 60, "end": 66, "words": "Monday"},
    ]
    assert (first["is_lead"], first["owner"], first["is_state_affiliated"]) == (True, "North Media", True)
    assert (told.way, told.versions, told.event["is_present"]) == (("e1",), (), True)


def test_a_copy_is_told_as_one(loaded) -> None:
    copy = explain_event(loaded, "e1").mentions[1]
    assert (copy["article_id"], copy["duplicate_of"], copy["original_outlet"]) == ("a2", "a1", "Outlet f1")


def test_an_id_may_be_cut_as_long_as_it_means_one_event(loaded, make) -> None:
    load_run(
        loaded,
        make.batch("r2", articles=(make.article("b1"),), mentions=(make.mention("m9", "event77", "b1"),)),
    )
    assert explain_event(loaded, "event7").way == ("event77",)
    assert explain_event(loaded, "e1").way == ("e1",)
    with pytest.raises(
        WarehouseError, match=r"several events have ids that begin with 'e': e1 \(ASSAULT 2026"
    ):
        explain_event(loaded, "e")
    load_run(
        loaded, make.batch("r3", articles=(make.article("b2"),), mentions=(make.mention("m8", "e12", "b2"),))
    )
    assert explain_event(loaded, "e1").way == ("e1",), "an id that is whole means itself"


@pytest.mark.parametrize("asked", ["zz", "E1", "e1%", ""])
def test_an_unknown_id_says_where_ids_are(con, asked: str) -> None:
    with pytest.raises(WarehouseError, match=r"no event has an id that is or begins with .* shows ids"):
        explain_event(con, asked)
    with pytest.raises(WarehouseError, match="no article has an id"):
        explain_article(con, asked)


def test_the_id_of_an_article_is_told_as_such(loaded) -> None:
    with pytest.raises(WarehouseError, match="explain --article a1"):
        explain_event(loaded, "a1")


def test_an_event_that_is_gone_is_told_with_its_reason_and_what_it_rested_on(loaded, make) -> None:
    gone = tuple(make.article(a, f, revision=2, text="All quiet.") for a, f in (("a1", "f1"), ("a2", "f2")))
    load_run(loaded, make.batch("r2", articles=gone))
    told = explain_event(loaded, "e1")
    assert (told.event["is_present"], told.event["event_type"], told.event["run_id"]) == (
        False,
        "ASSAULT",
        "r1",
    )
    assert [row["retracted_reason"] for row in told.versions] == ["evidence edited away"]
    # The words are those of the revision that the mention stood in.
    assert [(row["revision"], row["spans"][0]["words"]) for row in told.mentions] == [(1, "shelled")] * 2


def test_an_event_that_went_into_another_leads_there_over_any_number_of_steps(loaded, make) -> None:
    for number, event_id in ((2, "e5"), (3, "e6")):
        both = tuple(make.article(a, f, revision=number) for a, f in (("a1", "f1"), ("a2", "f2")))
        mentions = (make.mention("m1", event_id, "a1"), make.mention("m2", event_id, "a2"))
        load_run(loaded, make.batch(f"r{number}", articles=both, mentions=mentions))
    told = explain_event(loaded, "e1")
    assert told.way == ("e1", "e5", "e6")
    assert (told.event["event_id"], told.event["mentions"]) == ("e6", 2)
    assert explain_event(loaded, "e6").way == ("e6",)


def test_an_event_that_came_back_is_itself_again(loaded, make) -> None:
    for number, event_id in ((2, "e5"), (3, "e1")):
        both = tuple(make.article(a, f, revision=number) for a, f in (("a1", "f1"), ("a2", "f2")))
        mentions = (make.mention("m1", event_id, "a1"), make.mention("m2", event_id, "a2"))
        load_run(loaded, make.batch(f"r{number}", articles=both, mentions=mentions))
    assert explain_event(loaded, "e1").way == ("e1",)
    assert explain_event(loaded, "e5").way == ("e5", "e1")


def test_an_event_as_of_a_time_rests_on_what_was_known_then(loaded, make) -> None:
    later = make.now + timedelta(hours=2)
    mention = make.mention("m3", "e1", "a3", confidence=0.95)
    run = make.run("r2", started_at=later)
    load_run(loaded, replace(make.batch(articles=(make.article("a3"),), mentions=(mention,)), run=run))
    told = explain_event(loaded, "e1", make.now + timedelta(hours=1))
    assert (told.event["mentions"], told.event["run_id"]) == (2, "r1")
    assert [(row["mention_id"], row["is_lead"]) for row in told.mentions] == [("m1", True), ("m2", False)]
    now = explain_event(loaded, "e1", later)
    assert [(row["mention_id"], row["is_lead"]) for row in now.mentions] == [
        ("m3", True),
        ("m1", False),
        ("m2", False),
    ]
    with pytest.raises(
        WarehouseError, match="was not there on 2026-03-02 11:00 UTC: daybook explain e1 tells"
    ):
        explain_event(loaded, "e1", make.now - timedelta(hours=1))


def test_an_article_tells_what_was_coded_and_what_not(loaded) -> None:
    told = explain_article(loaded, "a1")
    assert [(row["is_coded"], row["event_id"], row["reason"]) for row in told.sentences] == [
        (True, "e1", None),
        (False, None, "no_actor"),
    ]
    assert (told.article["copies"], told.article["owner"]) == (1, "North Media")
    assert explain_article(loaded, "a2").article["original_outlet"] == "Outlet f1"


def test_an_article_tells_its_revisions(loaded, make) -> None:
    revised = make.article(revision=2, title="Truce", text="All quiet.", changes="title; -2 sentences, +1")
    load_run(loaded, make.batch("r2", articles=(revised,)))
    (first,) = explain_article(loaded, "a1").revisions
    assert (first["revision"], first["title"], first["words"], first["is_kept"], first["changes"]) == (
        1,
        TITLE,
        11,
        True,
        "title; -2 sentences, +1",
    )


def test_an_article_is_found_by_an_entry_of_it(con, make) -> None:
    load_run(con, make.batch(articles=(make.article(),), entries=(make.entry("other", "a1"),)))
    assert explain_article(con, "oth").article["article_id"] == "a1"


def test_all_of_it_can_be_written_as_json(loaded) -> None:
    assert json.dumps(asdict(explain_event(loaded, "e1")), default=str)
    assert json.dumps(asdict(explain_article(loaded, "a1")), default=str)
