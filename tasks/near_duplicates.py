"""Which texts are copies of each other, and of which one: decisions only, nothing is read or written here.

Two texts match or do not, whoever came first; and of those that match, the earliest are the roots that the
others are copies of. So the same articles give the same copies, whatever the order in which they are loaded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from tasks.dedupe import Decision, Decisions
from tasks.records import (
    Article,
    Compared,
    CopyRule,
    NearDuplicate,
    Relinked,
    Reported,
    SeenArticle,
)
from tasks.shingles import plain_words, title_grams
from tasks.text import WORDS_OF_THEIR_OWN, word_count

WINDOW = timedelta(
    days=30
)  # a report that comes again each year in the same words is no copy of the last one
TITLE_WINDOW = timedelta(days=7)  # and a headline alone comes again sooner
LEAST_TEXT = 0.6  # of the sampled word-3-grams of the shorter text
LEAST_TEXT_AT_HOME = 0.7  # an outlet tells the background of a story again in its next report
LEAST_TITLE = 0.88
LEAST_SUMMARY = 0.64
LEAST_TITLE_AND_SUMMARY = 0.6
LEAST_BRIEF_AT_HOME = 0.9  # and has the same picture, with its caption, over both
LEAST_SHARED = 6  # word-3-grams: fewer are shared by chance
LEAST_TITLE_WORDS = 4  # "Live updates" is no headline of its own


def compare(compared: Compared) -> NearDuplicate | None:
    """Decide whether two articles have matching words, and by which rule; the first that holds speaks."""
    matches = _text_matches if compared.brief == 0 else _brief_matches
    found = next(matches(compared), None)
    if found is None:
        return None
    rule, similarity, shared = found
    one, other = sorted((compared.article_id, compared.other_id))
    return NearDuplicate(one, other, rule, round(similarity, 4), shared)


def same_words(articles: Iterable[Article], seen: Iterable[SeenArticle]) -> list[NearDuplicate]:
    """Pair the incoming articles with all, incoming or stored, that have the same words throughout."""
    by_hash: dict[str, set[str]] = defaultdict(set)
    incoming = {article.article_id: article for article in articles}
    for stored in seen:
        if stored.words >= WORDS_OF_THEIR_OWN and stored.article_id not in incoming:
            by_hash[stored.content_hash].add(stored.article_id)
    for article in incoming.values():
        by_hash[article.content_hash].add(article.article_id)
    # Words are counted where somebody else has them only: of few articles.
    words = {
        own: word_count(incoming[own].text)
        for alike in by_hash.values()
        if len(alike) > 1
        for own in alike & incoming.keys()
    }
    return [
        NearDuplicate(one, other, "same words", 1.0, words.get(one, words.get(other, 0)))
        for alike in by_hash.values()
        for one, other in combinations(sorted(alike), 2)
        if max(words.get(one, 0), words.get(other, 0)) >= WORDS_OF_THEIR_OWN
    ]


def link(articles: Iterable[Reported], pairs: Iterable[NearDuplicate]) -> dict[str, str | None]:
    """Give each article the earliest one that it is a copy of, or ``None`` where it is an original itself.

    Taken in the order of their reporting, an article is a copy of the first original that it directly matches:
    what matches a copy only is no copy. So copies have originals that are none.
    """
    matching: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        matching[pair.article_id].add(pair.other_id)
        matching[pair.other_id].add(pair.article_id)
    roots: dict[str, int] = {}
    links: dict[str, str | None] = {}
    for article in sorted(articles, key=lambda one: (one.reported_at, one.article_id)):
        own = article.article_id
        found = matching[own] & roots.keys()
        links[own] = min(found, key=roots.__getitem__) if found else None
        if not found:
            roots[own] = len(roots)
    return links


def with_copies(decisions: Decisions, links: Mapping[str, str | None]) -> Decisions:
    """Write into articles, and the decisions on their entries, what they are copies of."""
    articles = tuple(replace(one, duplicate_of=links[one.article_id]) for one in decisions.articles)
    copies = {one.article_id for one in articles if one.duplicate_of is not None}
    return Decisions(articles, tuple(_verdict(one, copies) for one in decisions.decisions))


def relinked(stored: Sequence[Reported], links: Mapping[str, str | None]) -> tuple[Relinked, ...]:
    """Find the stored articles that are copies of another article than before, or of none."""
    return tuple(
        Relinked(one.article_id, links[one.article_id])
        for one in stored
        if one.duplicate_of != links[one.article_id]
    )


def _verdict(decision: Decision, copies: Iterable[str]) -> Decision:
    is_copy = decision.verdict == "new" and decision.article_id in copies
    return replace(decision, verdict="copy") if is_copy else decision


def _text_matches(pair: Compared) -> Iterator[tuple[CopyRule, float, int]]:
    similarity = _share(pair.shared_triples, pair.triples)
    least = LEAST_TEXT_AT_HOME if pair.same_outlet else LEAST_TEXT
    if pair.shared_triples >= LEAST_SHARED and similarity >= least:
        yield "text", similarity, pair.shared_triples


def _brief_matches(pair: Compared) -> Iterator[tuple[CopyRule, float, int]]:
    in_triples = _share(pair.shared_triples, pair.triples)
    least = LEAST_BRIEF_AT_HOME if pair.same_outlet else LEAST_TITLE_AND_SUMMARY
    if pair.shared_triples >= LEAST_SHARED and in_triples >= least:
        rule: CopyRule = "title and summary" if pair.brief == 2 else "summary in text"
        yield rule, in_triples, pair.shared_triples
    in_doubles = _share(pair.shared_doubles, pair.doubles)
    of_two = pair.brief == 2 and not pair.same_outlet
    if of_two and pair.shared_doubles >= LEAST_SHARED and in_doubles >= LEAST_SUMMARY:
        yield "summary", in_doubles, pair.shared_doubles
    # An outlet heads the parts of a series, and the days of a war, alike.
    if not pair.same_outlet and pair.seconds_apart <= TITLE_WINDOW.total_seconds():
        yield from _title_matches(pair)


def _title_matches(pair: Compared) -> Iterator[tuple[CopyRule, float, int]]:
    ours, theirs = title_grams(pair.title), title_grams(pair.other_title)
    similarity = _share(len(ours & theirs), len(ours | theirs))
    words = min(len(plain_words(pair.title)), len(plain_words(pair.other_title)))
    if words >= LEAST_TITLE_WORDS and similarity >= LEAST_TITLE:
        yield "title", similarity, len(ours & theirs)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
