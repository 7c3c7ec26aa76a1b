"""Triggers as data: the frames of ``codebook/triggers/``, read strictly and indexed by their first word."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tasks.errors import ConfigError

Phrase = tuple[str, ...]
Kind = Literal["verb", "noun", "adj"]
NEEDS = frozenset({"pair", "actor", "either", "place"})
_LISTS = frozenset(
    {"verb", "noun", "adj", "object", "to", "by", "actor_from", "modes", "actor_words", "support", "not",
     "also"}
)  # fmt: skip
_TEXTS = frozenset({"id", "voice", "sides", "needs", "subject", "cameo", "example"})
_FLAGS = frozenset(
    {
        "symmetric", "visitor", "host", "absorbs", "infinitive", "hostile", "cooperative", "weak",
        "actor_self", "place_target", "place_object", "requires_to", "keep_future", "violent", "speaker",
        "official_to", "requires_inner", "speaker_acts", "future_only",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to say that an event happened, and where its actor and recipient stand."""

    rule_id: str
    event_type: str
    example: str
    verb: tuple[Phrase, ...] = ()  # lemma of the verb, then words that must follow it
    noun: tuple[Phrase, ...] = ()
    adj: tuple[Phrase, ...] = ()
    object: tuple[Phrase, ...] = ()  # one of them must stand in the object (or be the subject of the passive)
    to: tuple[str, ...] = (
        "object",
    )  # where the recipient stands: object, subject, or a preposition; in order
    by: tuple[str, ...] = ("by",)
    actor_from: tuple[str, ...] = ("premodifier", "possessor", "by", "from")  # of a noun
    modes: tuple[str, ...] = ()
    actor_words: tuple[Phrase, ...] = ()  # one of them must stand in the subject
    support: tuple[Phrase, ...] = ()  # one of these verbs must stand beside the noun
    forbidden: tuple[Phrase, ...] = ()  # none of these may stand in the sentence
    voice: str = ""  # "passive": only without a named doer; "active": only with
    sides: str = "any"  # a guard of filters.toml on who can act
    needs: str = ""  # the least that must be named; "" = as the event type says
    subject: str = (
        "actor"  # or recipient ("came under attack"), instrument ("a bomb exploded"), self ("were sent")
    )
    cameo: str = ""
    symmetric: bool = False  # all participants are actors
    visitor: bool = False  # the subject travels to the recipient
    host: bool = False  # the recipient travels to the subject
    absorbs: bool = False  # what is said in its complement is not coded as done
    infinitive: bool = False  # only with "to" and a verb after it
    hostile: bool = False  # only where the absorbed act is a hostile one
    cooperative: bool = False  # only where the absorbed act is a cooperative one
    weak: bool = False  # gives way to any other event of its type in the sentence
    actor_self: bool = False  # the noun is the actor
    place_target: bool = False  # a place may be what is hit
    place_object: bool = False  # the object must be a place
    requires_to: bool = False  # one of the prepositions in `to` must be there
    keep_future: bool = False  # the announcement is the act
    speaker: bool = False  # who says so acts on the subject: "X said Y must ..."
    official_to: bool = False  # the recipient must have a public role
    requires_inner: bool = False  # only where what it governs is an act of its own
    speaker_acts: bool = False  # without a named doer, the officials who tell of it did it
    future_only: bool = False  # only where the act is announced: the announcement is the event
    also: tuple[str, ...] = ()  # further events that the same words tell of: "COERCE arrest"
    violent: bool = False  # without a named doer only where the sentence has a word of violence


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrase of a frame, ready to match."""

    frame: Frame
    kind: Kind
    words: Phrase


def read_frames(path: Path) -> Iterator[Frame]:
    """Read one file of triggers.

    Raises ConfigError with file and line for an unknown key or a value of the wrong kind.
    """
    text = path.read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise ConfigError(str(broken), path) from broken
    for entry in table.get("frames", []):
        yield _frame(entry, str(table.get("type", "")), path, line_of(text, str(entry.get("id", ""))))


def line_of(text: str, name: str) -> int | None:
    """The line on which an entry is declared."""
    for number, line in enumerate(text.splitlines(), start=1):
        if f'"{name}"' in line:
            return number
    return None


def _frame(entry: Mapping[str, Any], event_type: str, path: Path, line: int | None) -> Frame:
    """One validated frame; the rule's id starts with its type."""
    for key, value in entry.items():
        wanted: type = list if key in _LISTS else str if key in _TEXTS else bool
        if key not in _LISTS | _TEXTS | _FLAGS:
            raise ConfigError(f"unknown key {key!r}", path, line)
        if not isinstance(value, wanted):
            raise ConfigError(f"{key} must be a {wanted.__name__}", path, line)
    if not entry.get("id") or not entry.get("example"):
        raise ConfigError("a frame needs an id and an example", path, line)
    if entry.get("needs", "place") not in NEEDS:
        raise ConfigError(f"needs must be one of {', '.join(sorted(NEEDS))}", path, line)
    phrases = {"verb", "noun", "adj", "object", "actor_words", "support", "not"}
    values: dict[str, Any] = {
        ("forbidden" if key == "not" else key): (
            tuple(tuple(phrase.lower().split()) for phrase in value) if key in phrases
            else tuple(value) if key in _LISTS
            else value
        )
        for key, value in entry.items()
        if key != "id"
    }  # fmt: skip
    return Frame(rule_id=f"{event_type.lower()}.{entry['id']}", event_type=event_type, **values)


def patterns_of(frame: Frame) -> Iterator[Pattern]:
    """Every phrase by which a frame can fire."""
    for words in frame.verb:
        yield Pattern(frame, "verb", words)
    for words in frame.noun:
        yield Pattern(frame, "noun", words)
    for words in frame.adj:
        yield Pattern(frame, "adj", words)
