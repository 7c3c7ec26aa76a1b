"""Verb forms by rule and by list."""

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.inflect import inflect


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("shell", {"shells", "shelled", "shelling"}),
        ("seize", {"seizes", "seized", "seizing"}),
        ("stab", {"stabs", "stabbed", "stabbing"}),
        ("deploy", {"deploys", "deployed", "deploying"}),
        ("rally", {"rallies", "rallied", "rallying"}),
        ("clash", {"clashes", "clashed", "clashing"}),
        ("flee", {"flees", "fled", "fleeing"}),
        ("free", {"frees", "freed", "freeing"}),
        ("kidnap", {"kidnaps", "kidnapped", "kidnapping"}),
        ("veto", {"vetoes", "vetoed", "vetoing"}),
        ("visit", {"visits", "visited", "visiting"}),
        ("shoot", {"shoots", "shot", "shooting"}),
        ("throw", {"throws", "threw", "thrown", "throwing"}),
    ],
)
def test_forms(lemma: str, forms: set[str]) -> None:
    lexicon = load_codebook().verbs
    known = {form for form, analyses in lexicon.forms.items() if lemma in {found for found, _ in analyses}}
    assert known == forms | {lemma}


def test_irregular_forms_replace_the_rule() -> None:
    found = inflect("strike", {"strike": ("struck", "struck/stricken")}, ())
    assert {form for form, tense in found if tense == "participle"} == {"struck", "stricken"}
