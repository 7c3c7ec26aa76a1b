"""The scan before the parser: what it lets through, and that nothing is lost by it."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.candidates import find_candidates
from tasks.extract.codebook import load_codebook
from tasks.extract.frames import Frame
from tasks.extract.prefilter import TriggerScan
from tasks.extract.reading import read_sentence
from tasks.extract.sentences import split_sentences
from tasks.extract.spans import Sentence
from tests.eval.gold import load_gold, load_sample

scan = cache(lambda: TriggerScan(load_codebook()))


def fires(sentence: Sentence) -> bool:
    return bool(find_candidates(read_sentence(sentence, (), (), (), load_codebook())))


def told_in_gold() -> list[Sentence]:
    documents = [item.document for item in (*load_gold(), *load_sample())]
    return [
        sentence
        for document in documents
        for sentence in split_sentences(document.full_text, len(document.title or ""))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish warplanes were bombing villages.", True),
        ("Rebels OPENED FIRE on the convoy", True),
        ("Three dead in a Texas shooting", True),
        ("Parliament won't accept the terms.", True),
        ("They’ve held talks with the rebels.", True),
        ("Army-attacked villages lie empty", True),
        ("The soup is served with bread and dill.", False),
        ("Rain fell on the northern valleys during the night.", False),
        ("Openness matters most in a marriage.", False),
        ("The fire was out by noon.", False),  # to fire takes what is fired
        ("They have a cow, and milk it before they go to bed at night.", False),  # "have" and "to" far apart
        ("They have now again to leave.", True),
        ("The fire killed eleven cows.", True),  # the grammar has to decide
        ("", False),
        ("12 — 14 … ?", False),
    ],
)
def test_may_hold_event(text: str, expected: bool) -> None:
    assert scan().may_hold_event(text) is expected


def test_no_sentence_with_a_candidate_is_ruled_out() -> None:
    examples = [Sentence(0, 0, len(f.example), f.example) for f in load_codebook().frames]
    lost = [s.text for s in (*examples, *told_in_gold()) if fires(s) and not scan().may_hold_event(s.text)]
    assert lost == []


def test_much_of_what_has_no_candidate_is_ruled_out() -> None:
    silent = [sentence for sentence in told_in_gold() if not fires(sentence)]
    ruled_out = sum(not scan().may_hold_event(sentence.text) for sentence in silent)
    assert ruled_out >= 0.5 * len(silent) > 0


@given(
    st.sampled_from(load_codebook().frames),
    st.sampled_from([str.upper, str.title, str.lower, str.strip]),
    st.text(alphabet=" ,.;:-–—\"'’()12", max_size=5),
)
def test_neither_case_nor_marks_hide_a_trigger(
    frame: Frame, change: Callable[[str], str], marks: str
) -> None:
    text = f"{marks} {change(frame.example)} {marks}".strip()
    sentence = Sentence(0, 0, len(text), text)
    assert scan().may_hold_event(text) or not fires(sentence)
