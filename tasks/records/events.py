"""Documents to code, and what is coded in them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

DatePrecision = Literal["day", "range", "month", "year", "inferred"]
PlacePrecision = Literal["point", "city", "province", "country"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted or was acted on: country is ISO alpha-3 or a PLOVER international code, sector a PLOVER one."""

    text: str
    name: str
    country: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where: degrees WGS 84; lat and lon are None where only a name is known."""

    text: str
    name: str
    country: str = ""
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "country"


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One coding in one sentence; ``document[start:end] == sentence`` (see ``Document.full_text``)."""

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
