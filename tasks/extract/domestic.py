"""On whom an act falls that names nobody: protests, concessions and bans are on their own country, as coders read them.

In hand-coded news nine in ten protests, and every concession or ban without a stated recipient, have the actors' own
country on the other side.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.actor_lexicon import INTERNATIONAL, load_actor_lexicon
from tasks.extract.parties import Party
from tasks.extract.roles import Roles
from tasks.records import Actor

OWN = "own"  # the reason, as records keep it
OUTWARD = frozenset(
    {"cyber", "misinformation", "deport", "seize"}
)  # ways to coerce that are as often used abroad
OF_THE_STATE = frozenset({"", "GOV", "LEG", "JUD", "MIL", "COP"})


def with_own_country(event_type: str, modes: tuple[str, ...], roles: Roles) -> Roles:
    """The roles, with the actors' own country as recipient where such an act names none."""
    if roles.recipients or event_type not in ("PROTEST", "CONCEDE", "COERCE") or OUTWARD.intersection(modes):
        return roles
    found = own_side(event_type, tuple(party.actor for party in roles.actors))
    parties = tuple(Party(actor, -1, inferred=True, kind="country") for actor in found)
    return replace(roles, recipients=parties)


def own_government(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Against whom a protest is that names nobody."""
    return own_side("PROTEST", actors)


def own_side(event_type: str, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors' one country as those on whom they act; nobody where they have none or several."""
    countries = {actor.country for actor in actors}
    country = next(iter(countries)) if len(countries) == 1 else ""
    if not country or country in INTERNATIONAL:
        return ()
    name = load_actor_lexicon().countries.get(country, country)
    return (Actor("", name, country, _sector(event_type, actors), inferred=OWN),)


def _sector(event_type: str, actors: Sequence[Actor]) -> str:
    """People protest against their government, and their government concedes to them or to nobody in particular."""
    by_state = any(actor.sector in OF_THE_STATE for actor in actors)
    if event_type == "COERCE" or (by_state and event_type == "CONCEDE"):
        return ""
    return "" if by_state else "GOV"
