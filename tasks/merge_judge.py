"""Why two mentions may speak of one happening: type, sides, place and day, each compared by rules that are declared."""

from math import asin, cos, radians, sin, sqrt

from tasks.extract.names import fold
from tasks.merge_actors import is_named, match_sides, same_words
from tasks.merge_days import match_days
from tasks.merge_tables import MergeTables, merge_tables
from tasks.records import Actor, Place
from tasks.records.merging import Likeness, Signature, Support

SUPPORTS: tuple[Support, ...] = ("none", "story", "article", "words")
EARTH_KM = 6371.0


def judge(one: Signature, other: Signature, support: Support) -> Likeness | None:
    """Say why two groups of mentions may be one happening, or give None where nothing or too little says so.

    Symmetric. ``score`` is in points of ``merge_rules.toml``; it does not count the support, which lowers what is
    needed instead.
    """
    tables = merge_tables()
    mode = _modes(one, other, tables)
    sides = _sides(one, other, tables, support)
    place = _places(one.place, other.place, tables)
    day = match_days(one, other)
    if support == "words" and one.event_type == other.event_type and sides:
        # A copy says what its original says, whatever each outlet's dateline made of it.
        place, day, mode = place or "unsure", day or "within", mode or "near"
    elif place is None and (one.place_inferred or other.place_inferred):
        place = "unsure"
    if day == "next" and support == "article":
        # One report that states two days tells of two acts; two reports may count the hours of one night differently.
        day = None
    if mode is None or sides is None or place is None or day is None:
        return None
    score = _points(one, other, sides, tables)
    score += tables.place[place] + tables.day[day] + tables.mode[mode]
    asked = _asked(one, other, tables, (mode, sides, place, day))
    doubts = (day in ("within", "next")) + (place == "unsure") if support != "words" else 0
    needed = tables.needed[support] + doubts * tables.needed["doubt"]
    if SUPPORTS.index(support) < SUPPORTS.index(asked) or score < needed:
        return None
    types = "same" if one.event_type == other.event_type else "declared"
    return Likeness(_rule(types, mode, sides, place, day), score, support, types, *sides, place, day)


def detail(signature: Signature) -> float:
    """How much a signature says: the points that it has in common with itself."""
    likeness = judge(signature, signature, "words")
    return likeness.score if likeness else 0.0


def stands_alone(signature: Signature) -> bool:
    """Whether mentions that say just this are one happening without anything else in common."""
    return signature.day is not None and judge(signature, signature, "none") is not None


def contradicts(one: Signature, other: Signature) -> bool:
    """Whether two groups of mentions cannot be one happening, however much else speaks for it."""
    tables = merge_tables()
    if _modes(one, other, tables) is None or _sides(one, other, tables, "article") is None:
        return True
    if match_days(one, other) is None:
        return True
    inferred = one.place_inferred or other.place_inferred
    return not inferred and _places(one.place, other.place, tables) is None


def _rule(types: str, mode: str, sides: tuple[str, str], place: str, day: str) -> str:
    """The weakest link names the rule."""
    if types == "declared":
        return "other type"
    if mode == "near":
        return "other mode"
    if "silent" in sides and place in ("silent", "unsure"):
        return "vague"
    if "silent" in sides:
        return "unnamed side"
    if set(sides) & {"broader", "loose", "alike", "crowd"}:
        return "broader side"
    if place in ("near", "within", "country", "silent", "unsure"):
        return "broader place"
    return "equal" if day == "same" else "near day"


def _asked(
    one: Signature, other: Signature, tables: MergeTables, found: tuple[str, tuple[str, str], str, str]
) -> Support:
    """What two signatures must share before such a likeness counts at all."""
    mode, sides, place, day = found
    if day in ("span", "within"):
        return "article" if "year" in (one.precision, other.precision) else "story"
    if one.event_type != other.event_type or mode == "near" or "loose" in sides:
        return "story"
    if day == "next" or place == "unsure" or _is_vague(one, other, tables, place):
        return "story"
    narrower = one.place and other.place and one.place.precision != other.place.precision
    return "story" if place == "country" and narrower else "none"


def _is_vague(one: Signature, other: Signature, tables: MergeTables, place: str) -> bool:
    """An act at home, somewhere in the country, by nobody of a name: any of a day's acts."""
    if one.event_type not in tables.local or place not in ("country", "silent"):
        return False
    parties = (*one.actors, *one.recipients, *other.actors, *other.recipients)
    return len({party.country for party in parties}) < 2 and not any(map(is_named, parties))


def _points(one: Signature, other: Signature, sides: tuple[str, str], tables: MergeTables) -> float:
    actors, recipients = (tables.side[side] for side in sides)
    if one.event_type in tables.mutual and min(len(_parties(one)), len(_parties(other))) > 1:
        return 2 * actors
    return actors + recipients


def _modes(one: Signature, other: Signature, tables: MergeTables) -> str | None:
    if one.event_type != other.event_type:
        agreed = tables.types_agree(one.event_type, one.modes, other.event_type, other.modes)
        return "near" if agreed else None
    if not one.modes and not other.modes:
        return "silent"
    if set(one.modes) & set(other.modes):
        return "same"
    if not one.modes or not other.modes:
        return "silent"
    return "near" if tables.modes_agree(one.event_type, one.modes, other.modes) else None


def _sides(one: Signature, other: Signature, tables: MergeTables, support: Support) -> tuple[str, str] | None:
    """How the actors and the recipients compare; all parties count as actors where an act has no direction."""
    pairs = [(one.actors, other.actors), (one.recipients, other.recipients)]
    if one.event_type in tables.mutual:
        pairs = [(_parties(one), _parties(other)), ((), ())]
    found = [
        match_sides(mine, yours) or ("told" if support == "words" and same_words(mine, yours) else None)
        for mine, yours in pairs
    ]
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _parties(signature: Signature) -> tuple[Actor, ...]:
    return (*signature.actors, *signature.recipients)


def _places(one: Place | None, other: Place | None, tables: MergeTables) -> str | None:
    if one is None or other is None:
        return "silent"
    if one.country and other.country and one.country != other.country:
        return None
    if "country" in (one.precision, other.precision):
        return "country"
    if fold(one.name) == fold(other.name) and one.country == other.country:
        return "province" if one.precision == other.precision == "province" else "same"
    if "province" in (one.precision, other.precision):
        return _in_province(one, other)
    distance = _kilometres(one, other)
    return "near" if distance is not None and distance <= tables.near_km else None


def _in_province(one: Place, other: Place) -> str | None:
    divisions = {fold(place.admin1 or place.name) for place in (one, other)}
    if len(divisions) > 1:
        return None
    return "province" if one.precision == other.precision else "within"


def _kilometres(one: Place, other: Place) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    here, there = radians(one.lat), radians(other.lat)
    up, over = sin((there - here) / 2) ** 2, sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, up + cos(here) * cos(there) * over)))
