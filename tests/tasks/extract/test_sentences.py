"""Sentences and datelines as news text has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.sentences import Dateline, dateline, split_sentences

CUTS = [
    ("Troops left. Nobody saw them go.", ["Troops left.", "Nobody saw them go."]),
    ("The U.S. Army left the base. It was late.", ["The U.S. Army left the base.", "It was late."]),
    (
        "Gen. Idris Kwame met Mr. Oduya on Nov. 3 in St. Kitts.",
        ["Gen. Idris Kwame met Mr. Oduya on Nov. 3 in St. Kitts."],
    ),
    (
        "It was No. 7. The answer was no. Nobody argued.",
        ["It was No. 7.", "The answer was no.", "Nobody argued."],
    ),
    ("Prices rose 3.5 percent. Wages did not.", ["Prices rose 3.5 percent.", "Wages did not."]),
    ("He lives in the U.S. The trial is there.", ["He lives in the U.S.", "The trial is there."]),
    ("J. K. Abara spoke first. Others followed.", ["J. K. Abara spoke first.", "Others followed."]),
    ('"We will stay." The crowd cheered.', ['"We will stay."', "The crowd cheered."]),
    ("Who fired? Nobody knows! Police are looking.", ["Who fired?", "Nobody knows!", "Police are looking."]),
    ("Tools, e.g. Spades, were taken.", ["Tools, e.g. Spades, were taken."]),
    ("No stop here\n\nA new paragraph", ["No stop here", "A new paragraph"]),
    ("One line\nof a wrapped paragraph. Next.", ["One line\nof a wrapped paragraph.", "Next."]),
    ("It cost $4. million is a lot.", ["It cost $4. million is a lot."]),
    ("", []),
    ("   \n\n  ", []),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_cuts(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == expected


def test_the_title_is_sentence_zero_whatever_stands_in_it() -> None:
    title = "Army fires. Crowd flees"
    found = split_sentences(f"{title}\n\nIt began at noon. It ended soon.", len(title))
    assert [(s.number, s.is_title, s.text) for s in found] == [
        (0, True, title),
        (1, False, "It began at noon."),
        (2, False, "It ended soon."),
    ]


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from(list(" .\n\"'AaZz.?!3"))), max_size=200),
    st.integers(0, 20),
)
def test_sentences_slice_back_in_order(text: str, title_length: int) -> None:
    end = 0
    for position, sentence in enumerate(split_sentences(text, min(title_length, len(text)))):
        assert text[sentence.start : sentence.end] == sentence.text != ""
        assert sentence.start >= end
        assert position in (sentence.number, sentence.number - 1)
        end = sentence.end


DATELINES = [
    ("KYIV, Nov 3 (Agency) - Shells fell.", "KYIV", "Nov 3", "Shells fell."),
    ("BEIRUT (Reuters) — Thousands marched.", "BEIRUT", None, "Thousands marched."),
    ("Nairobi, 14 October: The court sat.", "Nairobi", "14 October", "The court sat."),
    ("TOKYO — Ministers met.", "TOKYO", None, "Ministers met."),
    ("PORT-AU-PRINCE, Haiti (AP) -- Gangs fought.", "PORT-AU-PRINCE, Haiti", None, "Gangs fought."),
    ("WASHINGTON, D.C. — A vote was held.", "WASHINGTON, D.C.", None, "A vote was held."),
]


@pytest.mark.parametrize(("text", "place", "day", "rest"), DATELINES)
def test_dateline(text: str, place: str, day: str | None, rest: str) -> None:
    found = dateline(text)
    assert found == Dateline(place, day, 0, len(text) - len(rest))


@pytest.mark.parametrize(
    "text",
    [
        "Paris - the city of light - slept.",
        "Police said: go home.",
        "Erdogan: Syria must act",
        "Troops left the town on Monday.",
        "US - what next?",
        "",
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None
