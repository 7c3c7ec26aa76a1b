"""Documents to code, and what is coded in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

DatePrecision = Literal["day", "range", "month", "year", "inferred"]
PlacePrecision = Literal["point", "city", "province", "country"]
TollKind = Literal["killed", "injured", "arrested", "abducted", "crowd"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a document's full text; end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """The words that say one field of a coding: "trigger", "actors[0]", "place", "event_date", "killed" ..."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people, with the words that say so.

    ``said`` is the number as it stands, None for words like "dozens"; ``low`` and ``high`` bound it: "at least
    12" has no high, "up to 50" no low, "between 10 and 15" says 10, "dozens" is at least 24. The crowd of a
    protest are those who came, that of an act of troops the troops.
    """

    kind: TollKind
    said: int | None
    low: int | None
    high: int | None
    span: Span
    is_total: bool = False  # the sum so far, as tolls are
    phrase: Span | None = field(default=None, compare=False)  # with the words that say what is counted


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted or was acted on: country is ISO alpha-3 or a PLOVER international code, sector a PLOVER one.

    Who somebody is does not depend on where it is said: ``span`` and ``inferred`` (why somebody, or where
    ``inferred_country`` only the country, is taken to be meant) count for nothing in comparisons.
    """

    text: str
    name: str
    country: str = ""
    sector: str = ""
    span: Span | None = field(default=None, compare=False)
    inferred: str = field(default="", compare=False)
    inferred_country: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where: degrees WGS 84; lat and lon are None where only a name is known.

    ``span`` and ``inferred``, the reason where the words of the act do not say it, count for nothing in comparisons.
    ``admin1`` is the English name of the first-level division, ``admin1_code`` its ISO 3166-2 code where known.
    """

    text: str
    name: str
    country: str = ""
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "country"
    span: Span | None = field(default=None, compare=False)
    inferred: str = field(default="", compare=False)
    admin1_code: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One coding in one sentence; ``document[start:end] == sentence`` (see ``Document.full_text``).

    ``killed`` and ``injured`` are the numbers as they stand in ``tolls``, which has their bounds and more.
    """

    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    event_date: date | None
    date_precision: DatePrecision
    killed: int | None
    injured: int | None
    confidence: float
    sentence_no: int
    sentence: str
    start: int
    end: int
    trigger: str
    rule_id: str
    quad_code: int
    event_scale: float
    cameo_code: str
    goldstein: float
    tolls: tuple[Toll, ...] = ()
    trigger_span: Span | None = None
    date_span: Span | None = None
    date_inferred: str = ""
    agreed: bool | None = (
        None  # whether a sentence's tree and its words gave the same; None where it has no tree
    )

    def toll(self, kind: TollKind) -> Toll | None:
        """How many of one kind, where the text says so."""
        return next((toll for toll in self.tolls if toll.kind == kind), None)

    @property
    def spans(self) -> tuple[FieldSpan, ...]:
        """The words behind each field, where there are any; they may stand outside the sentence."""
        told = [("trigger", self.trigger_span), *_named_spans("actors", self.actors)]
        told += [
            *_named_spans("recipients", self.recipients),
            ("place", self.place.span if self.place else None),
        ]
        told += [("event_date", self.date_span), *((toll.kind, toll.span) for toll in self.tolls)]
        return tuple(FieldSpan(name, span.start, span.end) for name, span in told if span is not None)

    @property
    def inferred(self) -> tuple[tuple[str, str], ...]:
        """The fields that the words of the act do not say themselves, each with the reason."""
        told = [*_named_reasons("actors", self.actors), *_named_reasons("recipients", self.recipients)]
        told += [("place", self.place.inferred if self.place else ""), ("event_date", self.date_inferred)]
        return tuple((name, reason) for name, reason in told if reason)


def _named_spans(role: str, actors: tuple[Actor, ...]) -> Iterator[tuple[str, Span | None]]:
    return ((f"{role}[{number}]", actor.span) for number, actor in enumerate(actors))


def _named_reasons(role: str, actors: tuple[Actor, ...]) -> Iterator[tuple[str, str]]:
    for number, actor in enumerate(actors):
        yield f"{role}[{number}]", actor.inferred
        yield f"{role}[{number}].country", actor.inferred_country


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was not coded, with a reason from the closed list of the codebook."""

    reason: str
    sentence: str
    start: int
    end: int
    trigger: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text to code; offsets count characters into ``full_text``."""

    doc_id: str
    text: str
    title: str | None = None
    published_at: datetime | None = None
    outlet_country: str | None = None
    given_id: int | float | None = None  # where the id was no text: ``doc_id`` is the same as text

    @property
    def full_text(self) -> str:
        """Title, a blank line and the text; or the text alone where there is no title."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Coding:
    """What was coded in one document, most certain first, and what was not."""

    doc_id: str
    events: tuple[CodedEvent, ...]
    rejected: tuple[Rejected, ...]
    codebook_version: str
    error: str | None = None  # the text could not be coded at all


@dataclass(frozen=True, slots=True)
class EventMention:
    """A coding in an article, with the event that it belongs to."""

    mention_id: str
    event_id: str
    article_id: str
    coded: CodedEvent
    codebook_version: str
