"""The search index: what is found, how it follows the warehouse, and what it survives."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import ConfigError, WarehouseError
from tasks.records import Article
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import open_published, publish
from warehouse.retention import forget_texts
from warehouse.search import Found, SearchRequest, ready_index, search, search_published
from warehouse.search_index import (
    BrokenIndex,
    Updated,
    articles_state,
    index_path,
    indexed_state,
    open_index,
    update_index,
)
from warehouse.search_snippet import Needle, cut_snippet
from warehouse.search_words import fold, places_in, text_analyzer

ROOT = Path(__file__).parents[2]
TEXTS = {
    "shelling": ("Rebels shelled a village", "Militants attacked Tovar. Nobody claimed it.", "en"),
    "talks": ("Ministers meet in Geneva", "Border talks between the two countries began on Monday.", "en-GB"),
    "mentions": ("A quiet week", "At the border nothing moved. Later, talks were had about shelling.", "en"),
    "football": (
        "Border derby",
        "The football club of the border town won; talks on a transfer go on.",
        "en",
    ),
    "french": ("L'armée annonce une trêve à Évreux", "Le président a salué l'accord.", "fr"),
    "russian": ("Обстрел деревни", "Ёлка стояла на площади. Мятежники обстреляли деревню.", "ru"),
    "arabic": ("إعلان وقف إطلاق النار", "قالت الحكومة إن مُحَمَّد وصل.", "ar"),
    "chinese": ("中国和日本举行会谈", "两国外长在北京举行了会谈。", "zh"),
    "korean": ("서울에서 시위", "시민들이 광장에 모였다.", "ko"),
    "hindi": ("दिल्ली में विरोध प्रदर्शन", "किसान सड़क पर उतरे।", "hi"),
}


def day_of(number: int) -> datetime:
    return datetime(2026, 3, 1 + number, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def articles(make) -> list[Article]:
    return [
        make.article(
            name,
            feed_id="f2" if name in ("talks", "french") else "f1",
            outlet="Le Monde"
            if name == "french"
            else "The Harbour Post"
            if name == "talks"
            else "Tovar Daily",
            title=title,
            text=text,
            language=language,
            published_at=day_of(number),
        )
        for number, (name, (title, text, language)) in enumerate(TEXTS.items())
    ]


@pytest.fixture(scope="module")
def con(make, articles, tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(tmp_path_factory.mktemp("searched") / "warehouse.duckdb") as connection:
        migrate(connection)
        feeds = (make.feed("f1", country="VEN"), make.feed("f2", country="FRA"))
        mentions = (make.mention("m1", "e1", "shelling", title=TEXTS["shelling"][0]),)
        shelling = replace(articles[0], text=make.sentence + " " + TEXTS["shelling"][1])
        loaded = (shelling, *articles[1:])
        load_run(connection, make.batch(feeds=feeds, articles=loaded, mentions=mentions))
        yield connection


@pytest.fixture(scope="module")
def index(con, tmp_path_factory) -> Any:
    folder = tmp_path_factory.mktemp("index")
    assert update_index(folder, con, pytest.fail) == Updated(len(TEXTS), 0, len(TEXTS))
    return open_index(folder)


@pytest.fixture(scope="module")
def find(index, con) -> Callable[..., list[str]]:
    def found(typed: str, **bounds: Any) -> list[str]:
        return ids(search(index, con, SearchRequest(typed, **bounds)))

    return found


def ids(found: Found) -> list[str]:
    return [article.article_id for article in found.articles]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("border talks", {"talks", "mentions", "football"}),
        ('"border talks"', {"talks"}),
        ("border talks -football", {"talks", "mentions"}),
        ("derby OR geneva", {"football", "talks"}),
        ("(derby OR geneva) ministers", {"talks"}),
        ("title:border", {"football"}),
        ("text:border -title:border", {"talks", "mentions"}),
        ('border outlet:"Harbour Post"', {"talks"}),
        ("outlet:monde", {"french"}),
        ("country:fra -language:fr", {"talks"}),
        ("language:en geneva", {"talks"}),
        # Endings and accents.
        ("shells", {"shelling", "mentions"}),
        ("militant attacks", {"shelling"}),
        ("TREVE evreux", {"french"}),
        ("l\u2019armee", {"french"}),
        ("milit*", {"shelling"}),
        ('"nobody claims"', {"shelling"}),
        ("foot*", {"football"}),
        # Other scripts.
        ("елка", {"russian"}),
        ("мятежники", {"russian"}),
        ("محمد", {"arabic"}),
        ("اعلان", {"arabic"}),
        ("北京", {"chinese"}),
        ("会谈", {"chinese"}),
        ("谈会", set()),
        ("서울", {"korean"}),
        ("दिल्ली", {"hindi"}),
        ("-border -shells language:en", set()),
        ("geneva !!! --", {"talks"}),
    ],
)
def test_what_is_found(find, typed: str, names: set[str]) -> None:
    assert set(find(typed)) == names


def test_a_title_counts_more_than_a_text(find) -> None:
    assert find("border")[0] == "football"
    assert find("shelling")[0] == "shelling"


@pytest.mark.parametrize(
    ("bounds", "names"),
    [
        ({"since": day_of(2)}, {"mentions", "football"}),
        ({"until": day_of(2)}, {"talks"}),
        ({"since": day_of(1), "until": day_of(2)}, {"talks"}),
        ({"country": "FRA"}, {"talks"}),
        ({"outlet": "harbour"}, {"talks"}),
        ({"language": "en-gb"}, {"talks"}),
        ({"language": "en"}, {"talks", "mentions", "football"}),
        ({"limit": 1, "newest_first": True}, {"football"}),
    ],
)
def test_bounds(find, bounds: dict[str, Any], names: set[str]) -> None:
    assert set(find("border", **bounds)) == names


def test_what_is_told_of_an_article(index, con) -> None:
    found = search(index, con, SearchRequest("rebels shelled"))
    (article,) = found.articles
    assert (found.total, found.searched) == (1, len(TEXTS))
    assert (article.title, article.outlet, article.country, article.language) == (
        "Rebels shelled a village",
        "Tovar Daily",
        "VEN",
        "en",
    )
    assert (article.published_at, article.url, article.events) == (
        day_of(0),
        "https://f1.example/shelling",
        1,
    )
    assert [article.snippet.text[begin:end] for begin, end in article.snippet.matches] == [
        "Rebels",
        "shelled",
    ]


def test_words_that_no_article_has_are_named(index, con) -> None:
    found = search(index, con, SearchRequest("Shelling xyzzy"))
    assert (found.articles, found.unknown) == ((), ("xyzzy",))


def test_a_search_without_a_word_is_refused(index, con) -> None:
    with pytest.raises(ConfigError, match="no word"):
        search(index, con, SearchRequest("!!! --"))


@given(
    st.text(
        alphabet=st.sampled_from(
            list("ab\"()-:* |&+.'\u2019\u0301é中서\u0e01\u0627ß\u0130\x00\ud83d\u200d[]\\^$?{}")
        )
        | st.characters(),
        max_size=25,
    ),
    st.sampled_from(["", "outlet:", "country:", "language:", "title:", '"', "border "]),
)
def test_whatever_is_typed_is_searched_or_refused(index, con, typed: str, before: str) -> None:
    with suppress(ConfigError):
        search(index, con, SearchRequest(before + typed, outlet="daily" if "a" in typed else None))


# --- it follows the warehouse -----------------------------------------------------------------------------


@pytest.fixture
def small(make, con_of, tmp_path: Path) -> tuple[duckdb.DuckDBPyConnection, Path]:
    article = make.article()
    load_run(con_of, make.batch("r1", articles=(article, make.article("a2", title="Calm in Merida"))))
    update_index(tmp_path / "search", con_of, pytest.fail)
    return con_of, tmp_path / "search"


@pytest.fixture
def con_of(tmp_path: Path, migrated: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    (tmp_path / "own.duckdb").write_bytes(migrated.read_bytes())
    with connect(tmp_path / "own.duckdb") as connection:
        yield connection


def searched(folder: Path, con: duckdb.DuckDBPyConnection, typed: str) -> list[str]:
    return ids(search(open_index(folder), con, SearchRequest(typed)))


def test_only_what_is_new_or_revised_is_written(small, make) -> None:
    con, folder = small
    assert update_index(folder, con, pytest.fail) == Updated(0, 0, 2)
    revised = make.article(title="Floods near Tovar", text="The river rose.", content_hash="x", revision=2)
    later = make.run("r2", started_at=make.now.replace(hour=13))
    batch = replace(make.batch("r2", articles=(revised, make.article("a3", title="Calm in Coro"))), run=later)
    load_run(con, batch)
    assert update_index(folder, con, pytest.fail) == Updated(2, 1, 3)
    assert update_index(folder, con, pytest.fail) == Updated(0, 0, 3)
    assert searched(folder, con, "river") == ["a1"]
    assert searched(folder, con, "shelling -calm") == []  # the present text only
    assert set(searched(folder, con, "calm")) == {"a2", "a3"}


def test_what_is_gone_is_found_no_more(small) -> None:
    con, folder = small
    con.execute("DELETE FROM articles WHERE article_id = 'a2'")
    assert update_index(folder, con, pytest.fail) == Updated(0, 1, 1)
    assert searched(folder, con, "calm") == []


def test_an_article_whose_text_was_let_go_is_found_by_its_headline_alone(small, make) -> None:
    con, folder = small
    assert "a1" in searched(folder, con, "claimed")
    forget_texts(con, "r2", make.now, 0)
    assert update_index(folder, con, pytest.fail).articles == 2
    assert searched(folder, con, "claimed") == []
    (found,) = search(open_index(folder), con, SearchRequest("title:shelling")).articles
    assert (found.article_id, found.is_text_gone, found.snippet.text) == ("a1", True, "")


def test_a_text_that_was_let_go_is_in_no_file_of_the_index(small, make) -> None:
    con, folder = small
    words = b"Nobody claimed it"
    load_run(con, make.batch("r2", articles=(make.article("a3", title="Calm in Coro", text="Quiet."),)))
    update_index(folder, con, pytest.fail)
    assert any(words in path.read_bytes() for path in folder.rglob("*.store"))
    forget_texts(con, "r3", make.now, 0)
    assert update_index(folder, con, pytest.fail).articles == 3
    assert not any(words in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert searched(folder, con, "nobody") == []
    assert searched(folder, con, "shelling tovar") == ["a1"]


def test_data_that_an_older_version_published_are_told(con_of, tmp_path: Path) -> None:
    con_of.execute("ALTER TABLE articles DROP COLUMN text_removed_at")
    with pytest.raises(WarehouseError, match="an older Daybook published these data"):
        update_index(tmp_path / "search", con_of, pytest.fail)


def test_a_reader_goes_on_while_the_index_is_written(small, make) -> None:
    con, folder = small
    reader = open_index(folder)
    load_run(con, make.batch("r2", articles=(make.article("a3", title="Calm in Coro"),)))
    update_index(folder, con, pytest.fail)
    assert ids(search(reader, con, SearchRequest("calm"))) == ["a2"]
    assert set(searched(folder, con, "calm")) == {"a2", "a3"}


def remove_files(folder: Path) -> None:
    for path in index_path(folder).glob("*.term"):
        path.unlink()


def cut_files(folder: Path) -> None:
    for path in index_path(folder).glob("*.*"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def make_older(folder: Path) -> None:
    index_path(folder).rename(folder / "index-0")


def remove_all(folder: Path) -> None:
    for path in index_path(folder).iterdir():
        path.unlink()
    index_path(folder).rmdir()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (remove_files, "cannot be read"),
        (cut_files, "cannot be read"),
        (make_older, "older format"),
        (remove_all, "no search index yet"),
    ],
)
def test_an_index_that_cannot_be_used_is_built_anew_and_that_is_told(
    small, damage: Callable[[Path], None], says: str
) -> None:
    con, folder = small
    damage(folder)
    told: list[str] = []
    index = ready_index(folder, con, told.append)
    assert len(told) == 1
    assert says in told[0]
    assert ids(search(index, con, SearchRequest("calm"))) == ["a2"]
    assert [path.name for path in folder.iterdir()] == [index_path(folder).name]


def test_damage_that_shows_only_when_articles_are_read_is_mended(small) -> None:
    con, folder = small
    for path in index_path(folder).glob("*.store"):
        whole = path.read_bytes()
        path.write_bytes(b"\xff" * (len(whole) // 3) + whole[len(whole) // 3 :])
    told: list[str] = []
    found = search_published(folder, con, SearchRequest("calm"), told.append)
    assert (ids(found), len(told)) == (["a2"], 1)


def test_a_search_brings_an_old_index_up_to_date(small, make) -> None:
    con, folder = small
    later = make.run("r2", started_at=make.now.replace(hour=13))
    load_run(con, replace(make.batch("r2", articles=(make.article("a3", title="Calm"),)), run=later))
    assert len(ids(search(ready_index(folder, con, pytest.fail), con, SearchRequest("calm")))) == 2


def test_a_search_sees_every_publication_also_one_without_a_run(small, tmp_path: Path) -> None:
    con, folder = small
    con.close()
    writer, published = tmp_path / "own.duckdb", tmp_path / "published" / "daybook.duckdb"
    publish(writer, published)
    with open_published(published) as reader:
        assert ids(search(ready_index(folder, reader, pytest.fail), reader, SearchRequest("calm"))) == ["a2"]
        state = indexed_state(open_index(folder))
        assert state == articles_state(reader)
    with connect(writer) as con:
        con.execute("DELETE FROM articles WHERE article_id = 'a2'")
    publish(writer, published)
    with open_published(published) as reader:
        assert articles_state(reader) != state
        assert ids(search(ready_index(folder, reader, pytest.fail), reader, SearchRequest("calm"))) == []


# Dies, by a real SIGKILL, after the articles were given to the writer and before its commit.
DIES = """
import os, signal, sys
from pathlib import Path
from warehouse import search_index
from warehouse.db import connect

search_index.articles_state = lambda con: os.kill(os.getpid(), signal.SIGKILL)
with connect(Path(sys.argv[1]), read_only=True) as con:
    search_index._write(search_index.open_index(Path(sys.argv[2])), con, search_index._prints(con), (), 0) \\
        if sys.argv[3] == "old" else search_index.update_index(Path(sys.argv[2]), con, print)
"""


@pytest.mark.parametrize("state", ["old", "new"])
def test_a_kill_leaves_the_last_commit_and_nothing_else(small, tmp_path: Path, state: str) -> None:
    con, folder = small
    con.close()
    target = folder if state == "old" else tmp_path / "fresh"
    command = [sys.executable, "-c", DIES, str(tmp_path / "own.duckdb"), str(target), state]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    with connect(tmp_path / "own.duckdb", read_only=True) as again:
        if state == "old":
            assert searched(target, again, "calm") == ["a2"]
        else:
            with pytest.raises(BrokenIndex):
                open_index(target)
        update_index(target, again, pytest.fail)
        assert searched(target, again, "calm") == ["a2"]
    assert [path.name for path in target.iterdir()] == [index_path(target).name]


def test_a_folder_that_cannot_be_made_is_told(small, tmp_path: Path) -> None:
    con, _ = small
    (tmp_path / "file").touch()
    with pytest.raises(WarehouseError, match="a file where a folder must be"):
        update_index(tmp_path / "file" / "search", con, pytest.fail)


# --- words and snippets -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia's shelling of Kraków", ["russia", "shell", "of", "krakow"]),
        ("Russia\u2019s U.S. don't", ["russia", "u", "s", "don", "t"]),
        ("L'armée d'Abidjan", ["l", "arme", "d", "abidjan"]),
        ("北京でテスト", ["北", "京", "で", "テ", "ス", "ト"]),
        ("الأنباء عن مُحَمَّد", ["الانباء", "عن", "محمد"]),
        ("x" * 100 + " y", ["y"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert text_analyzer().analyze(fold(text)) == words


@given(st.text(max_size=60))
def test_every_folded_character_has_its_place(text: str) -> None:
    folded = fold(text)
    places = places_in(text, folded)
    assert len(places) == len(folded) + 1
    assert all(fold(text[place]) == letter for place, letter in zip(places, folded, strict=False))


LONG = "Nothing happened on Sunday in the hills. " * 20


@pytest.mark.parametrize(
    ("text", "words", "begins", "matches"),
    [
        ("Rebels shelled Tovar.", ["shell"], "Rebels", ["shelled"]),
        (LONG + "Rebels shelled Tovar. " + LONG, ["shell", "tovar"], "Rebels shelled", ["shelled", "Tovar"]),
        (
            "Tovar. " + LONG + "Rebels shelled Tovar again.",
            ["shell", "tovar"],
            "Rebels",
            ["shelled", "Tovar"],
        ),
        (LONG, ["xyzzy"], "Nothing", []),
        ("قال مُحَمَّد ذلك", ["محمد"], "قال", ["مُحَمَّد"]),
    ],
)
def test_the_part_that_says_most_is_shown(
    text: str, words: Sequence[str], begins: str, matches: list[str]
) -> None:
    snippet = cut_snippet(text, [Needle((word,)) for word in words], text_analyzer())
    assert snippet.text.startswith(begins)
    assert len(snippet.text) <= 220
    assert [snippet.text[begin:end] for begin, end in snippet.matches] == matches


def test_a_phrase_is_marked_as_one(make) -> None:
    snippet = cut_snippet("Talks at the border; border talks.", [Needle(("border", "talk"))], text_analyzer())
    assert [snippet.text[begin:end] for begin, end in snippet.matches] == ["border talks"]


@given(st.text(alphabet="ab. \n\u0301é中", max_size=700), st.text(alphabet="ab中", min_size=1, max_size=2))
def test_a_snippet_is_a_part_of_its_text(text: str, word: str) -> None:
    analyzer = text_analyzer()
    words = tuple(analyzer.analyze(word))
    snippet = cut_snippet(text, [Needle(words)] if words else [], analyzer)
    assert snippet.text in text.replace("\n", " ")
    assert all(0 <= begin < end <= len(snippet.text) for begin, end in snippet.matches)
