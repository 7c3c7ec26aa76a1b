"""Flags before environment before defaults, and the same settings again in another process."""

from pathlib import Path

import pytest

from flows.settings import DEFAULT_HOME, SHIPPED_FEEDS, as_environment, load_settings
from tasks.errors import ConfigError


def test_defaults(tmp_path: Path) -> None:
    assert load_settings(environ={}).home == DEFAULT_HOME
    settings = load_settings(tmp_path, environ={})  # the user's own home may hold a list of its own
    assert (settings.feeds_path, settings.sample) == (SHIPPED_FEEDS, False)
    assert settings.workers >= 1


def test_environment_beats_defaults_and_flags_beat_environment(tmp_path: Path) -> None:
    environ = {
        "DAYBOOK_HOME": str(tmp_path / "a"),
        "DAYBOOK_FEEDS": str(tmp_path / "a.toml"),
        "DAYBOOK_WORKERS": "3",
    }
    from_environment = load_settings(environ=environ)
    assert (from_environment.home, from_environment.feeds_path) == (tmp_path / "a", tmp_path / "a.toml")
    assert from_environment.workers == 3
    from_flags = load_settings(tmp_path / "b", tmp_path / "b.toml", environ)
    assert (from_flags.home, from_flags.feeds_path) == (tmp_path / "b", tmp_path / "b.toml")


def test_a_list_in_the_home_is_preferred_to_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("")
    assert load_settings(tmp_path, environ={}).feeds_path == tmp_path / "feeds.toml"


@pytest.mark.parametrize("sample", [False, True])
def test_another_process_finds_the_same_settings(tmp_path: Path, sample: bool) -> None:
    settings = load_settings(
        tmp_path, tmp_path / "list.toml", {"DAYBOOK_ALLOW_PRIVATE_HOSTS": "127.0.0.1, 10.0.0.0/8"}
    )
    settings = settings.for_sample() if sample else settings
    assert load_settings(environ=as_environment(settings)) == settings
    assert settings.allow_private_hosts == ("127.0.0.1", "10.0.0.0/8")


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_wrong_number_of_workers_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="DAYBOOK_WORKERS"):
        load_settings(environ={"DAYBOOK_WORKERS": value})


@pytest.mark.parametrize(
    ("value", "expected"), [(None, ""), ("", ""), ("none", "none"), (" models/fr ", "models/fr")]
)
def test_the_parser_is_named_by_the_environment(value: str | None, expected: str) -> None:
    settings = load_settings(environ={} if value is None else {"DAYBOOK_PARSER": value})
    assert settings.parser == expected
    assert load_settings(environ=as_environment(settings)).parser == expected


def test_readers_get_the_sample_only_while_it_is_alone(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, environ={})
    assert not settings.readable().sample
    sample = settings.for_sample().published_path
    sample.parent.mkdir(parents=True)
    sample.touch()
    assert settings.readable().sample
    settings.published_path.parent.mkdir()
    settings.published_path.touch()
    assert not settings.readable().sample


def test_allowed_hosts_are_added_to_those_of_the_list(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[fetch]\nallow_private_hosts = ["10.1.2.3"]\n[[feed]]\nurl = "https://a.example/rss"\n')
    registry = load_settings(tmp_path, feeds, {"DAYBOOK_ALLOW_PRIVATE_HOSTS": "127.0.0.1"}).registry()
    assert registry.policy.allow_private_hosts == ("10.1.2.3", "127.0.0.1")


@pytest.mark.parametrize(
    ("value", "days"), [("", 14), ("30", 30), ("none", 0), ("0", 0), ("forever", None), (" Forever ", None)]
)
def test_bodies_are_kept_as_long_as_is_said(tmp_path: Path, value: str, days: int | None) -> None:
    settings = load_settings(tmp_path, tmp_path / "f.toml", {"DAYBOOK_KEEP_BODIES": value})
    assert settings.keep_bodies == days
    assert load_settings(environ=as_environment(settings)) == settings


@pytest.mark.parametrize(
    ("value", "days"),
    [("", None), ("forever", None), ("90 days", 90), ("1 day", 1), ("30", 30), ("none", 0), ("0", 0)],
)
def test_texts_are_kept_for_ever_unless_something_else_is_said(
    tmp_path: Path, value: str, days: int | None
) -> None:
    settings = load_settings(tmp_path, tmp_path / "f.toml", {"DAYBOOK_KEEP_TEXT": value})
    assert settings.keep_text == days
    assert load_settings(environ=as_environment(settings)) == settings


@pytest.mark.parametrize("value", ["a week", "-1", "1.5", "٣", "days"])
@pytest.mark.parametrize("name", ["DAYBOOK_KEEP_BODIES", "DAYBOOK_KEEP_TEXT"])
def test_a_wrong_time_to_keep_things_is_refused(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        load_settings(environ={name: value})
