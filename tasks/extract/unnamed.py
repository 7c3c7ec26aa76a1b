"""Who did it and to whom where nobody is named: attackers, police, protesters or people of where it happened.

ACLED and PLOVER code a bombing that nobody claims to unidentified armed actors of its country. To be applied when
the tellings of one act are folded: before that, a telling without a doer must still fit one that names him.
"""

from dataclasses import replace

from tasks.extract.domestic import own_government
from tasks.records import Actor, CodedEvent

UNNAMED = "unnamed"  # the reason, as records keep it
_FROM_AFAR = frozenset({"aerial", "drone", "heavy-weapons", "unconventional"})
# type, mode ("" = any) -> what they are called, and their sector
_DOERS: dict[tuple[str, str], tuple[str, str]] = {
    ("ASSAULT", "crowd-control"): ("police", "COP"),
    ("ASSAULT", ""): ("unidentified attackers", "UAF"),
    ("COERCE", "arrest"): ("police", "COP"),
    ("ACCUSE", "investigate"): ("investigators", "GOV"),
    ("PROTEST", ""): ("protesters", "CVL"),
}


def with_unnamed_sides(event: CodedEvent) -> CodedEvent:
    """The event with the sides that its words leave out, marked as inferred, where they say the place."""
    told = with_unnamed_victims(with_unnamed_doer(event))
    if told.event_type == "PROTEST" and not told.recipients and len({a.country for a in told.actors}) == 1:
        return replace(told, recipients=own_government(told.actors))
    return told


def with_unnamed_victims(event: CodedEvent) -> CodedEvent:
    """The event with those of the place as its victims, where an attack names none and is not told of both sides."""
    place = event.place
    if event.event_type != "ASSAULT" or event.recipients or len(event.actors) > 1:
        return event
    if place is None or not place.country or place.inferred:
        return event
    harmed = event.killed or event.injured
    actor = Actor(
        "", "people", place.country, "CVL" if harmed else "", inferred=UNNAMED, inferred_country="place"
    )
    return replace(event, recipients=(actor,))


def with_unnamed_doer(event: CodedEvent) -> CodedEvent:
    """The event with those who must have done it, marked as inferred, where its words name nobody but say where.

    The place must be told of the act itself: neither the victims' country nor a dateline says whose attackers
    they were. What comes out of the air or from afar can be any state's and stays without a doer.
    """
    place = event.place
    if event.actors or place is None or not place.country or place.inferred:
        return event
    if _FROM_AFAR.intersection(event.modes):
        return event
    modes = (*event.modes, "")
    doer = next((found for mode in modes if (found := _DOERS.get((event.event_type, mode)))), None)
    if doer is None:
        return event
    name, sector = doer
    actor = Actor("", name, place.country, sector, inferred=UNNAMED, inferred_country="place")
    return replace(event, actors=(actor,))
