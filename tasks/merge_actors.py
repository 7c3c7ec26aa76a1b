"""Whether two names may mean the same participant: equal, broader and narrower, or only of one kind."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tasks.extract.codebook_rows import CODEBOOK, read_rows
from tasks.extract.names import fold
from tasks.records import Actor

SideMatch = Literal["same", "told", "broader", "alike", "crowd", "loose", "silent"]
# The best first: a side is as sure as the least sure of its participants.
RANKS: tuple[SideMatch, ...] = ("same", "told", "broader", "alike", "crowd", "loose", "silent")
OF_A_STATE = frozenset({"", "GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
FORCES = frozenset({"MIL", "COP", "SPY"})
ARMED = frozenset({"REB", "UAF", "PRM", "CRM", "UNK"})
UNIDENTIFIED = frozenset({"UAF", "UNK"})
CROWD = frozenset({"CVL", "UNK", ""})
CIVIL = CROWD | {"LAB", "EDU", "BUS", "AGR", "REF", "REL", "SOC", "OPP", "JRN", "MED"}
# Sectors in which other words mean other people: a driver is no nurse, an office no other office.
MANY_KINDS = CIVIL - CROWD | {"PTY", "ELI"}
GOVERNMENT = frozenset(
    {"government", "governments", "authorities", "administration", "regime", "state", "officials"}
)
SMALL_WORDS = frozenset({"the", "of", "and", "a", "an", "s", "for", "in", "de", "la", "el"})


@dataclass(frozen=True, slots=True)
class _Who:
    """A participant as merging sees it; ``words`` are those of its name that do not say its country."""

    country: str
    sector: str
    words: frozenset[str]
    is_named: bool  # by a proper name of its own
    is_state: bool


def match_sides(one: Sequence[Actor], other: Sequence[Actor]) -> SideMatch | None:
    """Give how two sides of an act compare; None where they are other people.

    Each participant of the shorter side must be one of the longer: a report may leave somebody out, but two that
    each name somebody whom the other does not are of two acts.
    """
    if not one or not other:
        return "silent"
    few, many = sorted((one, other), key=len)
    found = [_best(actor, many) for actor in few]
    if len(few) == len(many):
        # As many on both sides: nobody may be left over on either.
        found += [_best(actor, few) for actor in many]
    return None if None in found else max((match for match in found if match), key=RANKS.index)


def same_words(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    """Whether two sides are told in the same words, whatever country was inferred for them."""
    return {fold(actor.name) for actor in one} == {fold(actor.name) for actor in other}


def is_named(actor: Actor) -> bool:
    """Whether somebody has a proper name of its own that is not a country's."""
    return _who(actor.name, actor.country, actor.sector).is_named


def match_actors(one: Actor, other: Actor) -> SideMatch | None:
    """Give how two participants compare; None where they are two. Symmetric."""
    return _compare(one.name, one.country, one.sector, other.name, other.country, other.sector)


# On a day with much news the same few participants are compared again and again.
@functools.lru_cache(maxsize=200_000)
def _compare(
    name: str, country: str, sector: str, other_name: str, other_country: str, other_sector: str
) -> SideMatch | None:
    if country and other_country and country != other_country:
        return None
    a, b = _who(name, country, sector), _who(other_name, other_country, other_sector)
    match = _match(a, b)
    if match is None or a.country == b.country or a.words == b.words:
        return match
    # Only one of the two says whose it is.
    return None if "state" in (_kind(a), _kind(b)) else "loose"


def _best(actor: Actor, others: Sequence[Actor]) -> SideMatch | None:
    found = [match for other in others if (match := match_actors(actor, other))]
    return min(found, key=RANKS.index) if found else None


def _kind(who: _Who) -> str:
    return "state" if who.is_state else "named" if who.is_named else "told"


def _match(a: _Who, b: _Who) -> SideMatch | None:
    kinds = {_kind(a), _kind(b)}
    if a.words == b.words and a.sector == b.sector:
        if "told" in kinds:
            return "alike" if a.sector in CROWD else "told"
        return "same"
    if kinds == {"state"}:
        return "same"
    if "state" in kinds:
        return _state(*((a, b) if a.is_state else (b, a)))
    if kinds == {"named"}:
        within = a.words <= b.words or b.words <= a.words
        return "same" if within else None
    if "named" in kinds:
        return _named(*((a, b) if a.is_named else (b, a)))
    return _told(a, b)


def _state(state: _Who, other: _Who) -> SideMatch | None:
    if other.sector in OF_A_STATE - {""}:
        return "broader"
    # What is done to a country is done to its people; a government is not its people.
    return "loose" if state.sector == "" and other.sector in CIVIL else None


def _named(named: _Who, told: _Who) -> SideMatch | None:
    if (told.words and told.words <= named.words) or named.words <= told.words:
        return "broader"
    if named.sector == told.sector:
        return "broader" if named.sector in ARMED else "loose"
    return "broader" if named.sector in ARMED and told.sector in UNIDENTIFIED else None


def _told(a: _Who, b: _Who) -> SideMatch | None:
    within = bool(a.words and b.words) and (a.words <= b.words or b.words <= a.words)
    sectors = {a.sector, b.sector}
    if len(sectors) == 1:
        return "broader" if within and a.sector not in CROWD else _same_sector(a.sector)
    if sectors <= ARMED and sectors & UNIDENTIFIED:
        return "broader"
    if sectors <= FORCES:
        return "loose"
    return "crowd" if sectors <= CIVIL and sectors & CROWD else None


def _same_sector(sector: str) -> SideMatch | None:
    if sector in CROWD:
        return "crowd"
    if sector == "GOV":
        return None
    return "loose" if sector in MANY_KINDS else "alike"


@functools.lru_cache(maxsize=50_000)
def _who(name: str, country: str, sector: str) -> _Who:
    own = _country_words().get(country, frozenset())
    folded = fold(name)
    if folded in own and sector in ("", "GOV"):
        return _Who(country, sector, frozenset(), is_named=False, is_state=True)
    shown = [word.strip("'’\"()") for word in name.replace("-", " ").split()]
    kept = [word for word in shown if fold(word) not in SMALL_WORDS and fold(word) not in own]
    words = frozenset(fold(word).removesuffix("'s") for word in kept if word)
    if words <= GOVERNMENT and sector in ("", "GOV") and country:
        return _Who(country, sector or "GOV", frozenset(), is_named=False, is_state=True)
    # "Rebels" at the head of a sentence is no name; where nobody gave it a sector or it is no crowd, it may be one.
    proper = (
        bool(kept) and all(not word[:1].islower() for word in kept) and sector not in ("CVL", "UAF", "UNK")
    )
    return _Who(country, sector, words, is_named=proper, is_state=False)


@functools.cache
def _country_words() -> dict[str, frozenset[str]]:
    """The folded names, capitals and adjectives of each country, whole and word by word."""
    columns = "code,name,aliases,adjectives,people,capital,seats"
    words: dict[str, frozenset[str]] = {}
    for row in read_rows(CODEBOOK / "countries.csv", columns):
        said = [name for column in columns.split(",")[1:] for name in row.names(column)]
        names = [word for name in (row.cells["name"], *row.names("people")) for word in name.split()]
        words[row.cells["code"]] = frozenset(fold(name) for name in (*said, *names)) - SMALL_WORDS
    return words
