"""Where an act happened: the scene in its sentence, else what its sides, the dateline or the story say of it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks.extract.candidates import TEMPORAL, Candidate
from tasks.extract.country_places import country_place
from tasks.extract.parties import Party
from tasks.extract.reading import Mention, Reading
from tasks.extract.roles import Roles
from tasks.extract.said import full_span
from tasks.extract.spans import PlaceSpan
from tasks.records import Place

if TYPE_CHECKING:
    from tasks.extract.settle import Setting

FINENESS = {"point": 3, "city": 3, "province": 2, "country": 1}
DEEP = 2  # prepositions between an act and its scene, "in a town in Daraa"
NEAR = 24  # words between an act and its scene
AT_HOME = frozenset(
    {"MOBILIZE", "PROTEST", "RETREAT", "CONCEDE", "COERCE", "SANCTION"}
)  # done where the actor is
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def find_scene(reading: Reading, candidate: Candidate, roles: Roles, setting: "Setting") -> Place | None:
    """The place with its words, or with the reason in ``inferred`` where the sentence does not say it."""
    mention = _told_scene(reading, candidate, roles)
    if mention is not None and not _far_below(reading, candidate, mention):
        place = _place(mention)
        where = full_span(reading, mention.span.start, mention.span.end)
        return replace(place, span=where, inferred="") if place else None
    phrases = reading.codebook.words["place_phrases"]
    if setting.spoken_of is not None and any(reading.has_phrase(tuple(p.split())) for p in phrases):
        return replace(setting.spoken_of, span=None, inferred="pointing")
    return _unsaid_place(candidate, roles, setting)


def _far_below(reading: Reading, candidate: Candidate, mention: Mention) -> bool:
    """ "Carried out the attack in retaliation for air strikes in Kunduz": where the strikes were, not the attack."""
    tree = reading.tree
    return (
        tree is not None and tree.prepositions_between(mention.first, candidate.first, reading.words) > DEEP
    )


def settled_scene(
    reading: Reading, candidate: Candidate, event_type: str, roles: Roles, setting: "Setting"
) -> Place | None:
    """The scene; where only a dateline far from all sides is known, or nothing, the country that the sides point to."""
    scene = find_scene(reading, candidate, roles, setting)
    sided = frozenset[str]().union(*_side_countries(roles))
    if scene is not None and (scene.inferred != "dateline" or not sided or scene.country in sided):
        return scene
    return _scene_of_sides(candidate, event_type, roles, setting) or scene


def _scene_of_sides(candidate: Candidate, event_type: str, roles: Roles, setting: "Setting") -> Place | None:
    """The one country of both sides; else of the visited, the attacked, or of those who act in their own land."""
    actors, recipients = _side_countries(roles)
    both = {*actors, *recipients}
    if len(both) == 1 and ((actors and recipients) or both == {setting.country} or len(roles.actors) > 1):
        return country_place(next(iter(both)), "sides")
    if event_type == "ASSAULT" or candidate.frame.visitor:
        chosen = recipients
    else:
        chosen = actors if event_type in AT_HOME else frozenset()
    return country_place(next(iter(chosen)), "sides") if len(chosen) == 1 else None


def _side_countries(roles: Roles) -> tuple[frozenset[str], frozenset[str]]:
    """The countries of both sides that the text says, else those inferred."""
    told = _countries(roles.actors, inferred=False), _countries(roles.recipients, inferred=False)
    if any(told):
        return told
    return _countries(roles.actors, inferred=True), _countries(roles.recipients, inferred=True)


def _countries(parties: Iterable[Party], *, inferred: bool) -> frozenset[str]:
    """The countries of participants; an international organisation is nowhere."""
    codes = {party.actor.country for party in parties if inferred or not party.actor.inferred_country}
    return frozenset(code for code in codes if country_place(code, "sides") is not None)


def _told_scene(reading: Reading, candidate: Candidate, roles: Roles) -> Mention | None:
    """The mention of the scene: the finest near the trigger, else a bare place that is hit or visited."""
    taken = {party.at for party in (*roles.actors, *roles.recipients) if not party.inferred}
    if candidate.frame.visitor:
        taken = {party.at for party in roles.actors}  # who is visited is also where
    here = [
        m for m in reading.places if _locates(reading, m, taken) and not _elsewhere(reading, m, candidate)
    ]
    near = [m for m in here if abs(m.first - candidate.first) <= NEAR]
    for choice in (near, [m for m in here if m.first < candidate.first]):
        if choice:
            return max(choice, key=lambda m: (_fineness(m), -_distance(m, candidate)))
    targets = [m for m in reading.places if m.preposition == "" and m.first >= candidate.first]
    if targets and (candidate.frame.visitor or candidate.frame.event_type in ("ASSAULT", "COERCE")):
        return targets[0]
    return None


def _unsaid_place(candidate: Candidate, roles: Roles, setting: "Setting") -> Place | None:
    """The dateline's place, or that of the sentence before where it lies in the one country that is involved.

    What is only said was not said where the sentence before tells of a missile.
    """
    before = None if candidate.frame.event_type in VERBAL else setting.spoken_of
    countries = {party.actor.country for party in (*roles.actors, *roles.recipients)} - {""}
    for place, reason in ((setting.place, "dateline"), (before, "sentence before")):
        if place is not None and (not countries or place.country in countries):
            return replace(place, span=None, inferred=reason)
    return replace(setting.place, span=None, inferred="dateline") if setting.place else None


def _locates(reading: Reading, mention: Mention, taken: set[int]) -> bool:
    """Whether a place is introduced as a scene, not as somebody who acts."""
    if mention.preposition in reading.codebook.words["locative"]:
        return True
    scene = mention.preposition in ("on", "of", "from", "to") and _fineness(mention) > 1
    return scene and mention.first not in taken


def _elsewhere(reading: Reading, mention: Mention, candidate: Candidate) -> bool:
    """Whether a place belongs to a later act: "closed the border after rebels had entered Hama"."""
    for k in range(candidate.end, mention.first):
        if reading.clauses.answers(k):
            return True
        if reading.lowers[k] in TEMPORAL or reading.lowers[k] == "as":
            return any(v.shape == "finite" and k < v.head < mention.first for v in reading.verbs)
    return False


def _place(mention: Mention) -> Place | None:
    return mention.span.place if isinstance(mention.span, PlaceSpan) else None


def _fineness(mention: Mention) -> int:
    place = _place(mention)
    return FINENESS[place.precision] if place else 0


def _distance(mention: Mention, candidate: Candidate) -> int:
    """Words between; what follows the trigger counts half."""
    gap = mention.first - candidate.first
    return gap if gap >= 0 else -2 * gap
