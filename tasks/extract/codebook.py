"""The codebook: ontology, triggers, word lists and filters, read strictly from ``codebook/`` and immutable after."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tasks.errors import ConfigError
from tasks.extract.frames import NEEDS, Frame, Pattern, Phrase, patterns_of, read_frames
from tasks.extract.verbs import VerbLexicon, read_verbs

FOLDER = Path(__file__).parent / "codebook"


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


@dataclass(frozen=True, slots=True)
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


@cache
def load_codebook(folder: Path = FOLDER) -> Codebook:
    """Read and check the codebook.

    Raises ConfigError, with the file and the line or entry, for anything that the ontology does not know.
    """
    goldstein = _goldstein(folder / "goldstein.csv")
    types, threats, sectors = _ontology(folder / "ontology.toml", goldstein)
    frames = _frames(folder / "triggers", types, goldstein)
    words = {name: frozenset(listed) for name, listed in read_toml(folder / "words.toml").items()}
    filters = _filters(folder / "filters.toml", sectors)
    _check_sides(frames, filters, folder / "triggers")
    index: dict[str, list[Pattern]] = {}
    for frame in frames:
        for pattern in patterns_of(frame):
            index.setdefault(pattern.words[0], []).append(pattern)
    lemmas = {p.words[0] for listed in index.values() for p in listed if p.kind == "verb"}
    lemmas |= {words[0] for frame in frames for words in frame.support}
    contexts = _contexts(folder / "contexts.toml")
    _check_mode_contexts(types, contexts, folder / "ontology.toml")
    return Codebook(
        version=(folder / "VERSION").read_text(encoding="utf-8").strip(),
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


def _frames(
    folder: Path, types: Mapping[str, EventType], goldstein: Mapping[str, float]
) -> tuple[Frame, ...]:
    frames: list[Frame] = []
    for path in sorted(folder.glob("*.toml")):
        for frame in read_frames(path):
            if frame.event_type not in types:
                raise ConfigError(f"unknown event type {frame.event_type!r}", path)
            for mode in frame.modes:
                if mode not in types[frame.event_type].modes:
                    raise ConfigError(f"{frame.rule_id}: unknown mode {mode!r}", path)
            for kind, mode in map(split_also, frame.also):
                if kind not in types or mode not in {"", *types[kind].modes}:
                    raise ConfigError(f"{frame.rule_id}: unknown event in also: {kind} {mode}", path)
            if frame.cameo and frame.cameo not in goldstein:
                raise ConfigError(f"{frame.rule_id}: unknown CAMEO code {frame.cameo!r}", path)
            if any(frame.rule_id == other.rule_id for other in frames):
                raise ConfigError(f"{frame.rule_id}: declared twice", path)
            frames.append(frame)
    return tuple(frames)


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


def _check_sides(frames: tuple[Frame, ...], filters: Filters, folder: Path) -> None:
    for frame in frames:
        if frame.sides != "any" and frame.sides not in filters.sides:
            raise ConfigError(f"{frame.rule_id}: unknown sides {frame.sides!r}", folder)


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
