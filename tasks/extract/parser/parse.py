"""Sentences to trees and names with a spaCy pipeline."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from tasks.extract.parser.english import TITLES
from tasks.extract.parser.lemmas import lemma_of
from tasks.extract.syntax import NameKind, NameSpan, Node, Parse

# Longer ones are lists, tables or texts without stops: they take long and give nothing.
MOST_TOKENS = 400
MOST_CHARACTERS = 4_000
_BATCH = 64
_NAME_KINDS: dict[str, NameKind] = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC"}
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character, which cannot be written as UTF-8
_UNUSED = frozenset({"ner", "senter", "sentencizer", "textcat", "entity_ruler", "span_ruler"})
_LEMMATISERS = frozenset({"lemmatizer", "trainable_lemmatizer"})


class PipelineParser:
    """Parses with a spaCy pipeline that speaks UD."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._english = pipeline.lang == "en"
        if self._english:
            _teach_titles(pipeline.tokenizer)
        unused = _UNUSED | (_LEMMATISERS if self._english else frozenset())
        self._not_for_trees = [name for name in pipeline.pipe_names if name in unused]
        self._not_for_names = [name for name in pipeline.pipe_names if not _serves_names(pipeline, name)]

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """A tree for each sentence, in order; an empty one for an empty or a very long sentence."""
        # What the vocabulary learns of new words is forgotten with the zone: memory stays flat over any number.
        with self._pipeline.memory_zone():
            return [self._tree(*found) for found in self._run(sentences, self._not_for_trees)]

    def names(self, sentences: Sequence[str]) -> list[tuple[NameSpan, ...]]:
        """The names of each sentence, in order; none where the pipeline does not find names."""
        if len(self._not_for_names) == len(self._pipeline.pipe_names):
            return [()] * len(sentences)
        with self._pipeline.memory_zone():
            return [_names(*found) for found in self._run(sentences, self._not_for_names)]

    def _run(self, sentences: Sequence[str], without: list[str]) -> Iterator[tuple[Doc, list[int]]]:
        offsets: list[list[int]] = []
        documents: list[Doc] = []
        for sentence in sentences:
            document, starts = self._document(sentence)
            documents.append(document)
            offsets.append(starts)
        return zip(self._pipeline.pipe(documents, batch_size=_BATCH, disable=without), offsets, strict=True)

    def _document(self, sentence: str) -> tuple[Doc, list[int]]:
        """The words of a sentence, without white space, and where each starts."""
        vocab = self._pipeline.vocab
        if len(sentence) > MOST_CHARACTERS:
            return Doc(vocab), []
        document = self._pipeline.tokenizer(_SURROGATE.sub("\ufffd", sentence))
        words = [token for token in document if not token.is_space]
        if len(words) > MOST_TOKENS:
            return Doc(vocab), []
        # It is one sentence: the parser may not cut it.
        starts: list[bool | int | None] = [number == 0 for number in range(len(words))]
        spaces = [bool(token.whitespace_) for token in words]
        whole = Doc(vocab, [token.text for token in words], spaces, sent_starts=starts)
        return whole, [token.idx for token in words]

    def _tree(self, document: Doc, starts: list[int]) -> Parse:
        if not starts:
            return Parse()
        strings = self._pipeline.vocab.strings
        columns = document.to_array(["HEAD", "DEP", "POS", "MORPH"]).T
        labels = [strings[number] for number in columns[1].tolist()]
        tags = [strings[number] for number in columns[2].tolist()]
        features = [_features(strings[number]) for number in columns[3].tolist()]
        heads = (columns[0].astype(np.int64) + np.arange(len(starts))).tolist()
        _join_roots(heads, labels, tags)
        texts = [token.text for token in document]
        if self._english:
            lemmas = [lemma_of(text, tag) for text, tag in zip(texts, tags, strict=True)]
        else:
            lemmas = [token.lemma_.lower() for token in document]
        ends = [start + len(text) for start, text in zip(starts, texts, strict=True)]
        return Parse(tuple(map(Node, starts, ends, lemmas, tags, features, heads, labels)))


def _teach_titles(tokenizer: Any) -> None:
    if hasattr(tokenizer, "add_special_case"):  # a tokeniser of another make has rules of its own
        for title in TITLES:
            tokenizer.add_special_case(title, [{"ORTH": title}])


def _join_roots(heads: list[int], labels: list[str], tags: list[str]) -> None:
    """Leave one root, the first that is no punctuation; the others depend on it."""
    roots = [number for number, head in enumerate(heads) if head == number]
    main = next((number for number in roots if tags[number] != "PUNCT"), roots[0])
    for number in roots:
        heads[number] = main
        labels[number] = "punct" if tags[number] == "PUNCT" else "parataxis"
    labels[main] = "root"


def _names(document: Doc, starts: list[int]) -> tuple[NameSpan, ...]:
    return tuple(
        NameSpan(starts[name.start], starts[name.end - 1] + len(document[name.end - 1]), kind)
        for name in document.ents
        if (kind := _NAME_KINDS.get(name.label_)) is not None
    )


@lru_cache(maxsize=5_000)
def _features(written: str) -> frozenset[str]:
    return frozenset(written.split("|")) if written not in ("", "_") else frozenset()


def _serves_names(pipeline: Language, name: str) -> bool:
    # A component may work on what another one computes for it and for others.
    listeners = getattr(pipeline.get_pipe(name), "listening_components", [])
    return name == "ner" or "ner" in listeners
