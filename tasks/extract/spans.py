"""What the name, place and date finders give: typed spans, end exclusive, into the very string they were handed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tasks.records import Actor, DatePrecision, Place

ActorKind = Literal["country", "organisation", "person", "group", "role"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document; ``document[start:end] == text``."""

    number: int  # 0 is the title where there is one
    start: int
    end: int
    text: str
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """A mention of somebody who can act; a role with no country of its own has ``actor.country == ""``."""

    start: int
    end: int
    actor: Actor
    kind: ActorKind
    could_be_place: bool = False  # a bare country or capital: an actor or the scene, the grammar decides


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A mention of somewhere."""

    start: int
    end: int
    place: Place
    population: int = 0


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression resolved against the publication date; ``first == last`` for a single day."""

    start: int
    end: int
    first: date
    last: date
    precision: DatePrecision
    is_future: bool = False
