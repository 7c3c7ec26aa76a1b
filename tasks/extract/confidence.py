"""How sure a coding is, as the share of such codings that are right: type and both sides, on hand-coded news.

A logistic model over what the coding itself says of its making. ``tests/eval/calibrate.py`` fits its weights, which
stand in ``codebook/confidence.toml`` with the figures of the fit.
"""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from tasks.errors import ConfigError
from tasks.extract.codebook import Codebook
from tasks.extract.domestic import OWN
from tasks.extract.frames import Frame
from tasks.extract.unnamed import UNNAMED
from tasks.records import Actor, CodedEvent

WEIGHTS = Path(__file__).parent / "codebook" / "confidence.toml"
LONG = 200  # characters from which a sentence is likely to hold several clauses
HIGHEST = 0.99


def confidence(event: CodedEvent, frame: Frame, agreed: bool | None) -> float:
    """The chance that a coding is right, 0 to 1; ``agreed`` tells whether tree and words gave the same, if both did."""
    weights = load_weights()
    score = weights["always"] + sum(weights[name] for name in signs(event, frame, agreed))
    return round(min(1 / (1 + math.exp(-score)), HIGHEST), 2)


def weighed(events: Iterable[CodedEvent], codebook: Codebook) -> tuple[CodedEvent, ...]:
    """The events of a document as they are told in the end, each with its confidence, the surest first."""
    frames = _frames(codebook)
    sure = [
        replace(event, confidence=confidence(event, frames[event.rule_id], event.agreed)) for event in events
    ]
    return tuple(sorted(sure, key=lambda event: (-event.confidence, event.start)))


@lru_cache(maxsize=4)
def _frames(codebook: Codebook) -> Mapping[str, Frame]:
    return {frame.rule_id: frame for frame in codebook.frames}


def signs(event: CodedEvent, frame: Frame, agreed: bool | None) -> Iterator[str]:
    """What speaks for a coding or against it, by the names of the weights."""
    if agreed is not None:
        yield "readings_agree" if agreed else "readings_differ"
    yield from (f"actor_{sign}" for sign in _side(event.actors))
    yield from (f"recipient_{sign}" for sign in _side(event.recipients))
    if frame.symmetric and len(event.actors) > 1:
        yield "pair"
    if event.place is not None and not event.place.inferred:
        yield "place_told"
    if event.date_precision != "inferred":
        yield "date_told"
    if event.modes:
        yield "mode_told"
    if frame.weak:
        yield "weak_rule"
    if not frame.verb:
        yield "no_verb"
    if frame.object:
        yield "object_told"
    if len(event.sentence) > LONG:
        yield "long_sentence"


def _side(actors: tuple[Actor, ...]) -> Iterator[str]:
    if not actors:
        yield "nobody"
    elif actors[0].inferred == OWN:
        yield "own"
    elif actors[0].inferred == UNNAMED:
        yield "unnamed"
    elif any(actor.inferred for actor in actors):
        yield "elsewhere"
    elif not all(actor.country for actor in actors):
        yield "no_country"
    elif any(actor.inferred_country for actor in actors):
        yield "country_inferred"
    else:
        yield "named"
    if len(actors) > 1:
        yield "several"


@cache
def load_weights(path: Path = WEIGHTS) -> Mapping[str, float]:
    """The weight of each sign; ConfigError where one is missing or unknown."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))["weights"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as broken:
        raise ConfigError(f"no weights: {broken}", path) from broken
    weights = {name: float(value) for name, value in read.items()}
    wrong = sorted(set(SIGNS) ^ set(weights))
    if wrong:
        raise ConfigError(f"weights that are missing or unknown: {', '.join(wrong)}", path)
    return MappingProxyType(weights)


_SIDES = ("nobody", "own", "unnamed", "elsewhere", "no_country", "country_inferred", "named", "several")
SIGNS = (
    "always", "readings_agree", "readings_differ", "pair", "place_told", "date_told", "mode_told", "weak_rule",
    "no_verb", "object_told", "long_sentence",
    *(f"actor_{sign}" for sign in _SIDES),
    *(f"recipient_{sign}" for sign in _SIDES),
)  # fmt: skip
