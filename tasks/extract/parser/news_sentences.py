"""Sentences and headlines with their trees, made from the patterns in news_patterns.toml."""

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lemminflect import getInflection
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tasks.errors import ConfigError

PATTERNS = Path(__file__).with_name("news_patterns.toml")
_NO_SPACE_BEFORE = frozenset({",", ".", "'s", "-"})
_NO_SPACE_AFTER = frozenset({"-"})
_INFLECTIONS = {"VDS": "VBD", "VDP": "VBD", "VPS": "VBN"}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a pattern or phrase; ``head`` counts from 1, 0 being the root or the phrase's head."""

    form: str
    tag: str
    head: int
    label: str


class NewsSentences:
    """Draws sentences from patterns; the same seed gives the same ones."""

    def __init__(self, seed: int, patterns: Path = PATTERNS) -> None:
        listed = tomllib.loads(patterns.read_text(encoding="utf-8"))
        self._path = patterns
        self._dice = random.Random(seed)
        self._tags: dict[str, str] = listed["tags"]
        self._verbs = {name: verbs.split() for name, verbs in listed["verbs"].items()}
        self._phrases: dict[str, list[str]] = listed["phrases"]
        self._patterns: list[dict[str, Any]] = listed["pattern"]

    def documents(self, vocab: Vocab, each: int) -> Iterator[Doc]:
        """``each`` sentences of every pattern, shuffled."""
        chosen = [
            (pattern, group["kind"] == "sentence")
            for group in self._patterns
            for pattern in group["words"]
            for _ in range(each)
        ]
        self._dice.shuffle(chosen)
        for pattern, is_sentence in chosen:
            yield self._document(vocab, self._filled(pattern, with_articles=is_sentence))

    def _filled(self, pattern: str, *, with_articles: bool) -> list[_Word]:
        """The words of a pattern with its phrases in place and heads counted through."""
        items = [self._item(part, with_articles=with_articles) for part in pattern.split()]
        offsets: list[int] = []
        tops: list[int] = []
        for phrase, _, _ in items:
            offsets.append(sum(len(before) for before, _, _ in items[: len(offsets)]))
            tops.append(offsets[-1] + 1 + next(n for n, word in enumerate(phrase) if word.head == 0))
        return [
            _Word(word.form, word.tag, offset + word.head, word.label)
            if word.head
            else _Word(word.form, word.tag, tops[head - 1] if head else 0, label)
            for (phrase, head, label), offset in zip(items, offsets, strict=True)
            for word in phrase
        ]

    def _item(self, part: str, *, with_articles: bool) -> tuple[list[_Word], int, str]:
        what, _, relation = part.rpartition("@")
        head, _, label = relation.partition(":")
        if not what or not head.isdigit() or not label:
            raise ConfigError(f"{part!r} is not form/TAG@HEAD:LABEL", self._path)
        if not what.startswith("{"):
            return [self._word(f"{what}@0:")], int(head), label
        name, _, form = what.strip("{}").partition(":")
        if form:
            return [self._verb(name, form)], int(head), label
        words = [self._word(written) for written in self._drawn(self._phrases, name).split()]
        return (self._with_article(words) if with_articles else words), int(head), label

    def _with_article(self, words: list[_Word]) -> list[_Word]:
        # Headlines drop it, sentences do not.
        top = next(number for number, word in enumerate(words) if word.head == 0)
        if words[top].tag != "NN" or any(word.tag in ("DT", "POS") for word in words):
            return words
        moved = [_Word(word.form, word.tag, word.head + 1 if word.head else 0, word.label) for word in words]
        return [self._word(f"the/DT@{top + 2}:det"), *moved]

    def _word(self, written: str) -> _Word:
        word, _, relation = written.partition("@")
        form, _, tag = word.rpartition("/")
        head, _, label = relation.partition(":")
        if tag not in self._tags:
            raise ConfigError(f"{written!r} has no tag that [tags] lists", self._path)
        return _Word(form, tag, int(head or 0), label)

    def _verb(self, name: str, tag: str) -> _Word:
        lemma = self._drawn(self._verbs, name)
        return _Word(getInflection(lemma, _INFLECTIONS.get(tag, tag))[0], tag, 0, "")

    def _drawn(self, groups: Mapping[str, list[str]], name: str) -> str:
        if name not in groups:
            raise ConfigError(f"there are no phrases or verbs named {name!r}", self._path)
        return self._dice.choice(groups[name])

    def _document(self, vocab: Vocab, words: list[_Word]) -> Doc:
        forms = [word.form for word in words]
        forms[0] = forms[0][:1].upper() + forms[0][1:]
        kinds = [self._tags[word.tag].partition(" ") for word in words]
        return Doc(
            vocab,
            forms,
            [_spaced(form, after) for form, after in zip(forms, [*forms[1:], "."], strict=True)],
            pos=[upos for upos, _, _ in kinds],
            morphs=[features for _, _, features in kinds],
            heads=[word.head - 1 if word.head else number for number, word in enumerate(words)],
            deps=[word.label if word.head else "ROOT" for word in words],
        )


def _spaced(form: str, after: str) -> bool:
    return after not in _NO_SPACE_BEFORE and form not in _NO_SPACE_AFTER
