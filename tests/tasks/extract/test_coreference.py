"""Short names within a document: surnames after full names, acronyms after brackets."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.actors import find_actors, load_actor_lexicon
from tasks.extract.coreference import resolve_names
from tasks.extract.sentences import split_sentences
from tasks.extract.spans import ActorSpan, Sentence


def _found(text: str, title: str = "") -> tuple[tuple[Sentence, ...], list[tuple[ActorSpan, ...]]]:
    full = f"{title}\n\n{text}" if title else text
    sentences = split_sentences(full, len(title))
    lexicon = load_actor_lexicon()
    return sentences, resolve_names(sentences, [find_actors(s.text, lexicon) for s in sentences])


def _last(text: str) -> list[tuple[str, str, str, str]]:
    spans = _found(text)[1][-1]
    return [(s.actor.text, s.actor.name, s.actor.country, s.actor.sector) for s in spans]


DIALLO = "Foreign minister Amina Diallo of Ghana met traders. "
# a document, the actors of its last sentence as (words, name, country, sector)
RESOLVED = [
    (DIALLO + "Diallo smiled.", [("Diallo", "Amina Diallo", "GHA", "GOV")]),
    (DIALLO + "Then Mr Diallo smiled.", [("Diallo", "Amina Diallo", "GHA", "GOV")]),
    (DIALLO + "Rain caught Diallo's car.", [("Diallo", "Amina Diallo", "GHA", "GOV")]),
    (DIALLO + "On Monday Diallo smiled.", [("Diallo", "Amina Diallo", "GHA", "GOV")]),
    (DIALLO + "President Diallo smiled.", [("President Diallo", "Amina Diallo", "GHA", "GOV")]),
    (DIALLO + "It rained on Diallo Street.", []),
    (DIALLO + "Later, singer Youssouf Diallo smiled.", []),
    (DIALLO + "The Diallo-Keita show was dull.", []),
    ("Diallo smiled. " + "Nobody knew why.", []),
    ("Senator Ada Obi of Kenya met Senator Uche Obi of Nigeria. Then Obi smiled.", []),
    (
        "Ama Boateng, the foreign minister of Ghana, left. Boateng smiled.",
        [("Boateng", "Ama Boateng", "GHA", "GOV")],
    ),
    (
        "Turkey's envoy, Hasan Oz Demirel, left. Demirel smiled.",
        [("Demirel", "Hasan Oz Demirel", "TUR", "GOV")],
    ),
    ("In Lagos State, a spokesman for the Turkish army left. State smiled.", []),
    (
        "President Mohammed al-Rashidi of Yemen left. Rashidi smiled at al-Rashidi.",
        [
            ("Rashidi", "Mohammed al-Rashidi", "YEM", "GOV"),
            ("al-Rashidi", "Mohammed al-Rashidi", "YEM", "GOV"),
        ],
    ),
    ("South Korean envoy Kim Sung-dal left. Kim smiled.", [("Kim", "Kim Sung-dal", "KOR", "GOV")]),
    (
        "British minister Ann Brown left. Brown hills rose behind Brown.",
        [("Brown", "Ann Brown", "GBR", "GOV")],
    ),
    ("King Ahmed Saleh of Yemen left. Prince Ahmed Fadl of Yemen smiled.", None),
    (
        "The Front for Change (FFC) marched. The FFC sang.",
        [("FFC", "Front for Change", "", "")],
    ),
    (
        "The Workers Freedom Party (WFP) marched. The WFP sang.",
        [("WFP", "Workers Freedom Party", "", "PTY")],
    ),
    (
        "The World Food Programme (WFP) paid. The WFP sang.",
        [("WFP", "World Food Programme", "UNO", "")],
    ),
    (
        "The Farmers Union of Kenya (FUK) marched. Then FUK sang.",
        [("FUK", "Farmers Union of Kenya", "KEN", "LAB")],
    ),
    (
        "Kenya's election commission (EKCX) met. The EKCX sang.",
        [("EKCX", "Kenyan election commission", "KEN", "GOV")],
    ),
    ("Turkish police (AP) marched. The AP sang.", []),
    ("He paid a lot (FFQ) once. The FFQ sang.", []),
]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_the_last_sentence(text: str, expected: list[tuple[str, str, str, str]] | None) -> None:
    if expected is None:
        assert all(span.actor.name != "Ahmed Saleh" for span in _found(text)[1][-1])
    else:
        assert _last(text) == expected


def test_a_body_named_in_full_stands_in_place_of_its_parts() -> None:
    (spans,) = _found("The Farmers Union of Kenya (FUK) marched.")[1]
    assert [(s.actor.text, s.actor.country, s.kind) for s in spans] == [
        ("Farmers Union of Kenya", "KEN", "organisation")
    ]


@pytest.mark.parametrize("title", ["Diallo meets traders", "Diallo Meets Traders", "DIALLO MEETS TRADERS"])
def test_a_title_uses_what_the_text_introduces(title: str) -> None:
    spans = _found(DIALLO, title)[1][0]
    assert [(s.actor.name, s.actor.country) for s in spans if s.kind == "person"] == [("Amina Diallo", "GHA")]


_PIECES = st.sampled_from(
    [
        "Foreign minister Amina Diallo",
        "Diallo",
        "of Ghana",
        "(FFC)",
        "Front for Change",
        "FFC",
        ".",
        "al-",
        "'s",
        "\n\n",
    ]
)


@settings(max_examples=150)
@given(st.lists(_PIECES | st.text(max_size=5), max_size=25).map(" ".join))
def test_spans_slice_back_in_order_without_overlap(text: str) -> None:
    sentences, resolved = _found(text)
    assert len(resolved) == len(sentences)
    for sentence, spans in zip(sentences, resolved, strict=True):
        end = 0
        for span in spans:
            assert sentence.text[span.start : span.end] == span.actor.text != ""
            assert span.start >= end
            end = span.end


def test_an_article_takes_a_fraction_of_a_millisecond() -> None:
    text = (
        "Foreign minister Amina Diallo of Ghana met the Front for Change (FFC). Diallo smiled at FFC. " * 15
    )
    sentences = split_sentences(text)
    spans = [find_actors(sentence.text, load_actor_lexicon()) for sentence in sentences]
    best = min(_seconds(sentences, spans) for _ in range(5))
    assert best < 0.01


def _seconds(sentences: tuple[Sentence, ...], spans: list[tuple[ActorSpan, ...]]) -> float:
    begin = time.perf_counter()
    resolve_names(sentences, spans)
    return time.perf_counter() - begin
