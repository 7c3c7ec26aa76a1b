"""Mentions of one happening share an event, whoever reports it; ids do not change from run to run."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.merge import mentions_of, signature_id
from tasks.records import Actor, Article, CodedEvent, Coding, Place

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
GHANA = Actor("Ghana's army", "Ghana army", "GHA", "MIL")
TOGO = Actor("Togo", "Togo", "TGO", "GOV")
REBELS = Actor("the Red Front", "Red Front", "", "REB")
UNNAMED = Actor("men", "Men", "", "")
LOME = Place("Lomé", "Lomé", "TGO", "Maritime", 6.1, 1.2, "city")


def article(article_id: str, **changes: Any) -> Article:
    given: dict[str, Any] = {"feed_id": "f", "url": None, "canonical_url": None, "outlet": "X", "title": "T"}
    given |= {"author": None, "published_at": NOW, "date_status": "ok", "language": "en", "text": "Text."}
    given |= {"text_origin": "summary", "content_hash": "1:0", "first_seen_at": NOW}
    return Article(article_id=article_id, **(given | changes))


def coded(**changes: Any) -> CodedEvent:
    given: dict[str, Any] = {"event_type": "ASSAULT", "modes": (), "contexts": (), "actors": (GHANA,)}
    given |= {"recipients": (TOGO,), "place": LOME, "event_date": date(2024, 5, 1), "date_precision": "day"}
    given |= {
        "killed": None,
        "injured": None,
        "confidence": 0.8,
        "sentence_no": 1,
        "sentence": "S.",
        "start": 3,
    }
    given |= {"end": 5, "trigger": "shelled", "rule_id": "r", "quad_code": 4, "event_scale": -9.0}
    return CodedEvent(**(given | {"cameo_code": "190", "goldstein": -10.0} | changes))


A, B = article("a"), article("b")

SAME = {
    "the same": {},
    "another sentence": {
        "sentence": "Other words.",
        "start": 90,
        "end": 99,
        "sentence_no": 4,
        "trigger": "hit",
    },
    "other words for an actor": {"actors": (replace(GHANA, text="Accra's men"),)},
    "other counts and certainty": {"killed": 3, "injured": 9, "confidence": 0.2},
    "other degrees": {"place": replace(LOME, lat=6.0)},
}
OTHER = {
    "type": {"event_type": "COERCE"},
    "mode": {"modes": ("aerial",)},
    "day": {"event_date": date(2024, 4, 30)},
    "place": {"place": replace(LOME, name="Kara")},
    "country only": {"place": replace(LOME, name="Togo", precision="country")},
    "no place": {"place": None},
    "direction": {"actors": (TOGO,), "recipients": (GHANA,)},
    "one more side": {"actors": (GHANA, REBELS)},
    "another sector of a country": {"actors": (replace(GHANA, name="Government of Ghana", sector="GOV"),)},
}


@pytest.mark.parametrize("changes", SAME.values(), ids=SAME)
def test_what_says_the_same_has_one_signature(changes: dict[str, Any]) -> None:
    assert signature_id(A, coded()) == signature_id(B, coded(**changes))


@pytest.mark.parametrize("changes", OTHER.values(), ids=OTHER)
def test_what_says_something_else_has_another(changes: dict[str, Any]) -> None:
    assert signature_id(A, coded()) != signature_id(A, coded(**changes))


@pytest.mark.parametrize("event_type", ["CONSULT", "AGREE", "COOPERATE"])
def test_a_mutual_event_has_no_direction(event_type: str) -> None:
    there = coded(event_type=event_type)
    back = coded(event_type=event_type, actors=(TOGO,), recipients=(GHANA,))
    together = coded(event_type=event_type, actors=(GHANA, TOGO), recipients=())
    assert signature_id(A, there) == signature_id(B, back) == signature_id(B, together)


def test_the_order_of_names_does_not_count() -> None:
    one, other = coded(actors=(GHANA, REBELS)), coded(actors=(REBELS, GHANA))
    assert signature_id(A, one) == signature_id(B, other)


VAGUE: dict[str, dict[str, Any]] = {
    "nobody and nowhere": {"actors": (), "recipients": (), "place": None},
    "somewhere in the country, by nobody of a name": {
        "actors": (UNNAMED,),
        "recipients": (),
        "place": replace(LOME, name="Togo", precision="country"),
    },
    "some day in May": {"date_precision": "month"},
}


@pytest.mark.parametrize("vague", VAGUE.values(), ids=VAGUE)
def test_what_says_too_little_is_its_articles_own(vague: dict[str, Any]) -> None:
    assert signature_id(A, coded(**vague)) != signature_id(B, coded(**vague))
    assert signature_id(A, coded(**vague)) == signature_id(A, coded(**vague, start=50, end=60))


def test_an_undated_event_takes_the_day_of_its_report() -> None:
    undated = coded(event_date=None, date_precision="day")
    assert signature_id(A, undated) == signature_id(
        B, coded(event_date=NOW.date(), date_precision="inferred")
    )
    no_day = replace(A, published_at=None), replace(B, published_at=None)
    assert signature_id(no_day[0], undated) != signature_id(no_day[1], undated)


def test_mentions_carry_their_coding() -> None:
    coding = Coding("a", (coded(), coded(event_type="PROTEST", start=20)), (), "7")
    mentions = mentions_of(A, coding)
    assert [mention.coded for mention in mentions] == list(coding.events)
    assert {mention.article_id for mention in mentions} == {"a"}
    assert {mention.codebook_version for mention in mentions} == {"7"}
    assert mentions[0].event_id == signature_id(A, coded())


def test_a_coding_that_comes_twice_is_one_mention() -> None:
    assert len(mentions_of(A, Coding("a", (coded(), coded()), (), "7"))) == 1


def test_a_revision_keeps_the_ids_of_what_it_still_says() -> None:
    coding = Coding("a", (coded(),), (), "7")
    assert mentions_of(A, coding) == mentions_of(replace(A, revision=2), coding)


SIDES = st.lists(st.sampled_from([GHANA, TOGO, REBELS, UNNAMED]), max_size=3, unique=True).map(tuple)
CODINGS = st.builds(
    coded,
    event_type=st.sampled_from(["ASSAULT", "CONSULT"]),
    actors=SIDES,
    recipients=SIDES,
    place=st.sampled_from([None, LOME]),
    event_date=st.sampled_from([None, date(2024, 5, 1)]),
    start=st.integers(0, 2),
)


@given(st.lists(CODINGS, max_size=6), st.randoms(use_true_random=False))
def test_ids_are_one_to_a_mention_and_do_not_depend_on_order(events: list[CodedEvent], chance: Any) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)
    one = mentions_of(A, Coding("a", tuple(events), (), "7"))
    other = mentions_of(A, Coding("a", tuple(shuffled), (), "7"))
    ids = [mention.mention_id for mention in one]
    assert len(ids) == len(set(ids))
    assert {(m.mention_id, m.event_id) for m in one} == {(m.mention_id, m.event_id) for m in other}
    assert not set(ids) & {
        mention.mention_id for mention in mentions_of(B, Coding("b", tuple(events), (), "7"))
    }
