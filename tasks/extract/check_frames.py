"""Whether frames can win: their examples, and phrases that another frame takes away."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from tasks.extract.codebook import Codebook
from tasks.extract.coder import code_document
from tasks.extract.flaws import Flaw
from tasks.extract.frames import Frame, Pattern, Phrase, patterns_of, read_frames
from tasks.extract.parser.load import load_parser
from tasks.extract.sentences import split_sentences
from tasks.extract.syntax import NameSpan, Parse, SentenceParser
from tasks.records import Document

EXAMPLES_DAY = datetime(2026, 7, 15, 12, tzinfo=UTC)  # "on Monday" in an example must be in its past
# What two frames may differ in while one still takes every sentence from the other.
_NO_CONDITION = frozenset(
    {
        "rule_id",
        "event_type",
        "example",
        "verb",
        "noun",
        "adj",
        "object",
        "modes",
        "cameo",
        "also",
        "to",
        "by",
    }
    | {"actor_from", "place_target", "weak", "forbidden", "needs"}
)
_CONDITIONS = tuple(field.name for field in fields(Frame) if field.name not in _NO_CONDITION)
_SHOWN = 3  # phrases named in one warning
Place = tuple[Path, int | None]


class _ParsedBefore:
    """Trees and names of sentences that were parsed together, which takes a third of the time of one by one."""

    def __init__(self, sentences: Sequence[str], parser: SentenceParser) -> None:
        self._parser = parser
        self._trees = dict(zip(sentences, parser.parse(sentences), strict=True))
        self._names = dict(zip(sentences, parser.names(sentences), strict=True))

    def parse(self, sentences: Sequence[str]) -> list[Parse]:
        """The tree of each sentence; a sentence that is new is parsed now."""
        known = [self._trees[sentence] for sentence in sentences if sentence in self._trees]
        return known if len(known) == len(sentences) else self._parser.parse(sentences)

    def names(self, sentences: Sequence[str]) -> list[tuple[NameSpan, ...]]:
        """The names of each sentence; those of a new one are looked for now."""
        known = [self._names[sentence] for sentence in sentences if sentence in self._names]
        return known if len(known) == len(sentences) else self._parser.names(sentences)


def check_frames(codebook: Codebook, paths: Sequence[Path]) -> Iterator[Flaw]:
    """Every flaw of the frames that stand in these files."""
    places = dict(_places(paths))
    yield from _examples(codebook, places)
    yield from _taken_phrases(codebook, places)
    yield from _repeated_phrases(codebook, places)


def _places(paths: Sequence[Path]) -> Iterator[tuple[str, Place]]:
    """Where each rule stands."""
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        for frame in read_frames(path):
            name = re.escape(frame.rule_id.partition(".")[2])
            declares = re.compile(rf"""\bid\s*=\s*["']{name}["']""")
            at = next((n for n, line in enumerate(lines, start=1) if declares.search(line)), None)
            yield frame.rule_id, (path, at)


def _examples(codebook: Codebook, places: dict[str, Place]) -> Iterator[Flaw]:
    """An example that does not give its type is an error; one that another rule wins shows a dead rule."""
    examples = [frame.example for frame in codebook.frames]
    sentences = [sentence.text for example in examples for sentence in split_sentences(example, 0)]
    parser = _ParsedBefore(sentences, load_parser())
    for frame in codebook.frames:
        coding = code_document(Document(frame.rule_id, frame.example, None, EXAMPLES_DAY), codebook, parser)
        told = {event.event_type for event in coding.events}
        rules = {event.rule_id for event in coding.events}
        path, line = places[frame.rule_id]
        if frame.event_type not in told:
            got = [f"{event.event_type} by {event.rule_id}" for event in coding.events]
            got += [f"{one.trigger!r} not coded: {one.reason}" for one in coding.rejected]
            says = f"{frame.rule_id}: its example gives {'; '.join(got) or 'nothing'}: {frame.example!r}"
            yield Flaw("example", says, path, line, is_error=True)
        elif frame.rule_id not in rules:
            winners = sorted(e.rule_id for e in coding.events if e.event_type == frame.event_type)
            says = f"{frame.rule_id}: {', '.join(winners)} wins its example: {frame.example!r}"
            yield Flaw("dead rule", says, path, line)


def _taken_phrases(codebook: Codebook, places: dict[str, Place]) -> Iterator[Flaw]:
    """Phrases that two frames have under the same conditions: the first of them always wins."""
    owners: dict[tuple[object, ...], list[Frame]] = defaultdict(list)
    for frame in codebook.frames:
        for key in _keys(frame):
            owners[key].append(frame)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    frames = {frame.rule_id: frame for frame in codebook.frames}
    for key, listed in owners.items():
        for later in listed[1:]:
            if later is not listed[0] and _blocks_no_more(listed[0], later):
                shared[listed[0].rule_id, later.rule_id].append(_shown(key))
    for (wins, loses), phrases in shared.items():
        path, line = places[loses]
        clash = frames[wins].event_type != frames[loses].event_type
        is_error = clash and _leaves_nothing(frames[wins], frames[loses], codebook)
        named = ", ".join(repr(phrase) for phrase in sorted(set(phrases))[:_SHOWN])
        more = f" and {len(set(phrases)) - _SHOWN} more" if len(set(phrases)) > _SHOWN else ""
        says = f"{loses}: {wins} has {named}{more} under the same conditions and wins"
        yield Flaw("clash" if clash else "shadowed", says, path, line, is_error=is_error)


def _keys(frame: Frame) -> Iterator[tuple[object, ...]]:
    """A key for each phrase, with each of its objects, and everything else that must hold for the frame."""
    # A frozenset keeps its hash, where a tuple works out that of all its parts for every phrase again.
    conditions = frozenset((name, _unordered(getattr(frame, name))) for name in _CONDITIONS)
    for pattern in patterns_of(frame):
        for wanted in frame.object or ((),):
            yield pattern.kind, pattern.words, wanted, conditions


def _unordered(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


def _blocks_no_more(first: Frame, later: Frame) -> bool:
    """Whether the first frame fires wherever the later one does: it is forbidden no more than that."""
    return set(first.forbidden) <= set(later.forbidden)


def _leaves_nothing(first: Frame, later: Frame, codebook: Codebook) -> bool:
    """Whether the first frame finds its sides wherever the later one does, so that the later one never has its turn."""
    needs = [frame.needs or codebook.types[frame.event_type].needs for frame in (first, later)]
    return (
        set(later.to) <= set(first.to)
        and needs[0] == needs[1]
        and first.place_target >= later.place_target
        and not first.requires_to
    )


def _shown(key: tuple[object, ...]) -> str:
    _, words, wanted, *_ = key
    return " ".join((*_phrase(words), "…", *_phrase(wanted)) if wanted else _phrase(words))


def _phrase(words: object) -> Phrase:
    return tuple(map(str, words)) if isinstance(words, tuple) else ()


def _repeated_phrases(codebook: Codebook, places: dict[str, Place]) -> Iterator[Flaw]:
    """A phrase that stands in one frame twice."""
    for frame in codebook.frames:
        seen: set[Pattern] = set()
        for pattern in patterns_of(frame):
            if pattern in seen:
                path, line = places[frame.rule_id]
                says = f"{frame.rule_id}: {' '.join(pattern.words)!r} stands there twice"
                yield Flaw("repeated", says, path, line)
            seen.add(pattern)
