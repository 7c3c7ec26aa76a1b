"""The verdict on one trigger: the event that it tells of, or the reason why there is none."""

from dataclasses import dataclass, replace

from tasks.extract.anaphora import both_sides, object_parties
from tasks.extract.candidates import Alternatives, Candidate
from tasks.extract.countries import with_countries
from tasks.extract.domestic import with_own_country
from tasks.extract.mode_words import told_modes
from tasks.extract.parties import Memory, Party, place_parties
from tasks.extract.reading import Reading
from tasks.extract.reject import announced, reject_reason
from tasks.extract.retrospect import told_as_past
from tasks.extract.roles import Roles, absorbed_parties, find_roles
from tasks.extract.settle import HOSTILE, Act, Setting, content_mode, find_place, settle
from tasks.extract.unlisted import unlisted_object
from tasks.records import Actor, CodedEvent

UNFRIENDLY = HOSTILE | {"RETREAT"}
SOFT = frozenset(
    {"no_actor", "wrong_actor", "other_content"}
)  # another reading of the same words may still fit


@dataclass(frozen=True, slots=True)
class Verdict:
    """A candidate with its event, or with the reason why it has none."""

    candidate: Candidate
    reason: str = ""
    event: CodedEvent | None = None


def judge(
    reading: Reading,
    alternatives: Alternatives,
    inner: Candidate | None,
    memory: Memory,
    setting: Setting,
) -> Verdict:
    """Try the readings of one trigger, best first; the first that can be coded wins."""
    first: Verdict | None = None
    for candidate in alternatives:
        verdict = _judge_one(reading, candidate, inner, memory, setting)
        if verdict.event is not None:
            return verdict
        first = first or verdict
        if verdict.reason not in SOFT:
            return first
    if first is None or first.reason == "other_content":
        return Verdict(alternatives[0], "hypothetical")
    return first


def _judge_one(
    reading: Reading, candidate: Candidate, inner: Candidate | None, memory: Memory, setting: Setting
) -> Verdict:
    reason = reject_reason(reading, candidate, setting.published)
    if not reason and reading.sentence.number in setting.looking_back and told_as_past(reading, candidate):
        reason = "historical"
    if candidate.blocked and reason in ("", "historical"):
        reason = "other_sense"
    if reason:
        return Verdict(candidate, reason)
    act = _act(reading, candidate, inner)
    if act is None:
        return Verdict(candidate, "other_content" if candidate.frame.absorbs else "future")
    roles = find_roles(reading, candidate, memory)
    roles = _with_absorbed(reading, candidate, inner, roles)
    roles = _with_object(reading, candidate, roles, memory)
    roles = _with_place(reading, candidate, roles)
    roles = with_countries(reading, candidate, roles, setting, memory)
    roles = _visitor_first(reading, candidate, act, roles, setting)
    reason = _unfit(reading, candidate, act, roles)
    if reason and not (reason == "no_actor" and _goes_on(reading, candidate, act, memory, setting)):
        return Verdict(candidate, reason)
    roles = with_own_country(act.event_type, act.modes, roles)
    return Verdict(candidate, event=settle(reading, candidate, act, roles, setting))


def _with_object(reading: Reading, candidate: Candidate, roles: Roles, memory: Memory) -> Roles:
    """An object that is nobody's name can still stand for somebody."""
    if candidate.verb is None or reading.verbs[candidate.verb].passive:
        return roles
    if roles.recipients:
        both = () if roles.recipients[0].actor.country else both_sides(reading, candidate, memory)
        return replace(roles, recipients=both) if both else roles
    found = object_parties(reading, candidate, roles, memory) or unlisted_object(reading, candidate)
    return replace(roles, recipients=found)


def _with_absorbed(reading: Reading, candidate: Candidate, inner: Candidate | None, roles: Roles) -> Roles:
    """Of "refused to send troops to Iraq" the recipient is that of what was refused."""
    frame = candidate.frame
    if not frame.absorbs or frame.symmetric or frame.speaker or frame.event_type == "ACCUSE":
        return roles
    inside = range(candidate.first + 1, candidate.end + 2)
    direct = any(verb.to and verb.head in inside for verb in reading.verbs)
    if roles.recipients and not (direct and not roles.recipients[0].actor.country):
        return roles
    found = absorbed_parties(reading, candidate, inner, roles)
    return replace(roles, recipients=found or roles.recipients)


def _act(reading: Reading, candidate: Candidate, inner: Candidate | None) -> Act | None:
    """Type and modes after tense and content; None where nothing is left to code."""
    frame, codebook = candidate.frame, reading.codebook
    if frame.hostile or frame.cooperative or frame.requires_inner:
        inner = _governed_act(reading, candidate, inner)
    if frame.requires_inner and inner is None:
        return None
    if frame.hostile and (inner is None or inner.frame.event_type not in HOSTILE):
        return None
    if frame.cooperative and (inner is None or inner.frame.event_type in HOSTILE):
        return None
    absorbed: tuple[str, ...] = ()
    if inner is not None:
        absorbed = content_mode(codebook, frame.event_type, inner.frame.event_type, inner.frame.modes)
    modes = told_modes(reading, candidate, frame.event_type, frame.modes, absorbed)
    act = Act(frame.event_type, modes, frame.cameo)
    verb = reading.verbs[candidate.verb] if candidate.verb is not None else None
    if verb is None or frame.keep_future:
        return act
    if not reading.is_a_word(verb.modal, "future") and not announced(reading, candidate.verb or 0):
        return act
    return _in_future(reading, act)


def _governed_act(reading: Reading, candidate: Candidate, inner: Candidate | None) -> Candidate | None:
    """The absorbed act if it is the very verb behind the trigger."""
    later = [verb.head for verb in reading.verbs if verb.head >= candidate.end]
    return inner if inner is not None and later and inner.first == later[0] else None


def _in_future(reading: Reading, act: Act) -> Act | None:
    """What an announced act counts as."""
    future = reading.codebook.types[act.event_type].future
    if not future or future == act.event_type:
        return act if future else None
    return Act(future, content_mode(reading.codebook, future, act.event_type, act.modes))


def _with_place(reading: Reading, candidate: Candidate, roles: Roles) -> Roles:
    """A place can be what was hit, taken or visited, where no actor is."""
    frame = candidate.frame
    wanted = frame.place_target or frame.place_object or frame.visitor
    if roles.recipients or frame.symmetric or not wanted:
        return roles
    end = len(reading.words)
    if candidate.verb is not None:
        end = reading.clauses.complement(candidate.verb)[1]
        if reading.verbs[candidate.verb].passive:
            subject = reading.clauses.subject(candidate.verb)
            return replace(roles, recipients=place_parties(reading, subject, ()))
    if candidate.verb is None and frame.visitor and frame.adj:
        return replace(roles, recipients=place_parties(reading, (0, candidate.first), ("in", "at")))
    if candidate.verb is None and frame.place_target:
        verb = max((v.head + 1 for v in reading.verbs if v.head < candidate.first), default=0)
        before = place_parties(reading, (max(verb, candidate.first - 3), candidate.first), ())
        if before:
            return replace(roles, recipients=before)
    places = place_parties(reading, (candidate.end, end), tuple(p for p in frame.to if p != "object"))
    return replace(roles, recipients=places)


def _visitor_first(reading: Reading, candidate: Candidate, act: Act, roles: Roles, setting: Setting) -> Roles:
    """Where a meeting is held in the country of one side, that side is the host and so the recipient."""
    if act.event_type != "CONSULT" or act.modes or len(roles.actors) < 2 or not candidate.frame.symmetric:
        return roles
    place, inferred = find_place(reading, candidate, roles, setting)
    if place is None or inferred:
        return roles
    hosts = tuple(party for party in roles.actors if party.actor.country == place.country)
    guests = tuple(party for party in roles.actors if party.actor.country != place.country)
    return Roles(guests, hosts) if hosts and guests else roles


def _unfit(reading: Reading, candidate: Candidate, act: Act, roles: Roles) -> str:
    """Whether those found can be the sides of such an act, and are enough of them."""
    frame, kind, filters = candidate.frame, reading.codebook.types[act.event_type], reading.codebook.filters
    allowed, official = filters.sides.get(frame.sides), filters.sides["official"]
    actors = roles.actors
    if act.event_type == "CONSULT" and any(p.actor.sector == "JRN" for p in (*actors, *roles.recipients)):
        return "wrong_actor"  # an interview
    if act.event_type in UNFRIENDLY and any(_private(reading, p) for p in actors or roles.recipients):
        return "wrong_actor"
    if allowed is not None and actors and not any(_can_act(party, allowed) for party in actors):
        return "wrong_actor"
    needs = frame.needs or kind.needs
    if act.event_type != frame.event_type:
        needs = kind.needs
    if not actors and frame.sides == "state" and not any(_can_act(p, official) for p in roles.recipients):
        return "no_actor"
    if frame.official_to and not any(_can_act(party, official) for party in roles.recipients):
        return "wrong_actor"
    announced = act.event_type != frame.event_type or act.event_type == "AGREE"
    if announced and actors and not any(_can_act(party, official) for party in actors):
        return "wrong_actor"
    if frame.requires_to and not roles.recipients:
        return "no_actor"
    if frame.place_object and not any(p.actor.country for p in roles.recipients):
        return "no_actor"
    return "" if _enough(reading, candidate, needs, roles) else "no_actor"


def _private(reading: Reading, party: Party) -> bool:
    """Whether a country only says where somebody of no public side is from: "the Cuban ballet"."""
    if party.kind != "country" or party.at < 0 or party.inferred:
        return False
    behind = reading.words[party.at + 1].text if party.at + 1 < len(reading.words) else ""
    if behind[:1].isupper() and not reading.headline and not _inside_name(reading, party.at + 1):
        return True  # "the Swiss Crystal hit a bridge"
    for k in range(party.at + 1, min(party.at + 6, len(reading.words))):
        if reading.is_a(k, "private_nouns"):
            return True
        if reading.is_a(k, "prepositions") or any(verb.first <= k <= verb.head for verb in reading.verbs):
            return False
    return False


def _inside_name(reading: Reading, at: int) -> bool:
    return any(mention.first <= at < mention.end for mention in (*reading.actors, *reading.places))


def _can_act(party: Party, allowed: frozenset[str]) -> bool:
    """Whether the sector fits; a person without one is no country, but somebody of public life."""
    return (party.actor.sector or ("ELI" if party.kind == "person" else "")) in allowed


def _enough(reading: Reading, candidate: Candidate, needs: str, roles: Roles) -> bool:
    actors = [party for party in roles.actors if _known(party.actor)]
    recipients = [party for party in roles.recipients if _known(party.actor)]
    if not actors and _active(reading, candidate) and not _instrument(reading, candidate):
        return False
    if needs == "pair":
        return len(actors) > 1 or bool(actors and recipients)
    if needs == "actor":
        return bool(actors)
    if needs == "either":
        return bool(actors or roles.recipients)
    if candidate.frame.symmetric and not actors:
        return False
    if candidate.frame.violent and not actors and not _violent(reading):
        return False
    # A country that condemns a shelling is not where it was.
    scenes = [mention for mention in reading.places if mention.preposition or reading.headline]
    return bool(actors or recipients or scenes)


def _goes_on(reading: Reading, candidate: Candidate, act: Act, memory: Memory, setting: Setting) -> bool:
    """Whether a death without a doer goes on with the attack of the sentence before: "A guard was shot dead."."""
    if act.event_type != "ASSAULT" or candidate.verb is None or setting.spoken_of is None:
        return False
    attacked = bool(memory.deeds) and memory.deeds[0][0] == "ASSAULT"
    near = 0 < reading.sentence.number - memory.told_in <= 1
    return attacked and near and reading.verbs[candidate.verb].passive


def _active(reading: Reading, candidate: Candidate) -> bool:
    """Whether the subject of the verb is the one who acts, so that an unknown subject leaves nobody."""
    if candidate.verb is None or candidate.frame.subject != "actor":
        return False
    return not reading.verbs[candidate.verb].passive and candidate.frame.event_type != "PROTEST"


def _instrument(reading: Reading, candidate: Candidate) -> bool:
    """Whether a weapon or an attack is the subject: "a car bomb killed six"."""
    subject = reading.clauses.subject(candidate.verb or 0)
    violence = reading.codebook.filters.violence
    return candidate.frame.event_type == "ASSAULT" and any(reading.has_phrase(p, *subject) for p in violence)


def _known(actor: Actor) -> bool:
    """Whether more is said of somebody than that there is somebody."""
    return bool(actor.country or actor.sector) and actor.sector != "UNK"


def _violent(reading: Reading) -> bool:
    return any(reading.has_phrase(phrase) for phrase in reading.codebook.filters.violence)
