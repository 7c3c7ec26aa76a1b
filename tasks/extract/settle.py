"""From a candidate that happened to a coded event: type by tense, place, date, counts, contexts, confidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks.extract.candidates import TEMPORAL, Candidate
from tasks.extract.codebook import Codebook, split_also
from tasks.extract.frames import Frame
from tasks.extract.numbers import find_counts
from tasks.extract.reading import Mention, Reading
from tasks.extract.reject import nearest_date
from tasks.extract.roles import Roles
from tasks.extract.spans import PlaceSpan
from tasks.records import CodedEvent, DatePrecision, Place

HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "THREATEN"})
COUNTED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
FINENESS = {"point": 3, "city": 3, "province": 2, "country": 1}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document says for sentences that do not say it themselves."""

    published: date | None
    place: Place | None = None  # of the dateline
    country: str = ""
    countries: tuple[str, ...] = ()  # those that the article names, the most named first
    named: frozenset[str] = frozenset()  # every country that the document names
    looking_back: frozenset[int] = frozenset()  # sentences that go on telling of an old year
    spoken_of: Place | None = None  # the last place that the sentences before told of


@dataclass(frozen=True, slots=True)
class Act:
    """What is coded: the type and modes after tense and content had their say."""

    event_type: str
    modes: tuple[str, ...]
    cameo: str = ""


def settle(reading: Reading, candidate: Candidate, act: Act, roles: Roles, setting: Setting) -> CodedEvent:
    """One event with all that the sentence and its document say of it."""
    codebook, sentence = reading.codebook, reading.sentence
    kind = codebook.types[act.event_type]
    mode = kind.modes[act.modes[0]] if act.modes else None
    cameo = act.cameo or (mode.cameo if mode else kind.cameo)
    place, place_inferred = find_place(reading, candidate, roles, setting)
    when, precision = find_date(reading, candidate, setting.published)
    counts = find_counts(sentence.text) if act.event_type in COUNTED else None
    first, end = reading.words[candidate.first].start, reading.words[candidate.end - 1].end
    confidence = _confidence(candidate, roles, kind.recipient)
    confidence += 0.05 * (place is not None and not place_inferred) + 0.05 * (precision != "inferred")
    return CodedEvent(
        event_type=act.event_type,
        modes=act.modes,
        contexts=find_contexts(reading, codebook, act),
        actors=tuple(party.actor for party in roles.actors),
        recipients=tuple(party.actor for party in roles.recipients),
        place=place,
        event_date=when,
        date_precision=precision,
        killed=counts.killed if counts else None,
        injured=counts.injured if counts else None,
        confidence=round(min(confidence, 0.99), 2),
        sentence_no=sentence.number,
        sentence=sentence.text,
        start=sentence.start,
        end=sentence.end,
        trigger=sentence.text[first:end],
        rule_id=candidate.frame.rule_id,
        quad_code=kind.quad,
        event_scale=mode.score if mode and mode.score is not None else kind.score,
        cameo_code=cameo,
        goldstein=codebook.goldstein[cameo],
    )


def also_told(event: CodedEvent, frame: Frame, codebook: Codebook) -> Iterator[CodedEvent]:
    """What the same words tell besides: whoever is sentenced to prison is convicted and arrested."""
    for kind_name, mode_name in map(split_also, frame.also):
        if event.event_type != frame.event_type:
            return  # announced only
        kind = codebook.types[kind_name]
        mode = kind.modes.get(mode_name)
        cameo = mode.cameo if mode else kind.cameo
        yield replace(
            event,
            event_type=kind_name,
            modes=(mode_name,) if mode else (),
            quad_code=kind.quad,
            event_scale=mode.score if mode and mode.score is not None else kind.score,
            cameo_code=cameo,
            goldstein=codebook.goldstein[cameo],
        )


def _confidence(candidate: Candidate, roles: Roles, needs_recipient: bool) -> float:
    """How sure the parts are: the rule's specificity, who was found, and what had to be inferred."""
    both = bool(roles.recipients) or len(roles.actors) > 1
    value = 0.4 + 0.04 * min(candidate.weight, 5)
    value += 0.15 * bool(roles.actors) + 0.12 * both
    value -= 0.08 * (needs_recipient and not both) + 0.1 * candidate.frame.weak
    value -= 0.06 * any(party.inferred for party in (*roles.actors, *roles.recipients))
    return value - 0.05 * (candidate.verb is None)


def content_mode(
    codebook: Codebook, governor: str, inner_type: str, inner_modes: Sequence[str]
) -> tuple[str, ...]:
    """The mode of a request, refusal or threat: what is asked, refused or threatened."""
    if governor == "THREATEN":
        for mode in inner_modes:
            if mode in codebook.threat_by_mode:
                return (codebook.threat_by_mode[mode],)
    mode = codebook.types[inner_type].content.get(governor, "")
    return (mode,) if mode else ()


def find_place(
    reading: Reading, candidate: Candidate, roles: Roles, setting: Setting
) -> tuple[Place | None, bool]:
    """Where it happened, and whether that is only the document's place."""
    taken = {party.at for party in (*roles.actors, *roles.recipients) if not party.inferred}
    if candidate.frame.visitor:
        taken = {party.at for party in roles.actors}  # who is visited is also where
    here = [
        m for m in reading.places if _locates(reading, m, taken) and not _elsewhere(reading, m, candidate)
    ]
    near = [m for m in here if abs(m.first - candidate.first) <= 24]
    for choice in (near, here):
        if choice:
            best = max(choice, key=lambda m: (_fineness(m), -_distance(m, candidate)))
            return _place(best), False
    targets = [m for m in reading.places if m.preposition == "" and m.first >= candidate.first]
    if targets and (candidate.frame.visitor or candidate.frame.event_type in ("ASSAULT", "COERCE")):
        return _place(targets[0]), False
    if setting.spoken_of is not None and any(
        reading.has_phrase(tuple(phrase.split())) for phrase in reading.codebook.words["place_phrases"]
    ):
        return setting.spoken_of, False
    return _unsaid_place(roles, setting), True


def _unsaid_place(roles: Roles, setting: Setting) -> Place | None:
    """The dateline's place, or that of the sentence before where it lies in the one country that is involved."""
    countries = {party.actor.country for party in (*roles.actors, *roles.recipients)} - {""}
    for place in (setting.place, setting.spoken_of):
        if place is not None and (not countries or place.country in countries):
            return place
    return setting.place


def _locates(reading: Reading, mention: Mention, taken: set[int]) -> bool:
    """Whether a place is introduced as a scene, not as somebody who acts."""
    if mention.preposition in reading.codebook.words["locative"]:
        return True
    scene = mention.preposition in ("on", "of", "from", "to") and _fineness(mention) > 1
    return scene and mention.first not in taken


def _elsewhere(reading: Reading, mention: Mention, candidate: Candidate) -> bool:
    """Whether a place belongs to a later act: "closed the border after rebels had entered Hama"."""
    for k in range(candidate.end, mention.first):
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


def find_date(
    reading: Reading, candidate: Candidate, published: date | None
) -> tuple[date | None, DatePrecision]:
    """The day told nearest to the trigger, else the day of publication as inferred."""
    nearest = nearest_date(reading, candidate)
    if nearest is None or published is None:
        return published, "inferred"
    return nearest.first, nearest.precision


def find_contexts(reading: Reading, codebook: Codebook, act: Act) -> tuple[str, ...]:
    """Contexts whose words stand in the sentence, and those that a mode brings."""
    vocabulary = reading.vocabulary
    found = [
        name
        for name, phrases in codebook.contexts.items()
        if any(
            all(word in vocabulary for word in phrase) and reading.has_phrase(phrase) for phrase in phrases
        )
    ]
    modes = codebook.types[act.event_type].modes
    forced = [modes[mode].context for mode in act.modes if modes[mode].context]
    return tuple(dict.fromkeys((*forced, *found)))
