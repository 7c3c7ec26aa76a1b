"""Articles under several addresses that their pages declare to be one.

Behind ``decide_by_url`` and the fetching of pages, before ``decide_by_content``: a page is the first to tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.article_groups import first_key, merge_group
from tasks.declared_urls import is_version
from tasks.dedupe import Decision, UrlDecisions
from tasks.records import Article, SeenArticle


@dataclass(frozen=True, slots=True)
class Joined:
    """What ``decide_by_content`` goes on with."""

    by_url: UrlDecisions
    articles: tuple[Article, ...]


def keys_of(article: Article | SeenArticle) -> tuple[str, ...]:
    """Give the keys under which an article is known: of its address and of the one that its page declares."""
    return tuple(key for key in (article.canonical_url, article.declared_url) if key)


def join_declared(by_url: UrlDecisions, articles: Iterable[Article], seen: Sequence[SeenArticle]) -> Joined:
    """Make one of the new articles that share a key with each other or with a stored one, and are alike.

    ``articles`` are the candidates with their pages, ``seen`` the stored articles with one of their keys. A declared
    address that unlike articles share is no key, and is taken off them. Revisions stay what they are.
    """
    trusted = _without_shared(list(articles), seen)
    stored = _by_key(seen)
    homes: dict[str, str] = {}
    left: list[Article] = []
    for article in trusted:
        home = _home(article, stored)
        if home is None:
            left.append(article)
        else:
            homes[article.article_id] = home
    kept: list[Article] = []
    for group in _groups(left):
        kept.append(_as_one(group))
        homes |= {one.article_id: group[0].article_id for one in group[1:]}
    decisions = tuple(_moved(decision, homes) for decision in by_url.decisions)
    return Joined(replace(by_url, decisions=decisions), tuple(sorted(kept, key=first_key)))


def _without_shared(articles: Sequence[Article], seen: Sequence[SeenArticle]) -> list[Article]:
    """Give the articles in their order, without the declared addresses that say nothing."""
    sharing: dict[str, list[Article | SeenArticle]] = defaultdict(list)
    everyone: list[Article | SeenArticle] = [*seen, *articles]
    for one in everyone:
        for key in keys_of(one):
            sharing[key].append(one)
    told: list[Article] = []
    for article in sorted(articles, key=first_key):
        others = sharing[article.declared_url] if article.declared_url else []
        unlike = any(
            other.article_id != article.article_id and not is_version(article, other) for other in others
        )
        told.append(replace(article, declared_url=None) if unlike else article)
    return told


def _by_key(seen: Sequence[SeenArticle]) -> Mapping[str, list[SeenArticle]]:
    stored: dict[str, list[SeenArticle]] = defaultdict(list)
    for one in sorted(seen, key=lambda one: (one.first_seen_at, one.article_id)):
        for key in keys_of(one):
            stored[key].append(one)
    return stored


def _home(article: Article, stored: Mapping[str, list[SeenArticle]]) -> str | None:
    if article.revision > 1:
        return None
    found = (one for key in keys_of(article) for one in stored.get(key, ()) if is_version(article, one))
    return next((one.article_id for one in found), None)


def _groups(articles: Sequence[Article]) -> list[list[Article]]:
    """Group articles that share a key; each joins the first that it is alike, so that none is joined by hearsay."""
    groups: list[list[Article]] = []
    by_key: dict[str, list[list[Article]]] = defaultdict(list)
    for article in articles:
        known = (group for key in keys_of(article) for group in by_key[key])
        single = article.revision > 1
        home = None if single else next((group for group in known if is_version(article, group[0])), None)
        if home is None:
            groups.append(home := [])
        home.append(article)
        if not single:
            for key in keys_of(article):
                if home not in by_key[key]:
                    by_key[key].append(home)
    return groups


def _as_one(group: Sequence[Article]) -> Article:
    if len(group) == 1:
        return group[0]
    one = merge_group(group)
    declared = sorted({key for member in group if (key := member.declared_url) and key != one.canonical_url})
    return replace(
        one,
        declared_url=one.declared_url or next(iter(declared), None),
        page_pending=all(member.page_pending for member in group),
    )


def _moved(decision: Decision, homes: Mapping[str, str]) -> Decision:
    home = homes.get(decision.article_id)
    return decision if home is None else replace(decision, article_id=home, verdict="known")
