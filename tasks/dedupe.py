"""Which entries are new, and which articles are one article: decisions only, nothing is read or written here.

Identity is decided in two steps, as a page is fetched between them and only for what is not yet known:

    sift_entries -> normalise -> decide_by_url -> (pages) -> decide_by_content -> link_entries

Every decision depends on the set that is given, never on its order.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Literal

from tasks.article_groups import first_key, group_by_url, merge_group
from tasks.declared_urls import is_version
from tasks.records import Article, Entry, EntryLink, SeenArticle
from tasks.revisions import as_revision, changes_of
from tasks.text import WORDS_OF_THEIR_OWN as LEAST_WORDS
from tasks.text import word_count

Verdict = Literal[
    "new",  # an article of its own
    "known",  # the address, or the entry itself, has its article: linked to it, nothing rewritten
    "same_text",  # the same words at the same outlet under another address: linked to that article
    "copy",  # words that another article has as well: an article with ``duplicate_of``; see near_duplicates
    "revision",  # an article that changed at its own feed
    "unchanged",  # its feed says that it changed, its words say not
    "retry",  # it changed, but its page could not be had: what is stored stays, and the entry counts as changed
]
LEAST_SHARE = 0.5  # a revision that is not this share of what is stored is a lost page, not an edit
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sifted:
    """Entries of a run by what is stored of them; each list in the order of feed and entry id."""

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one entry: the article that it belongs to, and why."""

    entry_id: str
    article_id: str
    verdict: Verdict
    page_pending: bool = False  # decided without the page that it should have: to be seen again as changed


@dataclass(frozen=True, slots=True)
class UrlDecisions:
    """The articles whose words are still to be compared, once their pages are fetched; and every entry."""

    candidates: tuple[Article, ...]  # new ones, and changed ones with ``revision > 1``
    decisions: tuple[Decision, ...]  # one for every entry


@dataclass(frozen=True, slots=True)
class Decisions:
    """What to write: articles (new, copies, revisions), and for every entry its article."""

    articles: tuple[Article, ...]
    decisions: tuple[Decision, ...]

    def count(self, verdict: Verdict) -> int:
        """Count the entries of a verdict."""
        return sum(decision.verdict == verdict for decision in self.decisions)


def sift_entries(entries: Iterable[Entry], known: Mapping[str, str]) -> Sifted:
    """Part entries by what is stored (``known``: entry_id -> entry_hash).

    Where one id comes twice, what was published last counts.
    """
    latest: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: (entry.published_at or _EARLIEST, entry.entry_hash)):
        latest[entry.entry_id] = entry
    parts: dict[str, list[Entry]] = {"new": [], "changed": [], "unchanged": []}
    for entry in sorted(latest.values(), key=lambda entry: (entry.feed_id, entry.entry_id)):
        stored = known.get(entry.entry_id)
        kind = "new" if stored is None else "unchanged" if stored == entry.entry_hash else "changed"
        parts[kind].append(entry)
    return Sifted(tuple(parts["new"]), tuple(parts["changed"]), tuple(parts["unchanged"]))


def decide_by_url(
    articles: Iterable[Article],
    seen: Sequence[SeenArticle],
    changed: AbstractSet[str] = frozenset(),
    linked: Mapping[str, str] | None = None,
) -> UrlDecisions:
    """Decide what addresses and entry ids alone can tell, before any page is fetched.

    ``seen`` holds the stored articles with one of these addresses or ids, ``changed`` the entry ids that were
    seen before with other words, ``linked`` the article of every entry that is stored.
    """
    index = _Seen(seen, linked or {})
    candidates: list[Article] = []
    decisions: list[Decision] = []
    for group in group_by_url(articles):
        to_compare, decided = _decide_group(group, index, changed)
        candidates += to_compare
        decisions += decided
    return UrlDecisions(
        tuple(sorted(candidates, key=first_key)), tuple(sorted(decisions, key=attrgetter("entry_id")))
    )


def decide_by_content(
    by_url: UrlDecisions, candidates: Iterable[Article], seen: Sequence[SeenArticle]
) -> Decisions:
    """Decide what the words can tell, once the ``candidates`` have all the text that they will get.

    ``seen`` holds the stored articles with one of the candidates' content hashes, and those that are revised.
    """
    texts = _Texts(seen)
    before = {article.article_id: article for article in seen}
    kept: list[Article] = []
    final: dict[str, Decision] = {}
    # Revisions first: they are stored already, so that new articles are copies of them and not they of those.
    for article in sorted(candidates, key=lambda article: (article.revision == 1, first_key(article))):
        decision, result = _decide_one(article, texts, before.get(article.article_id))
        final[article.article_id] = replace(decision, page_pending=article.page_pending)
        if result is not None:
            kept.append(result)
            texts.add(result)
    decisions = tuple(_followed(decision, final) for decision in by_url.decisions)
    return Decisions(tuple(sorted(kept, key=first_key)), decisions)


def decide(
    articles: Iterable[Article],
    seen: Sequence[SeenArticle],
    changed: AbstractSet[str] = frozenset(),
    linked: Mapping[str, str] | None = None,
) -> Decisions:
    """Decide by address and by words in one step, for articles that get no page."""
    by_url = decide_by_url(articles, seen, changed, linked)
    return decide_by_content(by_url, by_url.candidates, seen)


def link_entries(
    entries: Iterable[Entry], decisions: Iterable[Decision], now: datetime
) -> tuple[EntryLink, ...]:
    """Give every entry that was decided on its link to its article, but those to retry.

    An entry whose page is pending is stored without its hash, so that it is sifted as changed as long as its
    feed shows it.
    """
    decided = {decision.entry_id: decision for decision in decisions if decision.verdict != "retry"}
    links: list[EntryLink] = []
    for entry in entries:
        if (decision := decided.get(entry.entry_id)) is not None:
            kept = replace(entry, entry_hash="") if decision.page_pending else entry
            links.append(EntryLink(kept, decision.article_id, now))
    return tuple(links)


class _Seen:
    """Stored articles by id and by address."""

    def __init__(self, seen: Sequence[SeenArticle], linked: Mapping[str, str]) -> None:
        self._linked = linked
        self._by_id = {article.article_id: article for article in seen}
        self._by_url: dict[str, SeenArticle] = {}
        self._declared: dict[str, list[SeenArticle]] = {}
        for article in sorted(seen, key=_seen_key):
            if article.canonical_url:
                self._by_url.setdefault(article.canonical_url, article)
            if article.declared_url:
                self._declared.setdefault(article.declared_url, []).append(article)

    def article(self, article_id: str) -> SeenArticle | None:
        return self._by_id.get(article_id)

    def home(self, article: Article) -> str | None:
        """Find the stored article of an entry: the one it is linked to, its own, its address's."""
        own = article.article_id
        if own in self._linked or own in self._by_id:
            return self._linked.get(own, own)
        key = article.canonical_url or ""
        if (stored := self._by_url.get(key)) is not None:
            return stored.article_id
        # What a page declares is less sure than an address: the words must agree.
        declared = (one for one in self._declared.get(key, ()) if is_version(article, one))
        return next((one.article_id for one in declared), None)


@dataclass(frozen=True, slots=True)
class _Original:
    """An article whose words its outlet may publish again at another address."""

    article_id: str
    outlet: str


class _Texts:
    """Articles by the hash of their words, earliest first."""

    def __init__(self, seen: Sequence[SeenArticle]) -> None:
        self._by_hash: dict[str, list[_Original]] = {}
        for article in sorted(seen, key=_seen_key):
            if article.words >= LEAST_WORDS:
                original = _Original(article.article_id, article.outlet)
                self._by_hash.setdefault(article.content_hash, []).append(original)

    def add(self, article: Article) -> None:
        original = _Original(article.article_id, article.outlet)
        self._by_hash.setdefault(article.content_hash, []).append(original)

    def alike(self, article: Article) -> Sequence[_Original]:
        return self._by_hash.get(article.content_hash, ())


def _decide_group(
    group: Sequence[Article], index: _Seen, changed: AbstractSet[str]
) -> tuple[list[Article], list[Decision]]:
    homes = {article.article_id: index.home(article) for article in group}
    stored_homes = sorted(home for home in homes.values() if home is not None)
    if not stored_homes:
        return [merge_group(group)], _as_one(group)
    revised: list[Article] = []
    decisions: list[Decision] = []
    for article in group:
        own = article.article_id
        # A fresh entry joins the stored article whose address this is, even if that has it only from now on.
        home = homes[own] or stored_homes[0]
        stored = index.article(home)
        if stored is not None and home == own and own in changed:
            revised.append(as_revision(article, stored))
            decisions.append(Decision(own, home, "revision"))
        else:
            decisions.append(Decision(own, home, "known"))
    return revised, decisions


def _decide_one(
    article: Article, texts: _Texts, stored: SeenArticle | None
) -> tuple[Decision, Article | None]:
    own = article.article_id
    if article.revision > 1:
        return _decide_revision(article, stored)
    same = next((other for other in texts.alike(article) if other.outlet == article.outlet), None)
    # Who has the same hash has as many words; they are counted for few articles so.
    if same is not None and word_count(article.text) >= LEAST_WORDS:
        return Decision(own, same.article_id, "same_text"), None
    return Decision(own, own, "new"), article


def _decide_revision(article: Article, stored: SeenArticle | None) -> tuple[Decision, Article | None]:
    own = article.article_id
    if stored is None:
        return Decision(own, own, "revision"), article
    without_page = article.text_origin != "page"
    if without_page and article.page_pending and stored.text_origin == "page":
        return Decision(own, own, "retry"), None
    poorer = without_page and (
        stored.text_origin == "page" or word_count(article.text) < LEAST_SHARE * stored.words
    )
    changes = None if poorer else changes_of(article, stored)
    if changes is None:
        return Decision(own, own, "unchanged"), None
    return Decision(own, own, "revision"), replace(article, changes=changes)


def _as_one(group: Sequence[Article]) -> list[Decision]:
    first = min(group, key=first_key).article_id
    return [
        Decision(article.article_id, first, "new" if article.article_id == first else "known")
        for article in group
    ]


def _followed(decision: Decision, final: Mapping[str, Decision]) -> Decision:
    if (own := final.get(decision.entry_id)) is not None:
        return own
    home = final.get(decision.article_id)
    return decision if home is None else replace(decision, article_id=home.article_id)


def _seen_key(article: SeenArticle) -> tuple[datetime, str]:
    return (article.first_seen_at, article.article_id)
