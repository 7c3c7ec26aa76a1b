"""The rules of ``merge_rules.toml``, read once."""

import functools
import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tasks.errors import ConfigError

RULES_FILE = Path(__file__).with_name("merge_rules.toml")


@dataclass(frozen=True, slots=True)
class MergeTables:
    """What may merge, and what each thing in common counts."""

    side: dict[str, float]
    place: dict[str, float]
    day: dict[str, float]
    mode: dict[str, float]
    needed: dict[str, float]
    near_km: float
    mutual: frozenset[str]
    local: frozenset[str]
    serial: frozenset[str]
    types: frozenset[frozenset[tuple[str, str]]]
    modes: frozenset[tuple[str, frozenset[str]]]

    def types_agree(
        self, one: str, one_modes: tuple[str, ...], other: str, other_modes: tuple[str, ...]
    ) -> bool:
        """Whether two different types, with these modes, may be one happening."""
        return any(
            frozenset(((one, mine), (other, yours))) in self.types
            for mine, yours in product(one_modes or ("",), other_modes or ("",))
        )

    def modes_agree(self, event_type: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether one act of a type may have these two modes in two reports."""
        return any((event_type, frozenset(pair)) in self.modes for pair in product(one, other))


@functools.cache
def merge_tables() -> MergeTables:
    """The tables as they are in force; ConfigError where the file is wrong."""
    said = tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))
    points = said["points"]
    for name, near in said["modes"].items():
        if any(len(set(pair)) != 2 for pair in near):
            raise ConfigError(f"modes of {name} must be pairs of two different ones", RULES_FILE)
    return MergeTables(
        side=points["side"],
        place=points["place"],
        day=points["day"],
        mode=points["mode"],
        needed=said["needed"],
        near_km=said["limits"]["near_km"],
        mutual=frozenset(said["types"]["mutual"]),
        local=frozenset(said["types"]["local"]),
        serial=frozenset(said["types"]["serial"]),
        types=frozenset(frozenset((tuple(one["one"]), tuple(one["other"]))) for one in said["may_merge"]),
        modes=frozenset((name, frozenset(pair)) for name, near in said["modes"].items() for pair in near),
    )
