"""Trees over words: written by hand, so that no model decides what the grammar is tested on."""

from collections.abc import Callable

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.grammar import Tagger
from tasks.extract.syntax import Node, Parse
from tasks.extract.tokens import tokenise
from tasks.extract.tree import Tree, tree_of
from tasks.extract.tree_clauses import TreeClauses, merged
from tasks.extract.tree_verbs import TreeTagger
from tasks.extract.verbs import Verb

FIN, PASS, PERF, ING, INF = (
    "Tense=Past VerbForm=Fin",
    "Tense=Past VerbForm=Part Voice=Pass",
    "Tense=Past VerbForm=Part",
    "Tense=Pres VerbForm=Part",
    "VerbForm=Inf",
)


LEMMAS = {"said": "say"}


def parsed(written: str) -> tuple[str, Parse]:
    """A sentence and its parse from "word/UPOS/head/deprel[/feats]"; heads count from 1, 0 is the root."""
    rows = [tuple(token.split("/")) for token in written.split("  ")]
    text, nodes = "", []
    for number, (form, upos, head, deprel, *feats) in enumerate(rows):
        glued = form.startswith("_")
        form = form.lstrip("_")
        text += "" if glued or not text else " "
        above = int(head) - 1 if int(head) else number
        told = frozenset(feats[0].split()) if feats else frozenset()
        nodes.append(
            Node(len(text), len(text) + len(form), LEMMAS.get(form, form.lower()), upos, told, above, deprel)
        )
        text += form
    return text, Parse(tuple(nodes))


def read(written: str) -> tuple[tuple[str, ...], Tree, TreeClauses]:
    text, parse = parsed(written)
    words = tokenise(text)
    tree = tree_of(words, parse)
    assert tree is not None
    book = load_codebook()
    found = TreeTagger(words, tree, book.verbs, book.words, frozenset()).verbs()
    shallow = Tagger(words, book.verbs, book.words, frozenset(), False).verbs()
    verbs = merged(shallow, found, tree)
    heads = frozenset(verb.head for verb in found)
    clauses = TreeClauses(words, verbs, book.words, frozenset(), tree, heads)
    return tuple(word.text for word in words), tree, clauses


SHELLED = (
    f"Russian/ADJ/2/amod  troops/NOUN/3/nsubj  shelled/VERB/0/root/{FIN}  a/DET/5/det  school/NOUN/3/obj  "
    "in/ADP/7/case  Kharkiv/PROPN/3/obl  ./PUNCT/3/punct"
)
ARRESTED = (
    f"Two/NUM/2/nummod  men/NOUN/4/nsubj:pass  were/AUX/4/aux:pass  arrested/VERB/0/root/{PASS}  by/ADP/6/case  "
    "police/NOUN/4/obl:agent"
)
URGED = (
    f"Oslo/PROPN/2/nsubj  urged/VERB/0/root/{FIN}  Lima/PROPN/2/iobj  to/PART/5/mark  close/VERB/2/xcomp/{INF}  "
    "its/PRON/7/nmod:poss  port/NOUN/5/obj"
)
THREATENED = (
    f"Chad/PROPN/2/nsubj  threatened/VERB/0/root/{FIN}  to/PART/4/mark  close/VERB/2/xcomp/{INF}  "
    f"camps/NOUN/4/obj  and/CCONJ/7/cc  expel/VERB/4/conj/{INF}  refugees/NOUN/7/obj"
)
WHO = (
    f"Rebels/NOUN/6/nsubj  who/PRON/3/nsubj  burned/VERB/1/acl:relcl/{FIN}  two/NUM/5/nummod  villages/NOUN/3/obj  "
    f"fled/VERB/0/root/{FIN}  to/ADP/8/case  Goma/PROPN/6/obl"
)
TOLD = (
    f"Jets/NOUN/2/nsubj  bombed/VERB/0/root/{FIN}  a/DET/4/det  camp/NOUN/2/obj  ,/PUNCT/8/punct  the/DET/7/det  "
    f"navy/NOUN/8/nsubj  said/VERB/2/parataxis/{FIN}  ,/PUNCT/10/punct  killing/VERB/8/advcl/{ING}  six/NUM/10/obj"
)
KILLING = (
    f"Jets/NOUN/2/nsubj  bombed/VERB/0/root/{FIN}  a/DET/4/det  camp/NOUN/2/obj  ,/PUNCT/6/punct  "
    f"killing/VERB/2/advcl/{ING}  six/NUM/8/nummod  guards/NOUN/6/obj"
)


def _spans(written: str, pick: Callable[[TreeClauses, int], tuple[int, int]]) -> dict[str, str]:
    texts, _, clauses = read(written)
    found = {}
    for number, verb in enumerate(clauses.verbs):
        start, end = pick(clauses, number)
        found[texts[verb.head]] = " ".join(texts[start:end])
    return found


@pytest.mark.parametrize(
    ("written", "subjects"),
    [
        (SHELLED, {"shelled": "Russian troops"}),
        (ARRESTED, {"arrested": "Two men"}),
        (URGED, {"urged": "Oslo", "close": "Lima"}),
        (THREATENED, {"threatened": "Chad", "close": "Chad", "expel": "Chad"}),
        (WHO, {"burned": "Rebels", "fled": "Rebels"}),
        (KILLING, {"bombed": "Jets", "killing": "Jets"}),
        (TOLD, {"bombed": "Jets", "said": "the navy", "killing": "Jets"}),
    ],
)
def test_subjects_by_voice_control_coordination_and_relative_clause(
    written: str, subjects: dict[str, str]
) -> None:
    assert _spans(written, lambda clauses, number: clauses.subject(number)) == subjects


@pytest.mark.parametrize(
    ("written", "verb", "complement"),
    [
        (SHELLED, "shelled", "a school in Kharkiv ."),
        (ARRESTED, "arrested", "by police"),
        (KILLING, "bombed", "a camp"),
        (WHO, "burned", "two villages"),
    ],
)
def test_complements_end_where_another_clause_begins(written: str, verb: str, complement: str) -> None:
    assert _spans(written, lambda clauses, number: clauses.complement(number))[verb] == complement


@pytest.mark.parametrize(
    ("written", "verb", "expected"),
    [
        (SHELLED, "shelled", ("finite", False)),
        (ARRESTED, "arrested", ("finite", True)),
        (URGED, "close", ("infinitive", False)),
        (THREATENED, "expel", ("infinitive", False)),
        (KILLING, "killing", ("gerund", False)),
        (f"protesters/NOUN/0/root  arrested/VERB/1/acl/{PASS}  on/ADP/4/case  Friday/PROPN/2/obl",
         "arrested", ("reduced", True)),
        (f"Men/NOUN/3/nsubj:pass  were/AUX/3/aux:pass  shot/VERB/0/root/{PASS}  or/CCONJ/5/cc  "
         f"wounded/VERB/3/conj/{PASS}", "wounded", ("finite", True)),
        (f"Peru/PROPN/3/nsubj  has/AUX/3/aux  expelled/VERB/0/root/{PERF}  two/NUM/5/nummod  envoys/NOUN/3/obj",
         "expelled", ("finite", False)),
    ],
)  # fmt: skip
def test_shape_and_voice(written: str, verb: str, expected: tuple[str, bool]) -> None:
    texts, _, clauses = read(written)
    found = {texts[one.head]: one for one in clauses.verbs}[verb]
    assert (found.shape, found.passive) == expected


def test_negation_and_modal_are_told() -> None:
    texts, _, clauses = read(
        "Cuba/PROPN/4/nsubj  will/AUX/4/aux  not/PART/4/advmod  attack/VERB/0/root/VerbForm=Inf  Haiti/PROPN/4/obj"
    )
    assert [(texts[v.head], v.modal, v.negated) for v in clauses.verbs] == [("attack", "will", True)]


def test_tokens_cut_finer_than_words_are_one_word() -> None:
    written = (
        f"Kurdish/ADJ/3/compound  _-/PUNCT/1/punct  _led/VERB/4/amod/{PASS}  forces/NOUN/5/nsubj  "
        f"left/VERB/0/root/{FIN}"
    )
    texts, tree, _ = read(written)
    assert texts == ("Kurdish-led", "forces", "left")
    assert tree.heads == (1, 2, 2)
    assert tree.rels == ("amod", "nsubj", "root")


def test_words_that_govern_each_other_by_their_parts_make_no_circle() -> None:
    written = "a/X/3/dep  _-/PUNCT/1/punct  b/X/0/root  c/X/2/dep"
    text, parse = parsed(written)
    tree = tree_of(tokenise(text), parse)
    assert tree is not None
    for at in range(len(tree.heads)):
        assert len(list(tree.up(at))) <= len(tree.heads)


@pytest.mark.parametrize(
    ("name", "preposition"),
    [("Kharkiv", "in"), ("school", ""), ("Russian", "")],
)
def test_prepositions_by_the_tree(name: str, preposition: str) -> None:
    text, parse = parsed(SHELLED)
    words = tokenise(text)
    tree = tree_of(words, parse)
    assert tree is not None
    at = [word.text for word in words].index(name)
    assert tree.preposition(at, at + 1, words) == preposition


def test_a_list_shares_its_preposition() -> None:
    written = (
        f"aid/NOUN/2/nsubj:pass  sent/VERB/0/root/{PASS}  to/ADP/4/case  Iran/PROPN/2/obl  ,/PUNCT/6/punct  "
        "Libya/PROPN/4/conj  and/CCONJ/8/cc  Cuba/PROPN/4/conj"
    )
    text, parse = parsed(written)
    words = tokenise(text)
    tree = tree_of(words, parse)
    assert tree is not None
    assert [tree.preposition(at, at + 1, words) for at in (3, 5, 7)] == ["to", "to", "to"]
    assert tree.lists(5, 6, range(3, 4))
    assert tree.lists(7, 8, range(3, 4))
    assert not tree.lists(3, 4, range(1))


@pytest.mark.parametrize(
    ("written", "attributive"),
    [
        (f"two/NUM/3/nummod  captured/VERB/3/amod/{PASS}  soldiers/NOUN/0/root", True),
        (f"of/ADP/3/case  besieged/VERB/3/amod/{PASS}  towns/NOUN/0/root", True),
        (f"Angola/PROPN/3/compound  deployed/VERB/3/amod/{PASS}  soldiers/NOUN/0/root", False),
    ],
)
def test_a_participle_in_a_noun_phrase_only_describes(written: str, attributive: bool) -> None:
    _, tree, _ = read(written)
    assert tree.attributive(1) is attributive


def test_no_parse_no_tree() -> None:
    assert tree_of(tokenise("Rebels fled."), Parse()) is None
    assert tree_of((), Parse()) is None


def test_verbs_that_only_the_words_show_are_kept() -> None:
    _, tree, clauses = read(
        f"Angola/PROPN/3/compound  deployed/VERB/3/amod/{PASS}  soldiers/NOUN/0/root  on/ADP/5/case  "
        "Friday/PROPN/3/nmod"
    )
    assert [verb.head for verb in clauses.verbs] == [1]
    assert merged((Verb(1, 1, ("deploy",), "finite"),), (), tree)[0].head == 1
