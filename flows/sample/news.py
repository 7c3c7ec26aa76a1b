"""Load the sample's outlets and articles from their files and check that they fit together."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

FeedFormat = Literal["rss", "atom", "rdf", "json"]
FENCE = "+++\n"
COPY_KEYS = {"outlet", "published", "slug", "title", "author", "paragraphs", "edits"}


@dataclass(frozen=True, slots=True)
class SampleFeed:
    """One feed of an invented outlet."""

    short_id: str  # unique within its outlet
    path: str
    format: FeedFormat
    language: str
    full_text: bool  # the feed carries whole texts, not summaries
    tracking: str  # query string that this feed hangs on its links


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    """One invented outlet with its feeds."""

    outlet_id: str
    name: str
    host: str
    country: str
    language: str
    owner: str
    state_affiliated: bool
    feeds: tuple[SampleFeed, ...]


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One article as one outlet published it."""

    outlet_id: str
    slug: str
    title: str
    author: str
    published: datetime  # aware, in the outlet's own zone
    language: str
    summary: str
    paragraphs: tuple[str, ...]
    feeds: tuple[str, ...]  # short ids of the feeds that list it
    copy_of: str | None = None  # slug of the article whose words these are

    @property
    def path(self) -> str:
        """The path of its page at its outlet."""
        return f"/{self.published:%Y/%m/%d}/{self.slug}"


@dataclass(frozen=True, slots=True)
class SampleNews:
    """All outlets, and all articles with the newest first."""

    outlets: tuple[SampleOutlet, ...]
    articles: tuple[SampleArticle, ...]

    def articles_of(self, outlet: SampleOutlet, feed: SampleFeed | None = None) -> tuple[SampleArticle, ...]:
        """The articles of an outlet, or of one of its feeds, newest first."""
        return tuple(
            article
            for article in self.articles
            if article.outlet_id == outlet.outlet_id and (feed is None or feed.short_id in article.feeds)
        )


def load_news() -> SampleNews:
    """Read the bundled outlets and articles; ValueError names the file that is wrong."""
    folder = files("flows.sample")
    outlets = tuple(map(_outlet, tomllib.loads(folder.joinpath("outlets.toml").read_text("utf-8"))["outlet"]))
    by_id = {outlet.outlet_id: outlet for outlet in outlets}
    articles = [
        article
        for source in sorted(folder.joinpath("articles").iterdir(), key=lambda each: each.name)
        if source.name.endswith(".md")
        for article in _read_file(source, by_id)
    ]
    _check_unique(articles)
    articles.sort(key=lambda article: (article.published, article.outlet_id, article.slug), reverse=True)
    return SampleNews(outlets, tuple(articles))


def _outlet(table: Mapping[str, Any]) -> SampleOutlet:
    return SampleOutlet(
        outlet_id=table["id"],
        name=table["name"],
        host=table["host"],
        country=table["country"],
        language=table["language"],
        owner=table["owner"],
        state_affiliated=table["state_affiliated"],
        feeds=tuple(_feed(feed, table["language"]) for feed in table["feed"]),
    )


def _feed(table: Mapping[str, Any], language: str) -> SampleFeed:
    if table["format"] not in get_args(FeedFormat) or table["carries"] not in ("full", "summary"):
        raise ValueError(
            f"outlets.toml: feed {table['path']}: unknown format or unknown word for what it carries"
        )
    return SampleFeed(
        short_id=table["id"],
        path=table["path"],
        format=table["format"],
        language=table.get("language", language),
        full_text=table["carries"] == "full",
        tracking=table.get("tracking", ""),
    )


def _read_file(source: Traversable, outlets: Mapping[str, SampleOutlet]) -> Iterator[SampleArticle]:
    """The article in a file, then its copies at other outlets."""
    try:
        _, head, body = source.read_text("utf-8").split(FENCE, 2)
        table = tomllib.loads(head)
        if source.name != f"{table['slug']}.md":
            raise ValueError("the file is not named after its slug")
        original = _original(table, body, outlets[table["outlet"]])
        yield original
        for copy in table.get("copies", ()):
            yield _copy(original, copy, outlets[copy["outlet"]])
    except (KeyError, ValueError) as error:
        raise ValueError(f"{source.name}: {error!r}") from error


def _original(table: Mapping[str, Any], body: str, outlet: SampleOutlet) -> SampleArticle:
    paragraphs = tuple(" ".join(block.split()) for block in body.split("\n\n") if block.strip())
    language = table.get("language", outlet.language)
    return _checked(
        SampleArticle(
            outlet_id=outlet.outlet_id,
            slug=table["slug"],
            title=table["title"],
            author=table["author"],
            published=table["published"],
            language=language,
            summary=table.get("summary", paragraphs[0]),
            paragraphs=paragraphs,
            feeds=tuple(table.get("feeds", _default_feeds(outlet, language))),
        ),
        outlet,
    )


def _copy(original: SampleArticle, table: Mapping[str, Any], outlet: SampleOutlet) -> SampleArticle:
    """The original as another outlet ran it: verbatim, retitled, cut to its first paragraphs or edited."""
    if unknown := set(table) - COPY_KEYS:
        raise ValueError(f"unknown keys in a copy: {sorted(unknown)}")
    paragraphs = original.paragraphs[: table.get("paragraphs")]
    for old, new in table.get("edits", ()):
        if sum(paragraph.count(old) for paragraph in paragraphs) != 1:
            raise ValueError(f"the edited words must occur once: {old!r}")
        paragraphs = tuple(paragraph.replace(old, new) for paragraph in paragraphs)
    copied = replace(
        original,
        outlet_id=outlet.outlet_id,
        slug=table.get("slug", original.slug),
        title=table.get("title", original.title),
        author=table.get("author", original.author),
        published=table["published"],
        summary=paragraphs[0],
        paragraphs=paragraphs,
        feeds=_default_feeds(outlet, original.language),
        copy_of=original.slug,
    )
    return _checked(copied, outlet)


def _default_feeds(outlet: SampleOutlet, language: str) -> tuple[str, ...]:
    return tuple(feed.short_id for feed in outlet.feeds if feed.language == language)[:1]


def _checked(article: SampleArticle, outlet: SampleOutlet) -> SampleArticle:
    known = {feed.short_id for feed in outlet.feeds}
    if not article.feeds or not known.issuperset(article.feeds):
        raise ValueError(
            f"{outlet.outlet_id} has no such feed or none in {article.language}: {article.feeds}"
        )
    if article.published.tzinfo is None:
        raise ValueError(f"published needs an offset: {article.published}")
    return article


def _check_unique(articles: list[SampleArticle]) -> None:
    slugs = Counter(article.slug for article in articles if article.copy_of is None)
    pages = Counter((article.outlet_id, article.path) for article in articles)
    repeated = [key for key, count in [*slugs.items(), *pages.items()] if count > 1]
    if repeated:
        raise ValueError(f"used more than once: {repeated}")
