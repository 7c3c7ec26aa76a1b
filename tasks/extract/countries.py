"""Whose a role is that comes without a country: "the army", "the minister", "sailors"."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.extract.candidates import Candidate
from tasks.extract.parties import Memory, Party, actor_of
from tasks.extract.reading import Reading
from tasks.extract.roles import Roles
from tasks.extract.settle import Setting, find_place
from tasks.extract.spans import PlaceSpan
from tasks.records import Place

LARGE = 100_000  # people from which a city is taken to be the known one
OF_A_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})


def with_countries(
    reading: Reading, candidate: Candidate, roles: Roles, setting: Setting, memory: Memory
) -> Roles:
    """A role without a country takes it from whom the text spoke of, from the scene, or from the article."""
    place, inferred = find_place(reading, candidate, roles, setting)
    scene = place.country if place is not None and not inferred and _trusted(reading, place, setting) else ""
    own = {party.actor.country for party in roles.actors}
    beside = (
        next((c for c in _place_countries(reading) if c in setting.named - own), "") if own - {""} else ""
    )
    fallback = (place.country if place and not setting.country else "") or setting.country
    before = memory.last.actor.country if memory.last else ""
    suffered = scene or beside or fallback
    if _foreign(reading, roles, own, suffered):
        suffered = next((c for c in setting.countries if c not in own), "")
    return Roles(
        tuple(_placed(p, _spoken_of(reading, p, before) or scene or fallback) for p in roles.actors),
        tuple(_placed(p, suffered) for p in roles.recipients),
    )


def _foreign(reading: Reading, roles: Roles, own: set[str], suffered: str) -> bool:
    """Whether those who suffer are another state's: a state urges no army of its own, and rams none of its boats."""
    if suffered not in own or any(party.inferred or party.at < 0 for party in roles.actors):
        return False
    if all(not p.actor.sector for p in roles.actors):
        return any(p.actor.sector in OF_A_STATE for p in roles.recipients)
    named = {actor_of(mention).country for mention in reading.actors} - {""}
    return bool(named - own) and any(p.actor.sector in ("MIL", "COP") for p in roles.actors)


def _trusted(reading: Reading, place: Place, setting: Setting) -> bool:
    """A small town in a country that the document never names may be a namesake."""
    if place.country in setting.named or not setting.named or place.precision != "city":
        return True
    spans = (mention.span for mention in reading.places)
    return any(isinstance(s, PlaceSpan) and s.place == place and s.population >= LARGE for s in spans)


def _place_countries(reading: Reading) -> Iterator[str]:
    for mention in reading.places:
        if isinstance(mention.span, PlaceSpan) and mention.span.place.country:
            yield mention.span.place.country


def _spoken_of(reading: Reading, party: Party, before: str) -> str:
    """ "The government" is that of the country that acted last."""
    definite = party.at > 0 and reading.lowers[party.at - 1] == "the"
    return before if definite and party.actor.sector in OF_A_STATE else ""


def _placed(party: Party, country: str) -> Party:
    if party.actor.country or not country:
        return party
    return replace(party, actor=replace(party.actor, country=country), inferred=True)
