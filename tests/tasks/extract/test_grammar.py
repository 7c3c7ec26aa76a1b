"""Verb groups and clauses on plain sentences."""

import pytest

from tasks.extract.actors import find_actors, load_actor_lexicon
from tasks.extract.clauses import Clauses
from tasks.extract.codebook import load_codebook
from tasks.extract.grammar import Tagger
from tasks.extract.tokens import tokenise


def _clauses(text: str, *, is_title: bool = False) -> Clauses:
    codebook, words = load_codebook(), tokenise(text)
    actors = find_actors(text, load_actor_lexicon())
    taken = frozenset(k for k, word in enumerate(words) for a in actors if a.start <= word.start < a.end)
    verbs = Tagger(words, codebook.verbs, codebook.words, taken, is_title).verbs()
    return Clauses(words, verbs, codebook.words, taken)


def _shown(clauses: Clauses) -> list[tuple[str, str, bool]]:
    words = clauses.words
    return [
        (" ".join(word.text for word in words[verb.first : verb.head + 1]), verb.shape, verb.passive)
        for verb in clauses.verbs
    ]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Troops shelled the town.", [("shelled", "finite", False)]),
        ("Two men were arrested.", [("were arrested", "finite", True)]),
        ("The town has been shelled.", [("has been shelled", "finite", True)]),
        ("Police have arrested two men.", [("have arrested", "finite", False)]),
        ("Kenya will send troops.", [("will send", "finite", False)]),
        ("The town captured by rebels was quiet.", [("captured", "reduced", True)]),
        ("Rebels agreed to disarm.", [("agreed", "finite", False), ("to disarm", "infinitive", False)]),
        ("Police fired, killing two.", [("fired", "finite", False), ("killing", "gerund", False)]),
        ("The killing of two soldiers angered Chad.", [("angered", "finite", False)]),
        (
            "Six people were killed or wounded.",
            [("were killed", "finite", True), ("wounded", "finite", True)],
        ),
        ("Helicopters evacuated wounded civilians.", [("evacuated", "finite", False)]),
        ("Attacks on the village have increased.", [("have increased", "finite", False)]),
        ("Troops on Monday shelled the town.", [("shelled", "finite", False)]),
        ("He stood by his words.", [("stood", "finite", False)]),
        ("India and China held trade talks.", [("held", "finite", False)]),
    ],
)
def test_verb_groups(text: str, verbs: list[tuple[str, str, bool]]) -> None:
    assert _shown(_clauses(text)) == verbs


@pytest.mark.parametrize(
    ("title", "verbs"),
    [
        ("Taliban attacks army base in Kabul", [("attacks", "finite", False)]),
        ("Three killed in attack on church", [("killed", "reduced", True)]),
        ("Iran fires missile over Iraq", [("fires", "finite", False)]),
    ],
)
def test_headlines(title: str, verbs: list[tuple[str, str, bool]]) -> None:
    assert _shown(_clauses(title, is_title=True)) == verbs


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        (
            "The president of Chad, Idriss Deby, met the minister.",
            "met",
            "The president of Chad , Idriss Deby ,",
        ),
        ("Soldiers, who came on Sunday, shot a man and arrested two.", "arrested", "Soldiers"),
        ("The minister said rebels had shelled the town.", "shelled", "rebels"),
        ("Police, who fired on the crowd, left.", "fired", "Police"),
        ("Troops opened fire, killing five.", "killing", "Troops"),
        ("Rebels began to withdraw.", "withdraw", "Rebels"),
        ("The town captured by rebels is quiet.", "captured", "The town"),
    ],
)
def test_subjects(text: str, verb: str, subject: str) -> None:
    clauses = _clauses(text)
    number = next(n for n, v in enumerate(clauses.verbs) if clauses.words[v.head].text == verb)
    start, end = clauses.subject(number)
    assert " ".join(word.text for word in clauses.words[start:end]) == subject
