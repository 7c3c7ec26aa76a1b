"""Whose a role is that comes without a country ("the army", "sailors"), and by which rule that is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from tasks.extract.candidates import Candidate
from tasks.extract.parties import Memory, Party, actor_of
from tasks.extract.reading import Reading
from tasks.extract.roles import Roles
from tasks.extract.settle import Setting, find_place
from tasks.extract.spans import PlaceSpan
from tasks.records import Place

CountryReason = Literal["modifier", "behind", "sentence", "place", "dateline", "story", "capital", "memory"]
COUNTRY_REASONS: Mapping[CountryReason, str] = MappingProxyType(
    {
        "modifier": "a place right before the role says whose it is: Mumbai police",
        "behind": "a place right behind the role says whose it is: rebels in the Ivory Coast",
        "sentence": "the sentence names the country",
        "place": "the act happened there",
        "dateline": "the article was written there",
        "story": "the article names that country most",
        "capital": "the capital of which the article spoke is its own",
        "memory": "the country acted in the sentence before, or was spoken of last",
    }
)
LARGE = 100_000  # people from which a city is taken to be the known one
OF_A_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
CAPITAL = ("the", "capital")


@dataclass(frozen=True, slots=True)
class Inferred:
    """A country that was not said of a participant, and the rule that gave it."""

    country: str
    reason: CountryReason


@dataclass(frozen=True, slots=True)
class Inferences:
    """What was inferred of each participant, in the order of the roles; None where nothing had to be, or could."""

    actors: tuple[Inferred | None, ...]
    recipients: tuple[Inferred | None, ...]


def with_countries(
    reading: Reading, candidate: Candidate, roles: Roles, setting: Setting, memory: Memory
) -> Roles:
    """A role without a country takes it from whom the text spoke of, from the scene, or from the article."""
    found = infer_countries(reading, candidate, roles, setting, memory)
    return Roles(
        tuple(map(_placed, roles.actors, found.actors)),
        tuple(map(_placed, roles.recipients, found.recipients)),
    )


def infer_countries(
    reading: Reading, candidate: Candidate, roles: Roles, setting: Setting, memory: Memory
) -> Inferences:
    """The country of each participant that has none, with its reason."""
    scene, fallback = _scene(reading, candidate, roles, setting), _fallback(setting, memory)
    own = {party.actor.country for party in roles.actors}
    beside = _beside(reading, setting, own) if own - {""} else None
    suffered = scene or beside or fallback
    if suffered is not None and _foreign(reading, roles, own, suffered.country):
        other = next((c for c in setting.countries if c not in own), "")
        suffered = Inferred(other, "story") if other else None
    return Inferences(
        tuple(
            _unless_known(p, _said(reading, p) or _spoken_of(reading, p, memory) or scene or fallback)
            for p in roles.actors
        ),
        tuple(_unless_known(p, _said(reading, p) or suffered) for p in roles.recipients),
    )


def _unless_known(party: Party, inferred: Inferred | None) -> Inferred | None:
    return None if party.actor.country else inferred


def _said(reading: Reading, party: Party) -> Inferred | None:
    """What the words at the participant say."""
    return None if party.inferred or party.at < 0 else _modifier(reading, party) or _among(reading, party)


def _modifier(reading: Reading, party: Party) -> Inferred | None:
    """ "Mumbai police", "Idlib's doctors": a place right before the role."""
    end = (
        party.at - 1
        if reading.lowers[party.at - 1 : party.at] in [(mark,) for mark in POSSESSIVE]
        else party.at
    )
    for mention in reading.places:
        span = mention.span
        if mention.end == end and isinstance(span, PlaceSpan) and span.place.country:
            parted = reading.sentence.text[span.end : reading.words[party.at].start]
            compound = reading.sentence.text[max(0, span.start - 1) : span.start] == "-"  # "anti-Syria"
            if not compound and parted.strip() in {"", *POSSESSIVE}:
                return Inferred(span.place.country, "modifier")
    return None


def _among(reading: Reading, party: Party) -> Inferred | None:
    """A people that has no country of its own lives in the one that the sentence names nearest to it."""
    if party.kind != "group":
        return None
    named = [(m.first, actor_of(m).country) for m in reading.actors if m.first != party.at]
    named += [(m.first, m.span.place.country) for m in reading.places if isinstance(m.span, PlaceSpan)]
    near = [(abs(first - party.at), country) for first, country in named if country.isalpha()]
    return Inferred(min(near)[1], "sentence") if near else None


def _scene(reading: Reading, candidate: Candidate, roles: Roles, setting: Setting) -> Inferred | None:
    """Where the sentence lets it happen."""
    place, inferred = find_place(reading, candidate, roles, setting)
    if place is None or inferred or not place.country or not _trusted(reading, place, setting):
        return None
    capital = place == setting.spoken_of and reading.has_phrase(CAPITAL)
    return Inferred(place.country, "capital" if capital else "place")


def _fallback(setting: Setting, memory: Memory) -> Inferred | None:
    """What the whole article is about, or where it was written."""
    written = setting.place.country if setting.place else ""
    if setting.country:
        return Inferred(setting.country, "dateline" if setting.country == written else "story")
    if written:
        return Inferred(written, "dateline")
    return Inferred(setting.spoken_of.country, "memory") if setting.spoken_of else None


def _beside(reading: Reading, setting: Setting, own: set[str]) -> Inferred | None:
    """Another country that the sentence names as a place."""
    country = next((c for c in _place_countries(reading) if c in setting.named - own), "")
    return Inferred(country, "sentence") if country else None


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


def _spoken_of(reading: Reading, party: Party, memory: Memory) -> Inferred | None:
    """ "The government" is that of the country that acted last."""
    definite = party.at > 0 and reading.lowers[party.at - 1] == "the"
    country = memory.last.actor.country if memory.last else ""
    if not definite or not country or party.actor.sector not in OF_A_STATE:
        return None
    return Inferred(country, "memory")


def _placed(party: Party, inferred: Inferred | None) -> Party:
    if inferred is None:
        return party
    actor = replace(party.actor, country=inferred.country, inferred_country=inferred.reason)
    return replace(party, actor=actor, inferred=True)
