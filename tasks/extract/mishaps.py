"""Sport, accidents and ordinary crime that words together give away: a captain who declares war on a side, a ship
that strikes a bridge, a man who is arrested for theft.
"""

from tasks.extract.candidates import Candidate
from tasks.extract.reading import Reading

LAW = frozenset({"COERCE", "SANCTION", "ACCUSE"})  # types of arrests, verdicts and charges
WAR_REACH = 6  # words behind "war on" among which its enemy is named
BEFORE = 5  # words that may part a vehicle from the verb
BEHIND = 6  # and the verb from what is struck


def mishap(reading: Reading, candidate: Candidate) -> str:
    """The subject that rules an act out, or ""."""
    if _of_a_team(reading, candidate):
        return "sport"
    if _collision(reading):
        return "accident"
    if _war_on_things(reading, candidate):
        return "figurative"
    return "crime" if _ordinary_crime(reading, candidate) else ""


def _war_on_things(reading: Reading, candidate: Candidate) -> bool:
    """ "Declares war on wheeled suitcases": a war is waged on somebody or somewhere."""
    if reading.lowers[candidate.end - 2 : candidate.end] != ("war", "on"):
        return False
    near = range(candidate.end, candidate.end + WAR_REACH)
    return not any(mention.first in near for mention in (*reading.actors, *reading.places))


def _ordinary_crime(reading: Reading, candidate: Candidate) -> bool:
    """Whether the law deals with somebody of no public side for something of no public side."""
    classes, words = reading.codebook.words, reading.lowers
    return (
        candidate.frame.event_type in LAW
        and not classes["private_crimes"].isdisjoint(words)
        and not classes["private_people"].isdisjoint(words)
        and classes["public_side"].isdisjoint(words)
    )


def _of_a_team(reading: Reading, candidate: Candidate) -> bool:
    """Whether a captain or coach acts or suffers, without a ship, a service or a rank's capital beside."""
    if candidate.verb is None or any(reading.is_a(k, "services") for k in range(len(reading.words))):
        return False
    start, end = reading.clauses.subject(candidate.verb)
    return any(reading.is_a(k, "team_leaders") and reading.words[k].text.islower() for k in range(start, end))


def _collision(reading: Reading) -> bool:
    """Whether a vehicle strikes what does not move, and carries no charge."""
    classes, words = reading.codebook.words, reading.lowers
    if classes["charges"].intersection(words):
        return False
    for at, word in enumerate(words):
        if word in classes["contact"]:
            vehicle = classes["vehicles"].intersection(words[max(0, at - BEFORE) : at])
            if vehicle and classes["obstacles"].intersection(words[at + 1 : at + 1 + BEHIND]):
                return True
    return False
