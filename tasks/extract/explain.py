"""Why a text is coded as it is: what the finders and the parser see, every trigger, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.extract.actors import find_actors, load_actor_lexicon
from tasks.extract.candidates import Alternatives, find_candidates
from tasks.extract.codebook import Codebook
from tasks.extract.coder import code_document
from tasks.extract.dates import find_dates
from tasks.extract.parsing import NOT_PARSED
from tasks.extract.places import find_places, load_gazetteer
from tasks.extract.prefilter import TriggerScan
from tasks.extract.reading import Reading, read_sentence
from tasks.extract.sentences import split_sentences
from tasks.extract.spans import ActorSpan, DateSpan, PlaceSpan, Sentence
from tasks.extract.syntax import Parse, SentenceParser
from tasks.records import CodedEvent, Coding, Document, Rejected

JOINED = "joined"
JOINED_MEANS = "It tells of an event that is coded from other words, and was joined with it."


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one trigger; ``sentence[start:end]`` are its words.

    ``rules`` are the frames that fit the words, the most specific first; the event's own rule may come from an inner
    reading and stand in none of them. Without an event, ``reason`` is one of the codebook's, or "joined".
    """

    trigger: str
    start: int
    end: int
    rules: tuple[str, ...]
    event: CodedEvent | None = None
    reason: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """One sentence with all that is seen in it; offsets of spans and nodes count into ``sentence.text``."""

    sentence: Sentence
    may_hold_event: bool  # whether the words of any trigger stand in it: only then it is worth parsing
    parse: Parse
    actors: tuple[ActorSpan, ...]
    places: tuple[PlaceSpan, ...]
    dates: tuple[DateSpan, ...]
    decisions: tuple[Decision, ...]


def explain(document: Document, codebook: Codebook, parser: SentenceParser) -> tuple[ExplainedSentence, ...]:
    """Code a document and show, sentence by sentence, what was seen and why it was coded or not."""
    coding = code_document(document, codebook, parser)
    scan = TriggerScan(codebook)
    sentences = split_sentences(document.full_text, len(document.title) if document.title else 0)
    parses = parser.parse([sentence.text for sentence in sentences])
    return tuple(
        _explained(sentence, parse, document, coding, codebook, scan)
        for sentence, parse in zip(sentences, parses, strict=True)
    )


def _explained(
    sentence: Sentence,
    parse: Parse,
    document: Document,
    coding: Coding,
    codebook: Codebook,
    scan: TriggerScan,
) -> ExplainedSentence:
    published = document.published_at.date() if document.published_at else None
    actors = find_actors(sentence.text, load_actor_lexicon(), published)
    places = find_places(sentence.text, load_gazetteer(), _countries(actors))
    dates = find_dates(sentence.text, published) if published else ()
    may_hold = scan.may_hold_event(sentence.text)
    reading = read_sentence(sentence, actors, places, dates, codebook, parse if may_hold else NOT_PARSED)
    return ExplainedSentence(
        sentence=sentence,
        may_hold_event=may_hold,
        parse=parse,
        actors=actors,
        places=places,
        dates=dates,
        decisions=_decisions(reading, find_candidates(reading), coding, codebook),
    )


def _countries(actors: Sequence[ActorSpan]) -> frozenset[str]:
    return frozenset(span.actor.country for span in actors if span.actor.country)


def _decisions(
    reading: Reading, triggers: Sequence[Alternatives], coding: Coding, codebook: Codebook
) -> tuple[Decision, ...]:
    """A decision for each trigger, and one for whatever else the coder told of the sentence; by position."""
    sentence = reading.sentence
    events = [event for event in coding.events if event.sentence_no == sentence.number]
    rejected = [one for one in coding.rejected if one.start == sentence.start]
    found: list[Decision] = []
    for alternatives in triggers:
        first, end = alternatives[0].first, alternatives[0].end
        at, stop = reading.words[first].start, reading.words[end - 1].end
        rules = tuple(dict.fromkeys(candidate.frame.rule_id for candidate in alternatives))
        trigger = Decision(sentence.text[at:stop], at, stop, rules)
        found += _outcomes(trigger, sentence, events, rejected, codebook)
    found += [_of_event(event, sentence) for event in events]
    found += [_of_rejected(one, sentence, codebook) for one in rejected]
    return tuple(sorted(found, key=lambda decision: (decision.start, decision.event is None)))


def _outcomes(
    trigger: Decision,
    sentence: Sentence,
    events: list[CodedEvent],
    rejected: list[Rejected],
    codebook: Codebook,
) -> Iterator[Decision]:
    """What became of a trigger; what is told of it is taken out of the lists."""
    coded = [event for event in events if _trigger_at(event, sentence) == trigger.start]
    for event in coded:
        events.remove(event)
        yield _settled(trigger, event=event)
    if coded:
        return
    refused = next((one for one in rejected if one.trigger == trigger.trigger), None)
    if refused is None:
        yield _settled(trigger, reason=JOINED, meaning=JOINED_MEANS)
    else:
        rejected.remove(refused)
        yield _settled(trigger, reason=refused.reason, meaning=codebook.filters.reasons[refused.reason])


def _settled(
    trigger: Decision, event: CodedEvent | None = None, reason: str = "", meaning: str = ""
) -> Decision:
    return Decision(trigger.trigger, trigger.start, trigger.end, trigger.rules, event, reason, meaning)


def _trigger_at(event: CodedEvent, sentence: Sentence) -> int:
    """Where an event's trigger begins in its sentence."""
    span = event.trigger_span
    return sentence.text.find(event.trigger) if span is None else span.start - sentence.start


def _of_event(event: CodedEvent, sentence: Sentence) -> Decision:
    at = _trigger_at(event, sentence)
    return Decision(event.trigger, at, at + len(event.trigger), (event.rule_id,), event)


def _of_rejected(rejected: Rejected, sentence: Sentence, codebook: Codebook) -> Decision:
    at = sentence.text.find(rejected.trigger)
    meaning = codebook.filters.reasons[rejected.reason]
    return Decision(
        rejected.trigger, at, at + len(rejected.trigger), (), reason=rejected.reason, meaning=meaning
    )
