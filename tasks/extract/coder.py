"""Codes a document: who did what to whom, where and when, with the sentence that says so.

sentences -> names, places, dates -> verbs and clauses -> triggers -> roles -> did it happen -> events -> folded
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from tasks.errors import ExtractError
from tasks.extract.actors import find_actors, load_actor_lexicon
from tasks.extract.codebook import Codebook, load_codebook
from tasks.extract.confidence import weighed
from tasks.extract.contexts import with_story_contexts
from tasks.extract.coreference import resolve_names
from tasks.extract.dates import find_dates
from tasks.extract.event_day import with_story_days
from tasks.extract.fold import fold
from tasks.extract.judge import Verdict
from tasks.extract.memory import remember
from tasks.extract.parser.load import load_parser
from tasks.extract.parsing import explained_names, parse_tellers, telling
from tasks.extract.parties import Memory
from tasks.extract.places import find_places, load_gazetteer
from tasks.extract.reading import Reading, read_sentence
from tasks.extract.reject import count_phrases, count_scores, document_domain
from tasks.extract.retrospect import looking_back
from tasks.extract.said import check_spans
from tasks.extract.sentences import dateline, split_sentences
from tasks.extract.settle import Setting, also_told
from tasks.extract.somebody import find_adjectives
from tasks.extract.spans import ActorSpan, DateSpan, PlaceSpan
from tasks.extract.syntax import SentenceParser
from tasks.extract.toll_ties import with_later_tolls
from tasks.extract.unnamed import with_unnamed_sides
from tasks.extract.verdicts import sentence_verdicts
from tasks.records import CodedEvent, Coding, Document, Place, Rejected

_lexicon = cache(load_actor_lexicon)
_gazetteer = cache(load_gazetteer)
LONGEST_SENTENCE = 1_200  # characters; longer ones are tables and lists, not sentences


def code_documents(documents: Sequence[Document], parser: str = "") -> list[Coding]:
    """Code a chunk of documents in order; one that fails gives a Coding with its error and the rest go on.

    ``parser`` names the sentence parser: see ``load_parser``.
    """
    codebook, trees = load_codebook(), load_parser(parser)
    codings: list[Coding] = []
    for document in documents:
        try:
            codings.append(checked(code_document(document, codebook, trees), document))
        except Exception as failure:
            problem = f"{type(failure).__name__}: {failure}"
            codings.append(Coding(document.doc_id, (), (), codebook.version, error=problem))
    return codings


def checked(coding: Coding, document: Document) -> Coding:
    """The coding itself; ExtractError where a span does not read back to its sentence and trigger."""
    full = document.full_text
    evidence: tuple[CodedEvent | Rejected, ...] = (*coding.events, *coding.rejected)
    for told in evidence:
        # The warehouse refuses a whole run for one such row, so the document alone must give way.
        if full[told.start : told.end] != told.sentence or told.trigger not in told.sentence:
            raise ExtractError(f"span {told.start}-{told.end} is not the evidence of {told.trigger!r}")
    check_spans(coding.events, full)
    return coding


def code_document(document: Document, codebook: Codebook, parser: SentenceParser | None = None) -> Coding:
    """Every event that a document tells of, most certain first, and every candidate that was not coded."""
    published = document.published_at.date() if document.published_at else None
    full = document.full_text
    sentences = split_sentences(full, len(document.title) if document.title else 0)
    begin = _text_begin(document)
    trees = parser or load_parser()
    texts = [sentence.text for sentence in sentences]
    tellers = telling(texts, codebook)
    known = [_actors(s.text, published, begin - s.start) for s in sentences]
    told_of = frozenset(span.actor.country for spans in known for span in spans if span.actor.country)
    named = resolve_names(sentences, explained_names(texts, tellers, known, told_of, trees))
    countries = Counter(span.actor.country for spans in named for span in spans if span.actor.country)
    parses = parse_tellers(texts, tellers, trees)
    readings = [
        read_sentence(
            sentence,
            actors,
            find_places(sentence.text, _gazetteer(), frozenset(countries)),
            _dates(sentence.text, published, begin - sentence.start),
            codebook,
            parse,
        )
        for sentence, actors, parse in zip(sentences, named, parses, strict=True)
        if len(sentence.text) <= LONGEST_SENTENCE
    ]
    setting = _setting(document, published, readings, countries)
    domain = _domain(readings, codebook)
    events: list[CodedEvent] = []
    rejected: list[Rejected] = []
    memory = Memory(country=setting.country)
    for reading in readings:
        verdicts = sentence_verdicts(reading, memory, setting, domain)
        for verdict in verdicts:
            if verdict.event is not None:
                events += (verdict.event, *also_told(verdict.event, verdict.candidate.frame, codebook))
            else:
                rejected.append(_rejected(reading, verdict))
        memory = remember(reading, memory, verdicts)
        setting = replace(setting, spoken_of=_last_place(reading) or setting.spoken_of)
    told = with_story_days(with_later_tolls(events, readings), readings, published)
    told = with_story_contexts(told, readings, codebook)
    folded = weighed(map(with_unnamed_sides, fold(told)), codebook)
    return Coding(document.doc_id, folded, tuple(rejected), codebook.version)


def _actors(text: str, published: date | None, begin: int) -> tuple[ActorSpan, ...]:
    """The actors of a sentence, with peoples that only modify a noun, and without a dateline before ``begin``."""
    actors = find_actors(text, _lexicon(), published)
    found = (*actors, *find_adjectives(text, _lexicon(), actors))
    return tuple(span for span in found if not 0 <= span.start < begin <= len(text))


def _dates(text: str, published: date | None, begin: int) -> tuple[DateSpan, ...]:
    """The dates of a sentence; that of a dateline before ``begin`` gives way to those of the text."""
    found = find_dates(text, published) if published else ()
    told = tuple(span for span in found if not 0 <= span.start < begin <= len(text))
    return told or found


def _text_begin(document: Document) -> int:
    """Where the text proper begins in the full text, behind a dateline."""
    line = dateline(document.text)
    return len(document.full_text) - len(document.text) + (line.end if line else 0)


def _setting(
    document: Document, published: date | None, readings: Sequence[Reading], countries: Counter[str]
) -> Setting:
    """The dateline's place and the country that the article names most."""
    counted = Counter(countries)
    place = _dateline_place(document.text)
    for reading in readings:
        for mention in reading.places:
            if isinstance(mention.span, PlaceSpan) and mention.span.place.country:
                counted[mention.span.place.country] += 2 if reading.sentence.is_title else 1
    if place is not None:
        counted[place.country] += 2
    for international in ("UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"):
        counted.pop(international, None)
    ranked = tuple(country for country, _ in counted.most_common())
    country, old = ranked[0] if ranked else "", looking_back(readings, published)
    return Setting(published, place, country, ranked, frozenset(countries), old)


def _dateline_place(text: str) -> Place | None:
    line = dateline(text)
    if line is None:
        return None
    found = find_places(f"in {line.place.title()}", _gazetteer(), frozenset())
    return found[0].place if found else None


def _domain(readings: Sequence[Reading], codebook: Codebook) -> str:
    """The subject of the whole document where it is one that is not coded."""
    filters = codebook.filters
    counts: Counter[str] = Counter()
    politics = 0.0
    for reading in readings:
        weight = 3.0 if reading.sentence.is_title else 1.0
        forms = reading.lowers
        counts["sport"] += weight * count_scores(forms)  # type: ignore[assignment]
        politics += weight * count_phrases(forms, filters.politics)
        politics += 2 * weight * count_phrases(forms, filters.strong_politics)
        for name, phrases in filters.domains.items():
            counts[name] += weight * count_phrases(forms, phrases)  # type: ignore[assignment]
    return document_domain(counts, politics)


def _rejected(reading: Reading, verdict: Verdict) -> Rejected:
    sentence, candidate = reading.sentence, verdict.candidate
    first, end = reading.words[candidate.first].start, reading.words[candidate.end - 1].end
    return Rejected(verdict.reason, sentence.text, sentence.start, sentence.end, sentence.text[first:end])


def _last_place(reading: Reading) -> Place | None:
    """The finest place of a sentence, for "the city" of the next one."""
    spans = [mention.span for mention in reading.places if isinstance(mention.span, PlaceSpan)]
    fine = [span.place for span in spans if span.place.precision != "country"]
    return fine[0] if fine else None
