"""The stage that tells stories: which articles of a run are of a story of before, of one another's, or of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.settings import Settings
from tasks.records import Article
from tasks.records.stories import ToldStories
from warehouse.db import connect
from warehouse.stories import kept_stories, live_members


@dataclass(frozen=True, slots=True)
class Storied:
    """The articles with their stories, and what is to be remembered of these; copies get theirs as they are loaded."""

    articles: tuple[Article, ...]
    told: ToldStories


def tell_stories(settings: Settings, articles: Sequence[Article]) -> Storied | None:
    """Find the story of every article that is no copy; nothing where there is no article."""
    if not articles:
        return None
    from tasks.stories import tell_stories as tell  # SciPy: only where there is something to compare

    revised = [article.article_id for article in articles if article.revision > 1]
    with connect(settings.warehouse_path) as connection:
        live = live_members(connection)
        stored = kept_stories(connection, revised)
    told = tell(articles, live, stored)
    stories = dict(zip(told.members.article_ids, told.members.story_ids, strict=True))
    return Storied(tuple(replace(one, story_id=stories.get(one.article_id)) for one in articles), told)
