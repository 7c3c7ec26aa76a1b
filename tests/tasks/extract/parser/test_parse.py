"""Trees and names of the shipped parser: their form on any text, and what they say of plain sentences."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tasks.extract.parser.load import load_parser
from tasks.extract.parser.parse import MOST_CHARACTERS, MOST_TOKENS, PipelineParser, _join_roots
from tasks.extract.syntax import Node, Parse, SentenceParser

PLAIN = "Five rebels were killed by Syrian troops in Deraa, Lt. Gen. Hassan Ali told reporters."


def _words(sentence: str, tree: Parse) -> list[str]:
    return [sentence[node.start : node.end] for node in tree.nodes]


def _arcs(sentence: str, tree: Parse) -> set[tuple[str, str, str]]:
    words = _words(sentence, tree)
    return {(words[n], node.deprel, words[node.head]) for n, node in enumerate(tree.nodes)}


def _is_a_tree(nodes: tuple[Node, ...]) -> bool:
    roots = [number for number, node in enumerate(nodes) if node.head == number]
    if len(roots) != 1 or nodes[roots[0]].deprel != "root":
        return False
    for number in range(len(nodes)):
        steps = 0
        while nodes[number].head != number and steps <= len(nodes):
            number, steps = nodes[number].head, steps + 1
        if number != roots[0]:
            return False
    return all(node.deprel != "root" for number, node in enumerate(nodes) if number != roots[0])


def test_a_plain_sentence(shipped: SentenceParser) -> None:
    (tree,) = shipped.parse([PLAIN])
    assert {
        ("rebels", "nsubj:pass", "killed"),
        ("troops", "obl:agent", "killed"),
        ("were", "aux:pass", "killed"),
    } <= (_arcs(PLAIN, tree))
    killed = tree.nodes[_words(PLAIN, tree).index("killed")]
    assert (killed.lemma, killed.upos) == ("kill", "VERB")
    assert {"Tense=Past", "VerbForm=Part", "Voice=Pass"} <= killed.feats


@pytest.mark.parametrize(
    "title", ["Lt.", "Col.", "Maj.", "Capt.", "Sgt.", "Brig.", "Cmdr.", "Gen.", "Pres.", "Amb.", "Reps."]
)
def test_the_stop_of_a_title_belongs_to_it(shipped: SentenceParser, title: str) -> None:
    sentence = f"Rebels freed {title} Ahmed Saleh on Friday."
    (tree,) = shipped.parse([sentence])
    assert title in _words(sentence, tree)
    assert _words(sentence, tree)[-1] == "."


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("", []),
        (" \n\t ", []),
        ("Troops  left.", ["Troops", "left", "."]),
        ("  Troops\n\nleft\u00a0Mali .\n", ["Troops", "left", "Mali", "."]),
        ("Troops didn’t leave", ["Troops", "did", "n’t", "leave"]),
        ("half a \ud83d character", ["half", "a", "\ud83d", "character"]),
        ("Clashes 🚨 erupt", ["Clashes", "🚨", "erupt"]),
    ],
)
def test_offsets_slice_the_words_and_never_white_space(
    shipped: SentenceParser, sentence: str, words: list[str]
) -> None:
    (tree,) = shipped.parse([sentence])
    assert _words(sentence, tree) == words


@given(st.text(alphabet=st.characters(), max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_one_tree_of_its_own_characters(text: str) -> None:
    parser = load_parser()
    (tree,) = parser.parse([text])
    covered = "".join(_words(text, tree))
    assert covered == "".join(text.split()) or not tree.nodes or _only_spaces_differ(text, tree)
    assert not tree.nodes or _is_a_tree(tree.nodes)
    for name in parser.names([text])[0]:
        assert text[name.start : name.end].strip()


def _only_spaces_differ(text: str, tree: Parse) -> bool:
    # A token may hold white space of an odd kind; what lies between tokens is nothing else.
    ends = [0, *(node.end for node in tree.nodes)]
    starts = [*(node.start for node in tree.nodes), len(text)]
    return all(not text[end:start].strip() for end, start in zip(ends, starts, strict=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia accused Ukraine of attacking a bridge. Kyiv denied it! It is not so.",
        "No. No. No.",
        '"We will fight," he said. "We will win."',
        "...",
        "- - -",
        "( [ { } ] )",
    ],
)
def test_a_sentence_has_one_root_even_if_it_reads_like_several(
    shipped: SentenceParser, sentence: str
) -> None:
    (tree,) = shipped.parse([sentence])
    assert _is_a_tree(tree.nodes)


def test_too_long_for_a_sentence_is_not_parsed(shipped: SentenceParser) -> None:
    just = "war " * MOST_TOKENS
    texts = [
        just,
        "war " * (MOST_TOKENS + 1),
        "word " * 5_000,
        "x" * (MOST_CHARACTERS + 1),
        "(" * MOST_CHARACTERS,
    ]
    assert [len(tree.nodes) for tree in shipped.parse(texts)] == [MOST_TOKENS, 0, 0, 0, 0]
    assert shipped.names(texts[1:]) == [()] * 4


def test_a_batch_gives_what_each_sentence_gives_alone(shipped: SentenceParser) -> None:
    sentences = [
        PLAIN,
        "",
        "Troops left.",
        "word " * 500,
        "Police in Nairobi fired tear gas at students.",
    ] * 20
    assert shipped.parse(sentences) == [tree for text in sentences for tree in shipped.parse([text])]
    assert shipped.names(sentences) == [names for text in sentences for names in shipped.names([text])]
    assert shipped.parse([]) == []


def test_names(shipped: SentenceParser) -> None:
    sentence = "Police in  Nairobi arrested Peter Otieno on Friday."
    (names,) = shipped.names([sentence])
    assert ("Nairobi", "LOC") in {(sentence[name.start : name.end], name.kind) for name in names}
    assert ("Peter Otieno", "PER") in {(sentence[name.start : name.end], name.kind) for name in names}


def test_new_words_are_forgotten(small_pipeline: Language) -> None:
    parser = PipelineParser(small_pipeline)
    before = len(small_pipeline.vocab.strings)
    parser.parse([f"Blorkians{number} shot the zimfelt{number}." for number in range(200)])
    assert len(small_pipeline.vocab.strings) - before < 20


def test_a_pipeline_without_a_name_finder_finds_no_names(small_pipeline: Language) -> None:
    small_pipeline.remove_pipe("ner")
    assert PipelineParser(small_pipeline).names([PLAIN, ""]) == [(), ()]


@pytest.mark.parametrize(
    ("heads", "labels", "tags", "joined"),
    [
        ([0], ["ROOT"], ["VERB"], ([0], ["root"])),
        ([0], ["dep"], ["PUNCT"], ([0], ["root"])),
        (
            [0, 1, 1, 3],
            ["ROOT", "ROOT", "obj", "ROOT"],
            ["PUNCT", "VERB", "NOUN", "VERB"],
            ([1, 1, 1, 1], ["punct", "root", "obj", "parataxis"]),
        ),
    ],
)
def test_later_roots_depend_on_the_first(
    heads: list[int], labels: list[str], tags: list[str], joined: tuple[list[int], list[str]]
) -> None:
    _join_roots(heads, labels, tags)
    assert (heads, labels) == joined
