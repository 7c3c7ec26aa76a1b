"""The checks of ``daybook doctor``, each a finding with what to do about it."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from flows import server
from flows.settings import Settings
from tasks.errors import DaybookError, WarehouseBusy
from warehouse.query import run_sql

LEAST_FREE = 2 * 1024**3  # bytes: room for the writer's file and what is published of it, of a first year
STALE, MISSED_RUNS = timedelta(hours=24), timedelta(hours=1)  # a run is due every 15 minutes
PACKAGES = ("duckdb", "feedparser", "httpx", "prefect", "pyarrow", "trafilatura")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and what it found."""

    check: str
    state: Literal["ok", "note", "bad"]
    found: str
    advice: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Run every check; a check that fails is a finding, never an exception."""
    checks: tuple[tuple[str, Callable[[Settings], Finding]], ...] = (
        ("python", _python),
        ("packages", _packages),
        ("home", _home),
        ("disk", _disk),
        ("feeds", _feeds),
        ("codebook", _codebook),
        ("own names", _own_names),
        ("parser", _parser),
        ("warehouse", _warehouse),
        ("published data", _published),
        ("last run", _last_run),
        ("bodies", _bodies),
        ("texts", _texts),
        ("prefect", _prefect),
    )
    return [_guarded(name, check, settings) for name, check in checks]


def _guarded(name: str, check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return check(settings)
    except (DaybookError, OSError) as error:
        return Finding(name, "bad", str(error), "mend what the message names and run `daybook doctor` again")


def _python(_: Settings) -> Finding:
    return Finding("python", "ok", f"{'.'.join(map(str, sys.version_info[:3]))} ({sys.executable})")


def _packages(_: Settings) -> Finding:
    found: list[str] = []
    missing: list[str] = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding(
            "packages", "bad", f"missing: {', '.join(missing)}", "pip install --no-deps -r requirements.lock"
        )
    return Finding("packages", "ok", ", ".join(found))


def _home(settings: Settings) -> Finding:
    existing = _nearest(settings.home)
    advice = "choose another with --home or DAYBOOK_HOME"
    if not existing.is_dir():
        return Finding("home", "bad", f"{existing} is a file, no folder", advice)
    if not os.access(existing, os.W_OK):
        return Finding("home", "bad", f"{existing} is not writable", advice)
    return Finding("home", "ok", str(settings.home))


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(_nearest(settings.home)).free
    found = f"{free / 1024**3:.1f} GiB free"
    if free < LEAST_FREE:
        return Finding(
            "disk", "bad", found, "a run that finds the disk full loses nothing, but cannot load: make room"
        )
    return Finding("disk", "ok", found)


def _feeds(settings: Settings) -> Finding:
    registry = settings.registry()
    enabled = sum(feed.enabled for feed in registry.feeds)
    return Finding("feeds", "ok", f"{enabled} enabled of {len(registry.feeds)} in {registry.path}")


def _codebook(_: Settings) -> Finding:
    from tasks.extract.codebook import load_codebook

    return Finding("codebook", "ok", f"version {load_codebook().version}")


def _own_names(settings: Settings) -> Finding:
    from tasks.extract.actor_lexicon import load_actor_lexicon
    from tasks.extract.gazetteer import load_gazetteer
    from tasks.extract.own_codebook import own_codebook

    own = own_codebook()
    if own is None:
        return Finding("own names", "ok", f"none; {settings.home / 'codebook'} would be read")
    load_actor_lexicon()
    load_gazetteer()
    names = sorted(path.name for path in own.folder.iterdir() if path.suffix in (".csv", ".toml"))
    advice = "daybook codebook check   tells more of them"
    return Finding("own names", "ok", f"{', '.join(names)} in {own.folder}", advice)


def _parser(settings: Settings) -> Finding:
    from tasks.extract.parser.load import MODEL, NO_PARSER, load_parser

    if settings.parser == NO_PARSER:
        advice = "unset DAYBOOK_PARSER: without a parser fewer events are found, and with less certainty"
        return Finding("parser", "note", "none, as DAYBOOK_PARSER says", advice)
    path = Path(settings.parser) if settings.parser else MODEL
    if not (load_parser(settings.parser).parse(["Troops left."])[0].nodes):
        return Finding(
            "parser", "bad", f"{path} gives no trees", "unset DAYBOOK_PARSER: the shipped one does"
        )
    named = settings.parser or f"the shipped one, {MODEL.name}"
    size = f", {_bytes_in(path) / 1024**2:.1f} MiB" if path.exists() else ""
    return Finding("parser", "ok", f"{named}{size}; it loads and parses")


def _bodies(settings: Settings) -> Finding:
    kept = settings.keep_bodies
    days = "for ever" if kept is None else f"{kept} days"
    told = "not kept (DAYBOOK_KEEP_BODIES)" if kept == 0 else f"kept {days} (DAYBOOK_KEEP_BODIES)"
    folder = settings.readable().bodies_path
    if not folder.is_dir():
        return Finding("bodies", "ok", f"{told}; none yet")
    return Finding("bodies", "ok", f"{told}; {_bytes_in(folder) / 1024**2:.1f} MiB in {folder}")


def _texts(settings: Settings) -> Finding:
    kept = {None: "kept for ever", 0: "kept for their run only"}
    return Finding(
        "texts",
        "ok",
        f"{kept.get(settings.keep_text, f'kept {settings.keep_text} days')} (DAYBOOK_KEEP_TEXT)",
    )


def _warehouse(settings: Settings) -> Finding:
    from warehouse.db import connect

    settings = settings.readable()
    if not settings.warehouse_path.exists():
        advice = (
            "the next run restores it from the published copy" if settings.published_path.exists() else ""
        )
        return Finding("warehouse", "note", "none yet" if not advice else "missing", advice)
    try:
        with connect(settings.warehouse_path, read_only=True, wait_seconds=0) as connection:
            run_sql(connection, "select count(*) from events")
    except WarehouseBusy:
        return Finding("warehouse", "ok", "in use by a run")
    return Finding("warehouse", "ok", f"{settings.warehouse_path} opens")


def _published(settings: Settings) -> Finding:
    settings = settings.readable()
    path = settings.published_path
    if not path.exists():
        return Finding("published data", "note", "none yet", "daybook run   (or: daybook run --sample)")
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    whose = " (sample)" if settings.sample else ""
    found = f"{_bytes_in(path.parent) / 1024**2:.1f} MiB of {written:%Y-%m-%d %H:%M} UTC{whose}"
    age = datetime.now(UTC) - written
    if server.running(settings) and age > MISSED_RUNS:
        return Finding(
            "published data", "bad", found, "`daybook up` is at work, but its runs are not: look at the UI"
        )
    if age > STALE:
        return Finding(
            "published data", "note", found, "older than a day: is the schedule running? (daybook up)"
        )
    return Finding("published data", "ok", found)


def _last_run(settings: Settings) -> Finding:
    from warehouse.publish import open_published

    settings = settings.readable()
    if not settings.published_path.exists():
        return Finding("last run", "note", "none yet")
    with open_published(settings.published_path) as connection:
        question = "select run_id, status, error, feeds_failed, feeds_polled from runs order by started_at desc limit 1"
        rows = run_sql(connection, question).rows
    if not rows:
        return Finding("last run", "note", "none yet")
    run_id, status, error, failed, polled = rows[0]
    if status != "ok":
        return Finding("last run", "bad", f"{run_id} failed: {error}", "run `daybook run` to see it happen")
    advice = "daybook feeds list   shows which, and why" if failed else ""
    return Finding(
        "last run", "note" if failed else "ok", f"{run_id}: {failed} of {polled} feeds failed", advice
    )


def _prefect(settings: Settings) -> Finding:
    if configured := os.environ.get("PREFECT_API_URL"):
        if server.answers(configured):
            return Finding("prefect", "ok", f"PREFECT_API_URL answers: {configured}")
        return Finding(
            "prefect",
            "bad",
            f"PREFECT_API_URL does not answer: {configured}",
            "start it, or unset the variable",
        )
    up = server.running(settings)
    if up is None:
        return Finding(
            "prefect", "note", "no server at work", "daybook up   starts one, with UI and schedule"
        )
    return Finding("prefect", "ok", f"daybook up is at work: {up.api_url.removesuffix('/api')}")


def _nearest(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _bytes_in(path: Path) -> int:
    """The size of a file, or of all files below a folder."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(file.stat().st_size for file in files)
