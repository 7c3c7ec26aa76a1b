"""Search titles and texts of all articles, in any language: ranked, with the part of the text that was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import tantivy
from tantivy import Occur, Query

from tasks.errors import ConfigError, WarehouseBusy
from warehouse.arrow import key_table, registered
from warehouse.search_index import (
    STATE,
    BrokenIndex,
    Tell,
    articles_state,
    faults_told,
    indexed_state,
    open_index,
    shown,
    update_index,
)
from warehouse.search_query import Either, Every, Node, Words, parse_query
from warehouse.search_snippet import Needle, Snippet, cut_snippet
from warehouse.search_words import fold, name_analyzer, text_analyzer
from warehouse.sql_files import read_sql

TITLE_BOOST = 2.5


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search: the words as typed, the bounds (``until`` is exclusive), and how many articles to show."""

    typed: str
    since: datetime | None = None
    until: datetime | None = None
    country: str | None = None
    outlet: str | None = None
    language: str | None = None
    limit: int = 10
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """One article that was found; ``score`` is BM25's, or nothing where the newest come first."""

    article_id: str
    published_at: datetime
    outlet: str
    country: str | None
    language: str | None
    title: str
    url: str | None
    snippet: Snippet
    duplicate_of: str | None
    score: float | None
    events: int = 0
    is_text_gone: bool = False  # it was let go: only the headline is searched


@dataclass(frozen=True, slots=True)
class Found:
    """The best articles, how many there are in all, of how many, and the words that no article has."""

    articles: tuple[FoundArticle, ...]
    total: int
    searched: int
    unknown: tuple[str, ...]


def ready_index(folder: Path, con: duckdb.DuckDBPyConnection, tell: Tell) -> tantivy.Index:
    """The index of what ``con`` has published, brought up to date first where it is not.

    Where another process is just doing that, the index as it was, if there is one.
    """
    try:
        index = open_index(folder)
        if indexed_state(index) == articles_state(con):
            return index
    except BrokenIndex:
        if not folder.exists() or not any(folder.glob("index-*")):
            tell("there is no search index yet: building it")
        update_index(folder, con, tell)
    else:
        try:
            update_index(folder, con, tell, wait=False)
        except WarehouseBusy:
            return index
    return open_index(folder)


def search_published(
    folder: Path, con: duckdb.DuckDBPyConnection, request: SearchRequest, tell: Tell
) -> Found:
    """Search what ``con`` has published; an index that turns out to be damaged is built anew, which is told."""
    index = ready_index(folder, con, tell)
    try:
        return search(index, con, request)
    except BrokenIndex as error:
        tell(f"the search index cannot be read ({error}): building it anew")
        update_index(folder, con, tell, anew=True)
        return search(open_index(folder), con, request)


def search(index: tantivy.Index, con: duckdb.DuckDBPyConnection, request: SearchRequest) -> Found:
    """The articles that a request asks for, the best first; raises ``ConfigError`` where it cannot be read."""
    tree = parse_query(request.typed)
    builder = _Builder(index.schema)
    query = builder.every(tree)
    if query is None:
        raise ConfigError(f"search: there is no word in {request.typed!r}")
    with faults_told():
        searcher = index.searcher()
        bounded = Query.boolean_query([(Occur.Must, query), *builder.bounds(request)])
        order = "published" if request.newest_first else None
        result: Any = searcher.search(bounded, request.limit, order_by_field=order)
        needles = builder.needles(tree)
        articles = [
            _article(shown(searcher, address), needles, None if request.newest_first else score)
            for score, address in result.hits
        ]
        unknown = () if articles else builder.unknown(searcher, tree)
        searched = max(searcher.num_docs - 1, 0)  # one is the index's own note
    known = _events(con, [article.article_id for article in articles])
    told = (known.get(article.article_id, (0, False)) for article in articles)
    counted = tuple(
        replace(article, events=events, is_text_gone=is_gone)
        for article, (events, is_gone) in zip(articles, told, strict=True)
    )
    return Found(counted, result.count, searched, unknown)


def _article(kept: dict[str, str], needles: Sequence[Needle], score: float | None) -> FoundArticle:
    return FoundArticle(
        article_id=kept["article_id"],
        published_at=datetime.fromisoformat(kept["published_at"]),
        outlet=kept["outlet"],
        country=kept["country"],
        language=kept["language"],
        title=kept["title"],
        url=kept["url"],
        snippet=cut_snippet(kept["text"], needles, text_analyzer()),
        duplicate_of=kept["duplicate_of"],
        score=score,
    )


def _events(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, tuple[int, bool]]:
    if not article_ids:
        return {}
    with registered(con, {"wanted": key_table(article_ids)}):
        rows = con.execute(read_sql("select_article_events")).fetchall()
    return {article_id: (events, is_gone) for article_id, events, is_gone in rows}


class _Builder:
    """Makes queries of the index's fields."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self.schema = schema
        self.text, self.name = text_analyzer(), name_analyzer()

    def every(self, tree: Every) -> Query | None:
        """All that is wanted and nothing unwanted; nothing where no part has a word."""
        wanted = [query for part in tree.wanted if (query := self.node(part)) is not None]
        unwanted = [query for part in tree.unwanted if (query := self.node(part)) is not None]
        if not wanted and not unwanted:
            return None
        clauses = [(Occur.Must, query) for query in wanted or [self.all_articles()]]
        return Query.boolean_query([*clauses, *((Occur.MustNot, query) for query in unwanted)])

    def all_articles(self) -> Query:
        """Every article, and not the index's own note."""
        note = Query.term_query(self.schema, "kind", STATE)
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, note)])

    def node(self, node: Node) -> Query | None:
        """A part of the tree."""
        match node:
            case Every():
                return self.every(node)
            case Either(parts):
                queries = [query for part in parts if (query := self.node(part)) is not None]
                return Query.boolean_query([(Occur.Should, query) for query in queries]) if queries else None
            case Words(_, None, _):
                title, text = self.words(node, "title"), self.words(node, "text")
                if title is None or text is None:
                    return None
                boosted = Query.boost_query(title, TITLE_BOOST)
                return Query.boolean_query([(Occur.Should, boosted), (Occur.Should, text)])
            case Words(_, field, _):
                assert field is not None
                return self.words(node, field)

    def words(self, node: Words, field: str) -> Query | None:
        """The words beside each other in one field."""
        if field in ("country", "language"):
            return Query.term_query(self.schema, field, fold(node.text).lower())
        words = self.split(node, field)
        if not words:
            return None
        if node.is_prefix:
            if len(words) == 1:
                return Query.regex_query(
                    self.schema, field, words[0] + ".*"
                )  # letters and digits: no escapes
            return Query.phrase_prefix_query(self.schema, field, list(words))
        if len(words) == 1:
            return Query.term_query(self.schema, field, words[0])
        return Query.phrase_query(self.schema, field, list(words))

    def split(self, node: Words, field: str | None) -> tuple[str, ...]:
        """The words as they are indexed; of a beginning of a word no ending is cut."""
        analyzer = self.name if field == "outlet" or node.is_prefix else self.text
        return tuple(analyzer.analyze(fold(node.text)))

    def bounds(self, request: SearchRequest) -> Iterator[tuple[Occur, Query]]:
        """What else must hold, without a say in the ranking."""
        asked = (("outlet", request.outlet), ("country", request.country), ("language", request.language))
        for field, value in asked:
            if value is not None:
                query = self.words(Words(value), field)
                if query is None:
                    raise ConfigError(f"search: there is no word in --{field} {value!r}")
                yield Occur.Must, Query.const_score_query(query, 0)
        if request.since or request.until:
            within = Query.range_query(
                self.schema,
                "published",
                tantivy.FieldType.Date,
                request.since,
                request.until,
                include_upper=request.until is None,  # the library wants an open side to be inclusive
            )
            yield Occur.Must, Query.const_score_query(within, 0)

    def needles(self, tree: Node) -> list[Needle]:
        """What to show in a text: the wanted words of title and text."""
        split = ((self.split(node, None), node.is_prefix) for node in _wanted(tree))
        return [Needle(words, is_prefix) for words, is_prefix in split if words]

    def unknown(self, searcher: tantivy.Searcher, tree: Node) -> tuple[str, ...]:
        """Wanted words that are in no article at all."""
        typed = {
            word: plain
            for node in _wanted(tree)
            if not node.is_prefix
            for plain, word in zip(self.name.analyze(fold(node.text)), self.split(node, None), strict=True)
        }
        fields = ("title", "text")
        return tuple(
            plain
            for word, plain in typed.items()
            if not any(searcher.doc_freq(field, word) for field in fields)
        )


def _wanted(node: Node) -> Iterator[Words]:
    """The words of a tree that are wanted, of title and text alone."""
    match node:
        case Every(parts) | Either(parts):
            for part in parts:
                yield from _wanted(part)
        case Words(_, None | "title" | "text", _):
            yield node
