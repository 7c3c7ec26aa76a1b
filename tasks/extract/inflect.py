"""English verb forms."""

from collections.abc import Collection, Mapping

VOWELS = "aeiou"


def _doubles(lemma: str, doubling: Collection[str]) -> bool:
    """Whether the last letter doubles before -ed and -ing: one short stressed syllable, or listed."""
    if lemma in doubling:
        return True
    if len(lemma) < 3 or lemma[-1] in VOWELS + "wxyh":
        return False
    vowels = sum(letter in VOWELS for letter in lemma)
    return vowels == 1 and lemma[-2] in VOWELS and lemma[-3] not in VOWELS


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _regular(lemma: str, doubling: Collection[str]) -> tuple[str, str]:
    """Past and gerund by rule."""
    if lemma.endswith("ie"):
        return lemma + "d", lemma[:-2] + "ying"
    if lemma.endswith("e"):
        gerund = lemma + "ing" if lemma.endswith(("ee", "oe", "ye")) else lemma[:-1] + "ing"
        return lemma + "d", gerund
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ied", lemma + "ing"
    stem = lemma + lemma[-1] if _doubles(lemma, doubling) else lemma
    return stem + "ed", stem + "ing"


def inflect(
    lemma: str, irregular: Mapping[str, tuple[str, str]], doubling: Collection[str]
) -> frozenset[tuple[str, str]]:
    """Every (form, tense) of a verb; tenses are base, third, past, participle and gerund."""
    past, gerund = _regular(lemma, doubling)
    pasts, participles = [past], [past]
    if lemma in irregular:
        pasts, participles = (listed.split("/") for listed in irregular[lemma])
    forms = {(lemma, "base"), (_third(lemma), "third"), (gerund, "gerund")}
    forms |= {(form, "past") for form in pasts} | {(form, "participle") for form in participles}
    if lemma.endswith("l") and lemma[-2] in "ae" and lemma not in irregular:
        forms |= {(lemma + "ling", "gerund"), (lemma + "led", "past"), (lemma + "led", "participle")}
    return frozenset(forms)
