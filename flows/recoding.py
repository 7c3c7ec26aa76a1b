"""The stored articles coded anew with today's codebook: shown as what would change, or applied in one transaction.

Coding reads the published copy and writes a file of its own, chunk by chunk, so that runs may go on meanwhile and a
coding that was broken off goes on where it stopped.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from flows.meter import Meter
from flows.progress import Watch
from flows.retelling import noted_failure
from flows.runner import only_one
from flows.settings import Settings
from flows.stages import CODED_LANGUAGES, OnDone, code_articles, publish_copy
from flows.wishes import Wish
from flows.workers import chunked
from tasks.errors import AnotherIngest, NotPublished
from tasks.extract.codebook import load_codebook
from tasks.extract.fingerprint import coder_fingerprint
from tasks.merge import mentions_of, merging
from tasks.records import LoadReport, RunRecord
from warehouse.db import connect
from warehouse.migrate import migrate
from warehouse.publish import open_published
from warehouse.recode import (
    CodedAnew,
    Difference,
    StoredArticle,
    apply_recoding,
    articles_to_recode,
    coded_revisions,
    compared,
    failed_codings,
    keep_coded,
    open_recoding,
)
from warehouse.stored_articles import stored_articles

AT_ONCE = 400  # articles between two savings: what a kill may cost


@dataclass(frozen=True, slots=True)
class Recoded:
    """What coding anew came to; ``report`` is None where it is not applied."""

    difference: Difference
    coded: int  # in this call
    coded_before: int  # by a call that was broken off, or did not apply it
    other_language: int
    without_text: int
    failed: int
    report: LoadReport | None
    seconds: float


def recode(settings: Settings, wish: Wish, watch: Watch) -> Recoded:
    """Code the stored articles of a span of time anew and compare what comes out with what is stored.

    Without ``apply`` the warehouse is not written. Raises ``NothingPublished`` where there is nothing to code,
    ``AnotherIngest`` where another recoding, or with ``apply`` a run, is at work.
    """
    meter = Meter(watch)
    with _alone(settings), noted_failure(settings, wish, "recode"):
        with open_published(settings.published_path) as published:
            stored = articles_to_recode(published, wish.since, wish.until)
        wanted = [one for one in stored if one.has_text and _is_codable(one)]
        path = recoding_path(settings)
        done = _code(settings, path, wanted, meter)
        report = None
        if wish.apply:
            difference, report = _apply(settings, wish, path, wanted, meter)
        else:
            with (
                open_published(settings.published_path) as published,
                compared(published, path, [one.article_id for one in wanted]) as difference,
            ):
                pass
    return Recoded(
        difference=difference,
        coded=len(wanted) - done.before,
        coded_before=done.before,
        other_language=sum(not _is_codable(one) for one in stored),
        without_text=sum(_is_codable(one) and not one.has_text for one in stored),
        failed=done.failed,
        report=report,
        seconds=round(meter.elapsed, 1),
    )


def recoding_path(settings: Settings) -> Path:
    """Where what today's coder makes of stored articles is kept until it is applied; another coder, another file."""
    return settings.home / "recode" / f"{coder_fingerprint(settings.parser)}.duckdb"


@dataclass(frozen=True, slots=True)
class _Done:
    before: int
    failed: int


def _is_codable(article: StoredArticle) -> bool:
    return article.language.split("-")[0] in CODED_LANGUAGES


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    folder = settings.home / "recode"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "recode.lock", timeout=0):
            yield
    except Timeout as error:
        raise AnotherIngest(
            f"another recode is at work on {settings.home}; wait until it has ended"
        ) from error


def _code(settings: Settings, path: Path, wanted: Sequence[StoredArticle], meter: Meter) -> _Done:
    for other in path.parent.glob("*.duckdb*"):
        if not other.name.startswith(path.name):
            other.unlink()  # what a coder of before made
    with open_recoding(path) as recoding, meter.stage("code events", len(wanted)) as watch:
        kept = coded_revisions(recoding)
        left = [one for one in wanted if kept.get(one.article_id) != one.revision]
        watch.advance(len(wanted) - len(left))
        for chunk in chunked(left, AT_ONCE):
            keep_coded(recoding, _coded(settings, [one.article_id for one in chunk], watch.advance))
        failed = failed_codings(recoding, [one.article_id for one in wanted])
    return _Done(len(wanted) - len(left), failed)


def _coded(settings: Settings, article_ids: Sequence[str], on_done: OnDone) -> list[CodedAnew]:
    with open_published(settings.published_path) as published:
        texts = stored_articles(published, article_ids)
    articles = [article for article, _ in texts]
    countries = {article.article_id: country for article, country in texts if country}
    # The outlet's country goes by article here: a feed that was removed since has none.
    asked = [replace(article, feed_id=article.article_id) for article in articles]
    codings = code_articles(asked, countries, settings.workers, settings.parser, on_done)
    return [
        CodedAnew(
            article.article_id,
            article.revision,
            mentions_of(article, coding),
            tuple(coding.rejected),
            coding.error,
        )
        for article, coding in zip(articles, codings, strict=True)
    ]


def _apply(
    settings: Settings, wish: Wish, path: Path, wanted: Sequence[StoredArticle], meter: Meter
) -> tuple[Difference, LoadReport]:
    with only_one(settings):
        with connect(settings.warehouse_path) as connection:
            migrate(connection)
            with (
                meter.stage("load"),
                compared(connection, path, [one.article_id for one in wanted]) as difference,
            ):
                ended = wish.now + timedelta(seconds=meter.elapsed)
                mentions = sum(one.gained + one.changed for one in difference.types)
                run = RunRecord(
                    wish.run_id, "recode", wish.now, ended, mentions=mentions, stage_seconds=meter.seconds
                )
                report = apply_recoding(connection, run, merging(), load_codebook().version)
        with meter.stage("publish"):
            try:
                publish_copy(settings)
            except Exception as error:
                raise NotPublished(f"applied, but not published: {error}") from error
    path.unlink()
    return difference, report
