"""Documents from lines of JSON, and codings to them: what ``daybook code`` reads and writes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from tasks.records import Actor, CodedEvent, Coding, Document, Place


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no document; ``error`` names the line."""

    doc_id: str
    error: str
    given_id: int | float | None = None


def read_documents(lines: Iterable[str]) -> Iterator[Document | BadLine]:
    """Each line's document, or what is wrong with the line; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as broken:
            yield BadLine("", f"line {number}: not JSON: {broken}")
            continue
        try:
            yield _document(row)
        except ValueError as problem:
            given = row.get("id") if isinstance(row, dict) else None
            yield BadLine("" if given is None else str(given), f"line {number}: {problem}", _number(given))


def coding_to_json(coding: Coding, document: Document) -> str:
    """One line of the contract for a coded document, or its error."""
    if coding.error is not None:
        return error_to_json(document, coding.error)
    full = document.full_text
    row = {
        "id": _given(document),
        "events": [_event(event) for event in coding.events],
        "rejected": [
            {
                "reason": rejected.reason,
                "sentence": full[rejected.start : rejected.end],
                "start": rejected.start,
                "end": rejected.end,
                "trigger": rejected.trigger,
            }
            for rejected in coding.rejected
        ],
    }
    return json.dumps(row, ensure_ascii=False)


def error_to_json(item: Document | BadLine, error: str) -> str:
    """The line for a document that could not be read or coded: no events, and why."""
    row: dict[str, Any] = {"id": _given(item), "events": [], "rejected": [], "error": error}
    return json.dumps(row, ensure_ascii=False)


def _given(item: Document | BadLine) -> str | int | float:
    """The id just as it came in."""
    return item.doc_id if item.given_id is None else item.given_id


def _number(value: Any) -> int | float | None:
    return value if isinstance(value, int | float) else None


def _document(row: Any) -> Document:
    if not isinstance(row, dict):
        raise ValueError("not an object")
    if row.get("id") is None or isinstance(row["id"], dict | list):
        raise ValueError('no "id"')
    text, title = row.get("text"), row.get("title")
    if not isinstance(text, str):
        raise ValueError('"text" must be a string')
    if title is not None and not isinstance(title, str):
        raise ValueError('"title" must be a string')
    return Document(
        str(row["id"]), text, title or None, _moment(row.get("published_at")), given_id=_number(row["id"])
    )


def _moment(value: Any) -> datetime | None:
    """An ISO date or time as an aware UTC moment; a time without a zone is taken as UTC."""
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise ValueError('"published_at" must be an ISO date or time')
    try:
        if len(value) == len("2026-01-31"):
            return datetime.combine(date.fromisoformat(value), time(), UTC)
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as broken:
        raise ValueError(f'"published_at" is no ISO date or time: {value!r}') from broken


def _event(event: CodedEvent) -> dict[str, Any]:
    return {
        "event_type": event.event_type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "actors": [_actor(actor) for actor in event.actors],
        "recipients": [_actor(actor) for actor in event.recipients],
        "place": _place(event.place) if event.place else None,
        "event_date": event.event_date.isoformat() if event.event_date else None,
        "date_precision": event.date_precision,
        "killed": event.killed,
        "injured": event.injured,
        "confidence": event.confidence,
        "sentence": event.sentence,
        "start": event.start,
        "end": event.end,
        "trigger": event.trigger,
        "rule_id": event.rule_id,
        "quad_code": event.quad_code,
        "event_scale": event.event_scale,
        "cameo_code": event.cameo_code,
        "goldstein": event.goldstein,
    }


def _actor(actor: Actor) -> dict[str, str]:
    return {"text": actor.text, "name": actor.name, "country": actor.country, "sector": actor.sector}


def _place(place: Place) -> dict[str, Any]:
    return {
        "text": place.text,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
    }
