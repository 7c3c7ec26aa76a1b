"""Where Daybook keeps its things and which feeds it polls: flags first, then ``DAYBOOK_*`` variables, then defaults."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tasks.errors import ConfigError
from tasks.feeds import load_registry, with_private_hosts
from tasks.records import FeedRegistry

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_FEEDS = ROOT / "flows" / "feeds.toml"
DEFAULT_HOME = ROOT / "warehouse" / "data"
DAYS_OF_BODIES = 14  # of some hundred feeds that is about a gigabyte


@dataclass(frozen=True, slots=True)
class Settings:
    """The places of one Daybook home, how many processes it may use, and what parses its sentences."""

    home: Path
    feeds_path: Path
    allow_private_hosts: tuple[str, ...]
    workers: int
    parser: str = ""  # the shipped one; "none", or the name or folder of another spaCy pipeline
    sample: bool = False  # the bundled sample news instead of feeds_path
    keep_bodies: int | None = (
        DAYS_OF_BODIES  # days that fetched bodies are kept; None: for ever, 0: not at all
    )
    keep_text: int | None = (
        None  # days that the texts of articles are kept; None: for ever, 0: for their run only
    )

    @property
    def warehouse_path(self) -> Path:
        """The writer's file; readers never open it."""
        return self.home / "daybook.duckdb"

    @property
    def published_path(self) -> Path:
        """The copy that readers open."""
        return self.home / "published" / "daybook.duckdb"

    @property
    def search_path(self) -> Path:
        """The index that ``daybook search`` reads."""
        return self.home / "search"

    @property
    def bodies_path(self) -> Path:
        """The bodies that were fetched, for a replay."""
        return self.home / "bodies"

    @property
    def lock_path(self) -> Path:
        """Held by the one ingest that may be at work."""
        return self.home / "ingest.lock"

    @property
    def up_path(self) -> Path:
        """Says where the server of a running ``daybook up`` is; it lies in the home proper, not the sample's."""
        return (self.home.parent if self.sample else self.home) / "up.json"

    def registry(self) -> FeedRegistry:
        """The validated list of feeds, with the private hosts that the settings allow beside its own."""
        registry = load_registry(self.feeds_path)
        return replace(registry, policy=with_private_hosts(registry.policy, self.allow_private_hosts))

    def for_sample(self) -> "Settings":
        """The same settings over the sample news, whose fictional events never mix with real ones."""
        return self if self.sample else replace(self, home=self.home / "sample", sample=True)

    def readable(self) -> "Settings":
        """The settings whose published copy a reader wants: the real one, or the sample's while it is alone."""
        if not self.sample and not self.published_path.exists() and self.for_sample().published_path.exists():
            return self.for_sample()
        return self


def load_settings(
    home: Path | None = None,
    feeds: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Settle home, feeds file, allowed hosts and processes from flags, environment and defaults, in that order."""
    chosen_home = home or _path(environ.get("DAYBOOK_HOME")) or DEFAULT_HOME
    own_feeds = chosen_home / "feeds.toml"
    default_feeds = own_feeds if own_feeds.exists() else SHIPPED_FEEDS
    hosts = environ.get("DAYBOOK_ALLOW_PRIVATE_HOSTS", "").replace(",", " ").split()
    settings = Settings(
        home=chosen_home.expanduser().absolute(),
        feeds_path=(feeds or _path(environ.get("DAYBOOK_FEEDS")) or default_feeds).expanduser().absolute(),
        allow_private_hosts=tuple(hosts),
        workers=_workers(environ.get("DAYBOOK_WORKERS")),
        parser=environ.get("DAYBOOK_PARSER", "").strip(),
        keep_bodies=_days(environ, "DAYBOOK_KEEP_BODIES", DAYS_OF_BODIES),
        keep_text=_days(environ, "DAYBOOK_KEEP_TEXT", None),
    )
    return settings.for_sample() if environ.get("DAYBOOK_SAMPLE") == "1" else settings


def as_environment(settings: Settings) -> dict[str, str]:
    """The variables under which another process finds the same settings."""
    values = {
        "DAYBOOK_HOME": str(settings.home.parent if settings.sample else settings.home),
        "DAYBOOK_FEEDS": str(settings.feeds_path),
        "DAYBOOK_ALLOW_PRIVATE_HOSTS": " ".join(settings.allow_private_hosts),
        "DAYBOOK_WORKERS": str(settings.workers),
        "DAYBOOK_PARSER": settings.parser,
        "DAYBOOK_KEEP_BODIES": "forever" if settings.keep_bodies is None else str(settings.keep_bodies),
        "DAYBOOK_KEEP_TEXT": "forever" if settings.keep_text is None else str(settings.keep_text),
    }
    return values | ({"DAYBOOK_SAMPLE": "1"} if settings.sample else {})


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def _workers(value: str | None) -> int:
    if not value:
        return os.cpu_count() or 1
    if not value.isdigit() or int(value) < 1:
        raise ConfigError(f"DAYBOOK_WORKERS must be a whole number from 1, not {value!r}")
    return int(value)


def _days(environ: Mapping[str, str], name: str, default: int | None) -> int | None:
    value = environ.get(name) or ""
    named = {"": default, "none": 0, "forever": None}
    text = re.sub(r"(?<=\d)\s*days?$", "", value.strip().lower())
    if text in named:
        return named[text]
    if not (text.isascii() and text.isdigit()):
        raise ConfigError(f'{name} must be a number of days, "forever" or "none", not {value!r}')
    return int(text)
