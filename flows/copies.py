"""Which articles of a run are copies, and which stored ones are from now on: asked and decided, not yet written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tasks import near_duplicates
from tasks.dedupe import Decisions
from tasks.records import Copies, Reported, SeenArticle
from tasks.shingles import SAMPLED, sketch_batch
from warehouse.near_duplicates import compared_texts, copy_groups

if TYPE_CHECKING:
    import duckdb


class Deduplicated(NamedTuple):
    """What becomes of the articles and entries of a run, and what was found out about texts that are alike."""

    decisions: Decisions
    copies: Copies


def find_copies(
    con: "duckdb.DuckDBPyConnection", decisions: Decisions, seen: Sequence[SeenArticle]
) -> Deduplicated:
    """Say of the articles to be written, and of those stored that it concerns, what they are copies of.

    ``seen`` holds the stored articles with the same content hashes.
    """
    articles = decisions.articles
    sketches = sketch_batch(articles)
    comparison = compared_texts(
        con, articles, sketches, near_duplicates.WINDOW, SAMPLED, near_duplicates.LEAST_SHARED
    )
    alike = [pair for one in comparison.compared if (pair := near_duplicates.compare(one)) is not None]
    # The same words outdo what their sample says of them.
    found = {(p.article_id, p.other_id): p for p in (*alike, *near_duplicates.same_words(articles, seen))}
    incoming = {one.article_id: one for one in articles}
    concerned = {*incoming, *(one for pair in found for one in pair)}
    members, known = copy_groups(con, sorted(concerned))
    # What a revised article said before no longer matches anything.
    kept = [pair for pair in known if not {pair.article_id, pair.other_id} & incoming.keys()]
    stored = [one for one in members if one.article_id not in incoming]
    reported = [Reported(a.article_id, a.published_at or a.first_seen_at, None) for a in articles]
    links = near_duplicates.link((*stored, *reported), (*kept, *found.values()))
    copies = Copies(
        sketches=tuple(sketches),
        pairs=tuple(found.values()),
        relinked=near_duplicates.relinked(stored, links),
        common=comparison.common,
        of_sites=comparison.of_sites,
    )
    return Deduplicated(near_duplicates.with_copies(decisions, links), copies)
