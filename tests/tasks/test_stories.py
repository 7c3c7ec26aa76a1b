"""Which articles are told to be of one story: made-up news, and what holds whatever the news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.records import Article
from tasks.records.stories import LIVE_DAYS, StoryMembers
from tasks.stories import StoryTeller, joined, tell_stories
from tasks.story_terms import members_of, words_of

NOW = datetime(2031, 3, 2, 12, tzinfo=UTC)
NOBODY = members_of([])
QUAKE = (
    (
        "Earthquake kills dozens in Herat",
        "A strong earthquake shook villages near Herat in western Afghanistan.",
    ),
    (
        "Dozens dead after Herat quake",
        "Rescuers dug through collapsed houses near Herat after the earthquake.",
    ),
    (
        "Afghan earthquake: rescuers search villages",
        "The earthquake near Herat destroyed villages in Afghanistan.",
    ),
)
STRIKE = (
    ("Paris rail workers walk out", "Unions at the railway in Paris began a strike over pensions on Monday."),
    (
        "Rail strike halts trains in Paris",
        "Trains stood still in Paris as railway unions began their pension strike.",
    ),
)
OTHERS = (
    (
        "Chipmakers fall on export rules",
        "Shares in makers of semiconductors fell after Washington tightened exports.",
    ),
    ("Museum buys a lost Vermeer", "A painting thought lost for a century was bought by the Rijksmuseum."),
    (
        "Olive harvest sets a record",
        "Tunisian growers say that rain in spring gave them more olives than ever.",
    ),
)


def article(article_id: str, title: str, text: str, hours: float = 0, **values: object) -> Article:
    moment = NOW + timedelta(hours=hours)
    plain = Article(
        article_id,
        "f1",
        None,
        None,
        "Outlet",
        title,
        None,
        moment,
        "ok",
        "en",
        text,
        "summary",
        article_id,
        NOW,
    )
    return replace(plain, **values)


def news() -> list[Article]:
    pairs = [*(("q", one) for one in QUAKE), *(("s", one) for one in STRIKE), *(("o", one) for one in OTHERS)]
    return [
        article(f"{kind}{number}", title, text, number) for number, (kind, (title, text)) in enumerate(pairs)
    ]


def stories_of(articles: list[Article], live: StoryMembers = NOBODY) -> dict[str, str]:
    told = tell_stories(articles, live, {})
    return dict(zip(told.members.article_ids, told.members.story_ids, strict=True))


EXPECTED = {
    "q0": "q0",
    "q1": "q0",
    "q2": "q0",
    "s3": "s3",
    "s4": "s3",
    "o5": "o5",
    "o6": "o6",
    "o7": "o7",
}


def test_articles_on_one_happening_are_one_story() -> None:
    assert stories_of(news()) == EXPECTED


@settings(max_examples=10, deadline=None)
@given(st.permutations(news()))
def test_the_order_of_feeds_does_not_matter(shuffled: list[Article]) -> None:
    assert stories_of(shuffled) == EXPECTED


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 8))
def test_what_came_before_is_told_from_what_is_remembered(first: int) -> None:
    before = tell_stories(news()[:first], NOBODY, {})
    after = tell_stories(news()[first:], before.members, {})
    told = joined(before.members, after.members)
    assert dict(zip(told.article_ids, told.story_ids, strict=True)) == EXPECTED


def test_the_headline_is_the_title_that_is_most_like_the_others() -> None:
    found = dict(tell_stories(news(), NOBODY, {}).headlines)
    assert set(found) == set(EXPECTED.values())
    assert found["s3"] == "s3", "of two, equally like each other, the earlier one"
    odd = article("q9", "Herat mourns", QUAKE[0][1], -9)
    assert dict(tell_stories([*news()[:3], odd], NOBODY, {}).headlines).popitem()[1] != "q9"


def test_a_copy_has_no_say() -> None:
    copies = [article(f"c{number}", *STRIKE[0], duplicate_of="s3") for number in range(3)]
    assert stories_of([*news(), *copies]) == EXPECTED


def test_a_revised_article_keeps_its_story() -> None:
    before = tell_stories(news(), NOBODY, {})
    rewritten = article("q1", *OTHERS[0], revision=2)
    told = tell_stories([rewritten], before.members, {"q1": "q0"})
    assert told.members.story_ids == ("q0",)
    assert told.headlines[0][0] == "q0"


def test_languages_have_stories_of_their_own() -> None:
    foreign = [replace(one, article_id=f"x{one.article_id}", language="de-AT") for one in news()]
    told = stories_of([*news(), *foreign])
    assert {one: told[one] for one in EXPECTED} == EXPECTED
    assert {one[1:]: told[one][1:] for one in told if one not in EXPECTED} == EXPECTED


@pytest.mark.parametrize(
    ("days", "story"), [(LIVE_DAYS - 1, "q0"), (LIVE_DAYS + 1, "late")], ids=["still lives", "has ended"]
)
def test_a_story_ends_when_nothing_comes_to_it(days: int, story: str) -> None:
    teller = StoryTeller(NOBODY)
    teller.tell(members_of(news()))
    late = article("late", *QUAKE[0], first_seen_at=NOW + timedelta(days=days))
    assert teller.tell(members_of([late])) == {"late": story}
    assert len(teller.live) == (9 if story == "q0" else 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iran’s ENVOY can't say", ["iran", "envoy", "can't", "say"]),
        ("東京で地震", ["東京", "京で", "で地", "地震"]),
        ("Größe naïve", ["grösse", "naïve"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text, 9) == words


def test_an_article_without_words_is_a_story_of_its_own() -> None:
    empty = [article("e1", "", ""), article("e2", "", "", text_origin="title")]
    assert stories_of(empty) == {"e1": "e1", "e2": "e2"}


def test_a_part_is_what_taking_its_rows_gives() -> None:
    members = members_of(news())
    part, taken = members.part(2, 5), members.take(np.arange(2, 5))
    for name in ("article_ids", "story_ids", "languages"):
        assert getattr(part, name) == getattr(taken, name)
    for name in ("days", "came", "offsets", "terms", "counts"):
        assert getattr(part, name).tolist() == getattr(taken, name).tolist(), name


def test_rows_are_taken_with_their_terms() -> None:
    members = members_of(news())
    taken = members.take(np.array([3, 0]))
    assert taken.article_ids == ("s3", "q0")
    for place, row in ((0, 3), (1, 0)):
        mine = taken.terms[taken.offsets[place] : taken.offsets[place + 1]]
        assert mine.tolist() == members.terms[members.offsets[row] : members.offsets[row + 1]].tolist()
