"""What merging compares: groups of equal mentions, what two of them have in common, and why they are one event."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tasks.records.events import Actor, DatePrecision, Place

# What two groups of mentions share beside what they say, the weakest first: nothing; a story; an article or copies
# of one text; the same sentence in copies of one text.
Support = Literal["none", "story", "article", "words"]


@dataclass(frozen=True, slots=True)
class Signature:
    """What equal mentions say: the smallest thing that merging moves; ``day`` is the report's where they tell none."""

    signature_id: str
    event_type: str
    modes: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    place_inferred: bool
    day: date | None
    precision: DatePrecision
    first_reported_at: datetime


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two signatures may be one happening: each field's relation, and the points that they make together."""

    rule: str
    score: float
    support: Support
    types: str
    actors: str
    recipients: str
    place: str
    day: str


@dataclass(frozen=True, slots=True)
class Join:
    """Two signatures that may be one happening."""

    one: str
    other: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Membership:
    """The event of a signature, and the join that brought it there: None for the core of an event."""

    signature_id: str
    event_id: str
    joined: Join | None


@dataclass(frozen=True, slots=True)
class Merging:
    """How events are merged.

    ``judge`` says why two signatures may be one happening, or None; it is symmetric. ``group`` gives each signature
    of whole components its event, whatever their order. ``type_pairs`` are the types that may be one happening,
    each with itself and both ways round.
    """

    judge: Callable[[Signature, Signature, Support], Likeness | None]
    group: Callable[[Sequence[Signature], Sequence[Join]], tuple[Membership, ...]]
    type_pairs: tuple[tuple[str, str], ...]
