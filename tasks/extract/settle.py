"""From a candidate that happened to a coded event: type by tense, place, date, counts, contexts, confidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks.extract.candidates import Candidate
from tasks.extract.codebook import Codebook, split_also
from tasks.extract.contexts import act_contexts
from tasks.extract.event_day import act_day, ahead_of_utc
from tasks.extract.frames import Frame
from tasks.extract.reading import Reading
from tasks.extract.roles import Roles
from tasks.extract.said import full_span, said_actor
from tasks.extract.scene import find_scene, settled_scene
from tasks.extract.toll_ties import own_tolls, with_tolls
from tasks.records import CodedEvent, Place, Span

HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "THREATEN"})


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
    place = settled_scene(reading, candidate, act.event_type, roles, setting)
    day = act_day(reading, candidate) if setting.published else None
    trigger = Span(reading.words[candidate.first].start, reading.words[candidate.end - 1].end)
    confidence = _confidence(candidate, roles, kind.recipient)
    confidence += 0.05 * (place is not None and not place.inferred)
    if day is not None:
        # What is told by month or year is mostly background.
        confidence += 0.05 if day.precision in ("day", "range") else -0.1
    event = CodedEvent(
        event_type=act.event_type,
        modes=act.modes,
        contexts=(),
        actors=tuple(said_actor(reading, party) for party in roles.actors),
        recipients=tuple(said_actor(reading, party) for party in roles.recipients),
        place=place,
        event_date=ahead_of_utc(day, reading, place, setting.published) if day else setting.published,
        date_precision=day.precision if day else "inferred",
        killed=None,
        injured=None,
        confidence=round(min(confidence, 0.99), 2),
        sentence_no=sentence.number,
        sentence=sentence.text,
        start=sentence.start,
        end=sentence.end,
        trigger=sentence.text[trigger.start : trigger.end],
        rule_id=candidate.frame.rule_id,
        quad_code=kind.quad,
        event_scale=mode.score if mode and mode.score is not None else kind.score,
        cameo_code=cameo,
        goldstein=codebook.goldstein[cameo],
        trigger_span=full_span(reading, trigger.start, trigger.end),
        date_span=full_span(reading, day.start, day.end) if day else None,
        date_inferred="publication" if day is None and setting.published else "",
    )
    event = replace(event, contexts=act_contexts(reading, event, codebook))
    return with_tolls(event, own_tolls(act.event_type, sentence.text, trigger, sentence.start))


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
    place = find_scene(reading, candidate, roles, setting)
    return place, place is None or place.inferred not in ("", "pointing")
