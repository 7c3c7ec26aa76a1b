"""The gold sentences as records, and when a coded event has a gold event's countries.

In the files, ``mutual`` means that all sides stand in the actors and only the union counts; ``optional``
names sides whose country the sentence only implies, so that no country is right there as well; ``tolerated``
names types that one reader would code and another would not.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flows.sample.news import SampleArticle, load_news
from tasks.records import CodedEvent, Document

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event as a careful reader codes it."""

    event_type: str
    actors: frozenset[str]
    recipients: frozenset[str]
    mode: str | None = None
    place_country: str | None = None
    event_date: date | None = None
    killed: int | None = None
    injured: int | None = None
    mutual: bool = False
    optional: frozenset[str] = frozenset()

    def has_countries_of(self, event: CodedEvent) -> bool:
        """Whether the coded event has the right countries on both sides."""
        actors, recipients = countries(event)
        if self.mutual:
            return actors | recipients == self.actors | self.recipients
        return self._fits("actor", actors) and self._fits("recipient", recipients)

    def _fits(self, side: str, found: frozenset[str]) -> bool:
        wanted = self.actors if side == "actor" else self.recipients
        return found == wanted or (side in self.optional and not found)


@dataclass(frozen=True, slots=True)
class GoldItem:
    """A sentence or a few, with all their events; none means that a coded one is false."""

    document: Document
    style: str
    events: tuple[GoldEvent, ...]
    tolerated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A sentence with one date expression, or with none where ``first`` is None."""

    item_id: str
    text: str
    published: date
    first: date | None
    last: date | None


def countries(event: CodedEvent) -> tuple[frozenset[str], frozenset[str]]:
    """The countries on the actors' and on the recipients' side, unknown ones left out."""
    actors = frozenset(actor.country for actor in event.actors if actor.country)
    return actors, frozenset(actor.country for actor in event.recipients if actor.country)


def load_gold(path: Path = HERE / "gold.jsonl") -> tuple[GoldItem, ...]:
    """The gold sentences in the order of the file."""
    return tuple(_item(json.loads(line)) for line in path.read_text("utf-8").splitlines())


def load_fresh() -> tuple[GoldItem, ...]:
    """The sentences written apart from the coder's rules after these stood, in the order of the file."""
    return load_gold(HERE / "fresh.jsonl")


def load_dates(path: Path = HERE / "dates.jsonl") -> tuple[GoldDate, ...]:
    """The date sentences in the order of the file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return tuple(
        GoldDate(
            row["id"],
            row["text"],
            date.fromisoformat(row["published"]),
            _day(row["first"]),
            _day(row["last"]),
        )
        for row in rows
    )


def load_sample(path: Path = HERE / "sample_truth.toml") -> tuple[GoldItem, ...]:
    """The bundled sample's English articles with their events; ValueError where one is not accounted for."""
    truth = tomllib.loads(path.read_text("utf-8"))
    coded: dict[str, dict[str, Any]] = {slug: {"events": []} for slug in truth["no_events"]}
    coded |= {article["slug"]: article for article in truth["article"]}
    articles = {article.slug: article for article in load_news().articles if article.copy_of is None}
    if coded.keys() != articles.keys():
        raise ValueError(f"not in both: {sorted(coded.keys() ^ articles.keys())}")
    return tuple(
        GoldItem(
            _document(article),
            "article",
            tuple(map(_sample_event, coded[slug]["events"])),
            frozenset(coded[slug].get("tolerated", ())),
        )
        for slug, article in articles.items()
        if article.language == "en"
    )


def _document(article: SampleArticle) -> Document:
    return Document(article.slug, "\n\n".join(article.paragraphs), article.title, article.published)


def _sample_event(row: Mapping[str, Any]) -> GoldEvent:
    return GoldEvent(
        event_type=row["event_type"],
        actors=frozenset(row["actor"].split()),
        recipients=frozenset(row["recipient"].split()),
        mode=row.get("mode"),
        place_country=row["place"] or None,
        event_date=row["date"],
        killed=row.get("killed"),
        injured=row.get("injured"),
        mutual=row.get("mutual", False),
    )


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _item(row: Mapping[str, Any]) -> GoldItem:
    document = Document(
        doc_id=row["id"],
        text=row["text"],
        title=row.get("title"),
        published_at=datetime.fromisoformat(row["published_at"]),
    )
    tolerated = frozenset(row.get("tolerated", ()))
    return GoldItem(document, row["style"], tuple(_event(event) for event in row["events"]), tolerated)


def _event(row: Mapping[str, Any]) -> GoldEvent:
    return GoldEvent(
        event_type=row["event_type"],
        actors=frozenset(row["actor_countries"]),
        recipients=frozenset(row["recipient_countries"]),
        mode=row.get("mode"),
        place_country=row.get("place_country"),
        event_date=_day(row.get("event_date")),
        killed=row.get("killed"),
        injured=row.get("injured"),
        mutual=row.get("mutual", False),
        optional=frozenset(row.get("optional", ())),
    )
