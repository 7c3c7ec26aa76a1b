"""Documents from lines of JSON, and codings to them: what ``daybook code`` reads and writes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, get_args

from tasks.records import Actor, CodedEvent, Coding, Document, Place, Span, TollKind


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
        "events": [_event(event, full) for event in coding.events],
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


def _event(event: CodedEvent, full: str) -> dict[str, Any]:
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
        **_tolls(event),
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
        "trigger_span": _span(event.trigger_span) if event.trigger_span else None,
        "date_text": full[event.date_span.start : event.date_span.end] if event.date_span else None,
        "date_span": _span(event.date_span) if event.date_span else None,
        "inferred": dict(event.inferred),
    }


def _tolls(event: CodedEvent) -> dict[str, Any]:
    """Each kind of count with its bounds, and the words that say them."""
    row: dict[str, Any] = {}
    for kind in get_args(TollKind):
        toll = event.toll(kind)
        if kind not in ("killed", "injured"):
            row[kind] = toll.said if toll else None
        row[f"{kind}_low"] = toll.low if toll else None
        row[f"{kind}_high"] = toll.high if toll else None
    row["toll_spans"] = {toll.kind: _span(toll.span) for toll in event.tolls}
    return row


def _span(span: Span | None) -> dict[str, int | None]:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _actor(actor: Actor) -> dict[str, Any]:
    who = {"text": actor.text, "name": actor.name, "country": actor.country, "sector": actor.sector}
    return {**who, **_span(actor.span)}


def _place(place: Place) -> dict[str, Any]:
    return {
        "text": place.text,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "admin1_code": place.admin1_code,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        **_span(place.span),
    }
