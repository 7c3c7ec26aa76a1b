"""Peoples that modify a noun are mentions of their country, except where they tell of a side or of work."""

import pytest

from tasks.extract.actors import load_actor_lexicon
from tasks.extract.somebody import find_adjectives

CASES = [
    ("an Indian proposal", ["IND"]),
    ("a Senegalese peace plan", ["SEN"]),
    ("a Saudi-owned weekly", []),
    ("a pro-Russian newspaper", []),
    ("the Iranian-made rockets", []),
    ("the American-led war", ["USA"]),
    ("ethnic Turkish villages", []),
]


@pytest.mark.parametrize(("text", "countries"), CASES)
def test_peoples_before_nouns(text: str, countries: list[str]) -> None:
    assert [span.actor.country for span in find_adjectives(text, load_actor_lexicon(), ())] == countries
