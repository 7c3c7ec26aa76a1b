"""The registry tells every mistake with its line."""

from pathlib import Path

import pytest

from tasks.errors import ConfigError
from tasks.feeds import load_registry, read_registry, with_private_hosts
from tasks.feeds_values import default_feed_id
from tasks.records import Feed, FetchPolicy

ONE = '[[feed]]\nurl = "https://wire.example/rss"\n'


def problem_of(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as raised:
        read_registry(text, "feeds.toml")
    return raised.value


def test_one_url_is_a_feed() -> None:
    (feed,) = read_registry('[[feed]]\nurl = "https://www.wire.example/World/rss.xml?a=1"\n', "f").feeds
    assert feed == Feed(
        "wire-example-world-rss-a-1", "https://www.wire.example/World/rss.xml?a=1", "wire.example"
    )


def test_every_key_is_read_and_defaults_fill_in() -> None:
    text = """
[defaults]
every_minutes = 30
full_text = false
country = "KEN"

[[feed]]
url = "http://[::1]:8080/a"
id = "a.b_c-1"
outlet = "Outlet"
language = "pt-BR"
owner = "Owner"
state_affiliated = true
enabled = false

[[feed]]
url = "http://b.example"
every_minutes = 5
full_text = true
country = "INT"
"""
    first, second = read_registry(text, "f").feeds
    assert first == Feed(
        "a.b_c-1", "http://[::1]:8080/a", "Outlet", "KEN", "pt-BR", "Owner", True, 30, False, False
    )
    assert second == Feed("b-example", "http://b.example", "b.example", "INT", every_minutes=5)


def test_fetch_settings() -> None:
    text = (
        ONE
        + """
[fetch]
contact = "me@wire.example"
connect_seconds = 1
total_seconds = 2.5
max_bytes = 1000
per_host = 1
page_delay_seconds = 0
allow_private_hosts = ["127.0.0.1", "10.0.0.0/8", "localhost", "::1"]
connect_to = { "news.example" = "127.0.0.1:8000", "six.example" = "[::1]:80" }
"""
    )
    policy = read_registry(text, "f").policy
    assert policy == FetchPolicy(
        user_agent="Daybook/0.1 (news feed reader; me@wire.example)",
        connect_seconds=1.0,
        total_seconds=2.5,
        max_bytes=1000,
        per_host=1,
        page_delay_seconds=0.0,
        allow_private_hosts=("127.0.0.1", "10.0.0.0/8", "localhost", "::1"),
        connect_to=(("news.example", "127.0.0.1:8000"), ("six.example", "[::1]:80")),
    )


PROBLEMS = [
    # text, line, words
    ("", 1, "no [[feed]] block"),
    ("[[feed]]\nurl = \n", 2, "not valid TOML"),
    ("[[feed]\n", 1, "not valid TOML"),
    ('[[feed]]\nurl = "http://a.b"\nurl = "http://a.b"\n', 3, "not valid TOML"),
    ('[feed]\nurl = "http://a.b"\n', 1, "[[feed]]"),
    ("feed = 1\n", 1, "[[feed]]"),
    ("fetch = 1\n" + ONE, 1, "[fetch]"),
    (ONE + "[[feeds]]\n", 3, "unknown table 'feeds'; did you mean 'feed'?"),
    ("colour = 1\n" + ONE, 1, "unknown table 'colour'; known are"),
    (ONE + 'languge = "en"\n', 3, "unknown key 'languge'; did you mean 'language'?"),
    (ONE + "[[feed]]\nenabled = true\n", 3, "has no url"),
    (
        ONE + '\n# again\n[[feed]]\nid = "b"\nurl = "https://WIRE.example/rss#x"\n',
        7,
        "already used in line 2",
    ),
    (ONE + '[[feed]]\nurl = "https://www.wire.example/rss"\n', 3, "give this feed an id of its own"),
    (
        ONE + 'id = "x"\n[[feed]]\nid = "x"\nurl = "https://b.example"\n',
        5,
        "id 'x' is already used in line 3",
    ),
    ('[[feed]]\nurl = "wire.example/rss"\n', 2, "http:// or https://"),
    ('[[feed]]\nurl = "ftp://wire.example/rss"\n', 2, "http:// or https://"),
    ('[[feed]]\nurl = "https://"\n', 2, "no valid host"),
    ('[[feed]]\nurl = "https://a_b..c/"\n', 2, "no valid host"),
    ('[[feed]]\nurl = "https://a.example:99999/"\n', 2, "not a URL"),
    ('[[feed]]\nurl = "https://[::1/"\n', 2, "not a URL"),
    ('[[feed]]\nurl = "https://a.example/a b"\n', 2, "without blanks"),
    ("[[feed]]\nurl = 3\n", 2, "url has to be a URL"),
    (ONE + 'id = "Über"\n', 3, "id has to be lower-case"),
    (ONE + 'id = ""\n', 3, "id has to be lower-case"),
    (ONE + 'outlet = " "\n', 3, "outlet has to be a text"),
    (ONE + 'country = "KE"\n', 3, "alpha-3"),
    (ONE + 'country = "XYZ"\n', 3, "alpha-3"),
    (ONE + 'language = "english"\n', 3, "BCP 47"),
    (ONE + "every_minutes = 0\n", 3, "whole number from 1"),
    (ONE + "every_minutes = 1.5\n", 3, "whole number"),
    (ONE + "every_minutes = true\n", 3, "whole number"),
    (ONE + 'full_text = "yes"\n', 3, "true or false"),
    ('[defaults]\nurl = "https://a.example"\n' + ONE, 2, "unknown key 'url'"),
    ("[fetch]\ntotal_seconds = -1\n" + ONE, 2, "number of seconds"),
    ("[fetch]\npage_delay_seconds = -1\n" + ONE, 2, "number of seconds"),
    ("[fetch]\npage_delay_seconds = false\n" + ONE, 2, "number of seconds"),
    ("[fetch]\nper_host = 0\n" + ONE, 2, "whole number"),
    ('[fetch]\nallow_private_hosts = "127.0.0.1"\n' + ONE, 2, "has to be a list"),
    (
        '[fetch]\nallow_private_hosts = [\n  "ok.example",\n  "not ok",\n]\n' + ONE,
        2,
        "'not ok' is not a host",
    ),
    ('[fetch]\nconnect_to = { "a.example" = "b.example:80" }\n' + ONE, 2, '"ip:port"'),
    ("[fetch]\ncontcat = 1\n" + ONE, 2, "did you mean 'contact'?"),
    ('[[feed]]\noutlet = """\n[[feed]]\nx = 1"""\nurl = "https://a.example"\n', 2, "on one line"),
]


@pytest.mark.parametrize(("text", "line", "words"), PROBLEMS)
def test_a_mistake_is_told_with_its_line(text: str, line: int, words: str) -> None:
    problem = problem_of(text)
    assert str(problem).startswith(f"feeds.toml:{line}: ")
    assert (problem.line, problem.path) == (line, "feeds.toml")
    assert words in str(problem)


def test_all_mistakes_are_told_at_once_in_order() -> None:
    text = ONE + 'colour = 1\n[[feed]]\nid = "b"\n[[feed]]\nurl = "x"\nowner = 3\n'
    lines = str(problem_of(text)).splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"feeds.toml:{n}" for n in (3, 4, 7, 8)]
    many = str(problem_of("".join(f'[[feed]]\nurl = "{n}"\n' for n in range(50))))
    assert many.endswith("... and 30 more")


def test_a_missing_or_unreadable_file(tmp_path: Path) -> None:
    for name, content in (("none.toml", None), ("latin.toml", b"# caf\xe9\n")):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ConfigError, match=name):
            load_registry(path)
    good = tmp_path / "good.toml"
    good.write_text("\ufeff" + ONE, encoding="utf-8")
    assert load_registry(good).path == str(good)


def test_hosts_of_the_environment_are_added() -> None:
    policy = with_private_hosts(
        FetchPolicy(allow_private_hosts=("a.example",)), ["127.0.0.1", " 10.0.0.0/8 ", ""]
    )
    assert policy.allow_private_hosts == ("a.example", "127.0.0.1", "10.0.0.0/8")
    with pytest.raises(ConfigError, match="DAYBOOK_ALLOW_PRIVATE_HOSTS"):
        with_private_hosts(FetchPolicy(), ["not a host"])


@pytest.mark.parametrize(
    ("url", "feed_id"),
    [
        ("https://feeds.wire.example/world/rss.xml", "feeds-wire-example-world-rss"),
        ("http://www.wire.example", "wire-example"),
        ("https://wire.example/?feed=rss2", "wire-example-feed-rss2"),
    ],
)
def test_default_ids(url: str, feed_id: str) -> None:
    assert default_feed_id(url) == feed_id


def test_long_default_ids_stay_apart() -> None:
    ids = {default_feed_id(f"https://wire.example/{'x' * 200}{number}") for number in range(10)}
    assert len(ids) == 10
    assert max(map(len, ids)) <= 80
