"""Which words can be verb forms, and what a verb does to the act that it governs."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from tasks.errors import ConfigError
from tasks.extract.inflect import inflect

Analysis = tuple[str, str]  # lemma, tense
Shape = Literal["finite", "infinitive", "gerund", "reduced"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb group: ``first`` is its first auxiliary, ``head`` the verb itself."""

    first: int
    head: int
    lemmas: tuple[str, ...]
    shape: Shape
    passive: bool = False
    modal: str = ""  # the modal auxiliary, if any
    negated: bool = False
    to: bool = False  # an infinitive with "to"


@dataclass(frozen=True, slots=True)
class VerbLexicon:
    """Verb forms with their analyses, and classes of verbs by lemma."""

    forms: Mapping[str, tuple[Analysis, ...]]
    speech: frozenset[str]
    unreal: frozenset[str]
    unreal_words: frozenset[str]
    nominal: frozenset[str]
    intransitive: frozenset[str]
    denying: frozenset[str]

    def tenses(self, word: str) -> frozenset[str]:
        """The tenses that a form can be."""
        return frozenset(tense for _, tense in self.forms.get(word, ()))


def read_verbs(path: Path, trigger_lemmas: frozenset[str]) -> VerbLexicon:
    """Every form of the verbs in ``verbs.toml`` and of the triggers' verbs."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        irregular = {lemma: (forms[0], forms[1]) for lemma, forms in table["irregular"].items()}
        doubling = frozenset(table["doubling"]["verbs"])
        lemmas = {*table["plain"]["verbs"], *table["speech"]["verbs"], *table["unreal"]["verbs"]}
    except (KeyError, IndexError, tomllib.TOMLDecodeError) as broken:
        raise ConfigError(f"not a list of verbs: {broken}", path) from broken
    forms: dict[str, list[Analysis]] = {}
    for lemma in sorted(lemmas | trigger_lemmas | irregular.keys()):
        for form, tense in sorted(inflect(lemma, irregular, doubling)):
            forms.setdefault(form, []).append((lemma, tense))
    return VerbLexicon(
        forms=MappingProxyType({form: tuple(found) for form, found in forms.items()}),
        speech=frozenset(table["speech"]["verbs"]),
        unreal=frozenset(table["unreal"]["verbs"]),
        unreal_words=frozenset(table["unreal"]["adjectives"]),
        nominal=frozenset(table["nominal"]["words"]),
        intransitive=frozenset(table["intransitive"]["verbs"]),
        denying=frozenset(table["denying"]["verbs"]),
    )
