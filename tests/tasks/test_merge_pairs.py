"""Pairs of mentions that a reader judged: one happening or two."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.merge_judge import SUPPORTS, judge
from tasks.records import Actor, Place
from tasks.records.merging import Signature

SAID = tomllib.loads(Path(__file__).with_name("merge_pairs.toml").read_text(encoding="utf-8"))
PAIRS = SAID["pair"]
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def actors(text: str) -> tuple[Actor, ...]:
    parts = [part.strip().split("/") for part in text.split("&") if part.strip()]
    return tuple(Actor(name, name, country, sector) for name, country, sector in parts)


def place(name: str) -> Place | None:
    if not name:
        return None
    known = next(values for key, values in SAID["places"].items() if key.casefold() == name.casefold())
    country, admin1, lat, lon, precision = known
    return Place(name, name, country, admin1, lat, lon, precision)


def signature(text: str) -> Signature:
    kind, who, whom, where, when = (part.strip() for part in text.split("|"))
    event_type, *modes = kind.replace(",", " ").split()
    day, precision = when.split()
    return Signature(
        signature_id=text,
        event_type=event_type,
        modes=tuple(modes),
        actors=actors(who),
        recipients=actors(whom),
        place=place(where),
        place_inferred=False,
        day=date.fromisoformat(day),
        precision=precision,  # type: ignore[arg-type]
        first_reported_at=NOW,
    )


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["why"] for pair in PAIRS])
def test_one_happening_or_two(pair: dict[str, Any]) -> None:
    one, other = signature(pair["one"]), signature(pair["other"])
    found = judge(one, other, pair.get("with", "none"))
    assert (found is not None) == pair["same"], found
    assert judge(other, one, pair.get("with", "none")) == found


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["why"] for pair in PAIRS])
def test_more_in_common_never_parts(pair: dict[str, Any]) -> None:
    one, other = signature(pair["one"]), signature(pair["other"])
    found = [judge(one, other, support) is not None for support in SUPPORTS]
    two_days = one.day != other.day and one.precision == other.precision == "day"
    assert two_days or found == sorted(found)


def test_there_are_enough_pairs_of_either_kind() -> None:
    same = sum(pair["same"] for pair in PAIRS)
    assert same >= 30
    assert len(PAIRS) - same >= 30
