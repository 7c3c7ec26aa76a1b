"""The codebook: ontology, triggers, word lists and filters, read strictly from ``codebook/`` and immutable after."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tasks.errors import ConfigError
from tasks.extract.codebook_rows import CODEBOOK
from tasks.extract.frames import NEEDS, Frame, Pattern, Phrase, line_of, patterns_of, read_frames
from tasks.extract.gazetteer import load_gazetteer
from tasks.extract.own_codebook import OwnFiles, own_codebook
from tasks.extract.verbs import VerbLexicon, read_verbs

FOLDER = CODEBOOK


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type was done."""

    name: str
    cameo: str
    score: float | None = None
    context: str = ""  # a context that the mode always brings


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's sixteen types."""

    name: str
    quad: int
    score: float
    recipient: bool
    cameo: str
    needs: str
    future: str
    content: Mapping[str, str]
    modes: Mapping[str, Mode]
    definition: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Word lists that keep a candidate from being coded."""

    reasons: Mapping[str, str]  # reason -> what it means
    domains: Mapping[str, frozenset[Phrase]]
    politics: frozenset[Phrase]
    strong_politics: frozenset[Phrase]  # words that no other subject has
    figurative: tuple[Phrase, ...]
    sentence: Mapping[str, tuple[Phrase, ...]]  # reason -> phrases that reject in the sentence
    untrue: tuple[Phrase, ...]  # phrases that call what the sentence tells untrue
    background: tuple[Phrase, ...]
    violence: tuple[Phrase, ...]  # words that make a death a killing
    sides: Mapping[str, frozenset[str]]  # guard -> sectors that may act ("" = a country itself)


@dataclass(frozen=True, slots=True)
class ModeWords:
    """Words that tell the mode of a type where its frame does not; the modes in order of preference."""

    content: Mapping[str, tuple[Phrase, ...]]  # in what is asked, refused or threatened
    subject: Mapping[str, tuple[Phrase, ...]]  # in the subject: stronger than the frame
    near: Mapping[str, tuple[Phrase, ...]]  # anywhere in the sentence, the nearest wins
    otherwise: str = ""  # with an infinitive behind the trigger


@dataclass(frozen=True, slots=True, eq=False)  # one per set of folders: told apart by being it
class Codebook:
    """All data that coding rests on, one version."""

    version: str
    types: Mapping[str, EventType]
    contexts: Mapping[str, frozenset[Phrase]]
    threat_by_mode: Mapping[str, str]
    frames: tuple[Frame, ...]
    patterns: Mapping[str, tuple[Pattern, ...]]  # by first word
    verbs: VerbLexicon
    words: Mapping[str, frozenset[str]]  # closed word classes
    mode_words: Mapping[str, ModeWords]  # event type -> what tells its mode
    filters: Filters
    goldstein: Mapping[str, float]


def load_codebook(folder: Path | None = None, own: OwnFiles | None = None) -> Codebook:
    """The shipped codebook with the user's own frames; or that of a folder, with ``own`` where it is given.

    Read and checked once, the user's own names too. Raises ConfigError, with the file and the line or entry, for
    anything that the ontology does not know.
    """
    return _load(FOLDER, own_codebook()) if folder is None else _load(folder, own)


@cache
def _load(folder: Path, own: OwnFiles | None) -> Codebook:
    goldstein = _goldstein(folder / "goldstein.csv")
    types, threats, sectors = _ontology(folder / "ontology.toml", goldstein)
    own_triggers = own.triggers() if own else []
    filters = _filters(folder / "filters.toml", sectors)
    known = _Known(types, goldstein, filters.sides)
    frames = _frames([*sorted((folder / "triggers").glob("*.toml")), *own_triggers], known)
    words = {name: frozenset(listed) for name, listed in read_toml(folder / "words.toml").items()}
    if own is not None:
        # The version tells of own names too: they must be right wherever it is shown.
        load_gazetteer(folder, own)
    index: dict[str, list[Pattern]] = {}
    for frame in frames:
        for pattern in patterns_of(frame):
            index.setdefault(pattern.words[0], []).append(pattern)
    lemmas = {p.words[0] for listed in index.values() for p in listed if p.kind == "verb"}
    lemmas |= {words[0] for frame in frames for words in frame.support}
    contexts = _contexts(folder / "contexts.toml")
    _check_mode_contexts(types, contexts, folder / "ontology.toml")
    return Codebook(
        version=_version(folder, own),
        types=MappingProxyType(types),
        contexts=MappingProxyType(contexts),
        threat_by_mode=MappingProxyType(threats),
        frames=frames,
        patterns=MappingProxyType({word: tuple(listed) for word, listed in index.items()}),
        verbs=read_verbs(folder / "verbs.toml", frozenset(lemmas)),
        words=MappingProxyType(words),
        mode_words=MappingProxyType(_mode_words(folder / "mode_words.toml", types)),
        filters=filters,
        goldstein=MappingProxyType(goldstein),
    )


def _version(folder: Path, own: OwnFiles | None) -> str:
    """ "1.0.0", or "1.0.0+own.5f2c19aa" where the user's own files with that content are read too."""
    shipped = (folder / "VERSION").read_text(encoding="utf-8").strip()
    return f"{shipped}+own.{own.digest}" if own else shipped


def split_also(told: str) -> tuple[str, str]:
    """Type and mode of "COERCE arrest"; the mode may be missing."""
    kind, _, mode = told.partition(" ")
    return kind, mode


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a table; ConfigError names the file where it is broken."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as broken:
        raise ConfigError(str(broken), path) from broken


def phrases(listed: list[str]) -> tuple[Phrase, ...]:
    """Phrases as tuples of lower-case words."""
    return tuple(tuple(phrase.lower().split()) for phrase in listed)


def _goldstein(path: Path) -> dict[str, float]:
    """Goldstein values by CAMEO code; a code without one takes its parent's."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {row["cameo"]: row["goldstein"] for row in csv.DictReader(lines)}
    values: dict[str, float] = {}
    for line, code in enumerate(rows, start=2):
        parent = code
        while parent and not rows.get(parent):
            parent = parent[:-1]
        if not parent:
            raise ConfigError(f"CAMEO {code} has no value and no parent with one", path, line)
        values[code] = float(rows[parent])
    return values


def _ontology(
    path: Path, goldstein: Mapping[str, float]
) -> tuple[dict[str, EventType], dict[str, str], frozenset[str]]:
    table = read_toml(path)
    types: dict[str, EventType] = {}
    for name, entry in table["types"].items():
        modes = {mode: Mode(mode, **values) for mode, values in entry.pop("modes", {}).items()}
        types[name] = EventType(name=name, modes=MappingProxyType(modes), **entry)
        for code in (types[name].cameo, *(mode.cameo for mode in modes.values())):
            if code not in goldstein:
                raise ConfigError(f"types.{name}: unknown CAMEO code {code!r}", path)
        if types[name].needs not in NEEDS or types[name].quad not in range(1, 5):
            raise ConfigError(f"types.{name}: wrong needs or quad", path)
    for name, kind in types.items():
        if kind.future and kind.future not in types:
            raise ConfigError(f"types.{name}: unknown type {kind.future!r} in future", path)
        for governor, mode in kind.content.items():
            if governor not in types or (mode and mode not in types[governor].modes):
                raise ConfigError(f"types.{name}: unknown mode {governor}/{mode} in content", path)
    return types, table["threat_by_mode"], frozenset(table["sectors"])


@dataclass(frozen=True, slots=True)
class _Known:
    """What a frame may name."""

    types: Mapping[str, EventType]
    goldstein: Mapping[str, float]
    sides: Mapping[str, frozenset[str]]


def _frames(paths: Sequence[Path], known: _Known) -> tuple[Frame, ...]:
    frames: dict[str, tuple[Frame, Path]] = {}
    for path in paths:
        for frame in read_frames(path):
            problem = _problem(frame, known)
            if not problem and frame.rule_id in frames:
                problem = f"declared twice, first in {frames[frame.rule_id][1].name}"
            if problem:
                name = frame.rule_id.partition(".")[2]
                line = line_of(path.read_text(encoding="utf-8"), name)
                raise ConfigError(f"{frame.rule_id}: {problem}", path, line)
            frames[frame.rule_id] = (frame, path)
    return tuple(frame for frame, _ in frames.values())


def _problem(frame: Frame, known: _Known) -> str:
    """What a frame says that the ontology does not know."""
    if frame.event_type not in known.types:
        return f"unknown event type {frame.event_type!r}"
    for mode in frame.modes:
        if mode not in known.types[frame.event_type].modes:
            return f"unknown mode {mode!r}"
    for kind, mode in map(split_also, frame.also):
        if kind not in known.types or mode not in {"", *known.types[kind].modes}:
            return f"unknown event in also: {kind} {mode}"
    if frame.cameo and frame.cameo not in known.goldstein:
        return f"unknown CAMEO code {frame.cameo!r}"
    if frame.sides != "any" and frame.sides not in known.sides:
        return f"unknown sides {frame.sides!r}"
    return ""


def _contexts(path: Path) -> dict[str, frozenset[Phrase]]:
    return {name: frozenset(phrases(listed)) for name, listed in read_toml(path).items()}


def _mode_words(path: Path, types: Mapping[str, EventType]) -> dict[str, ModeWords]:
    found: dict[str, ModeWords] = {}
    for name, entry in read_toml(path).items():
        lists = {
            part: {mode: phrases(listed) for mode, listed in entry.get(part, {}).items()}
            for part in ("content", "subject", "near")
        }
        otherwise = entry.get("otherwise", "")
        modes = {otherwise, *(mode for part in lists.values() for mode in part)} - {""}
        if name not in types or not modes <= set(types[name].modes):
            raise ConfigError(f"{name}: unknown type or mode among {sorted(modes)}", path)
        found[name] = ModeWords(**lists, otherwise=otherwise)
    return found


def _check_mode_contexts(types: Mapping[str, EventType], contexts: Mapping[str, object], path: Path) -> None:
    for kind in types.values():
        for mode in kind.modes.values():
            if mode.context and mode.context not in contexts:
                raise ConfigError(f"types.{kind.name}: unknown context {mode.context!r}", path)


def _filters(path: Path, sectors: frozenset[str]) -> Filters:
    table = read_toml(path)
    for name, listed in table["sides"].items():
        for sector in listed:
            if sector and sector not in sectors:
                raise ConfigError(f"sides.{name}: unknown sector {sector!r}", path)
    for reason in (*table["sentence"], *table["domains"]):
        if reason not in table["reasons"]:
            raise ConfigError(f"unknown reason {reason!r}", path)
    return Filters(
        reasons=table["reasons"],
        domains={name: frozenset(phrases(listed)) for name, listed in table["domains"].items()},
        politics=frozenset(phrases(table["politics"]["words"])),
        strong_politics=frozenset(phrases(table["politics"]["strong"])),
        figurative=phrases(table["figurative"]["phrases"]),
        sentence={name: phrases(listed) for name, listed in table["sentence"].items()},
        untrue=phrases(table["untrue"]["phrases"]),
        background=phrases(table["background"]["phrases"]),
        violence=phrases(table["violence"]["words"]),
        sides={name: frozenset(listed) for name, listed in table["sides"].items()},
    )
