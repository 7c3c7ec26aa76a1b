"""The user's own names and triggers: read beside the shipped ones, strictly, and told in the version."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tasks.errors import ConfigError
from tasks.extract.actors import find_actors, load_actor_lexicon
from tasks.extract.codebook import FOLDER, load_codebook
from tasks.extract.gazetteer import load_gazetteer
from tasks.extract.names import words_of
from tasks.extract.own_codebook import OwnFiles, find_own, read_own
from tasks.extract.places import find_places

ROOT = Path(__file__).resolve().parents[3]
README = FOLDER / "README.md"
NAMED = {
    "groups.csv": "name,country,sector,aliases\nBlue Ring Brigade,SYR,REB,BRB\n",
    "organisations.csv": "name,country,sector,aliases\nHalvorsen Foundation,NGO,,Halvorsen\n",
    "leaders.csv": (
        "name,country,sector,office,from,to,aliases\n"
        "Quenby Ostrander,KEN,GOV,president,2031-01-01,,Ostrander\n"
        "Recep Tayyip Erdogan,TUR,GOV,speaker of parliament,2040-01-01,,\n"
    ),
    "roles.csv": "words,forms,sector,kind,bare\nlamp lighter,lamp lighters,LAB,person,yes\n",
    "territories.csv": "name,country,sector,aliases,adjectives,people,kind\nVeldania,GRC,PRE,,Veldanian,,disputed\n",
    "guards.csv": "name,where,words\nHalvorsen,needs,charity;foundation\n",
    "regions.csv": "name,country,kind,lat,lon,aliases\nGlimmerfen,KEN,province,0.5,36.5,\n",
}


def own(folder: Path, files: dict[str, str]) -> OwnFiles:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = read_own(folder)
    assert found is not None
    return found


ACTORS = [
    ("The Blue Ring Brigade withdrew.", "Blue Ring Brigade", "SYR", "REB"),
    ("BRB fighters withdrew.", "BRB fighters", "SYR", "REB"),
    ("The Halvorsen Foundation protested.", "Halvorsen Foundation", "NGO", ""),
    ("Halvorsen, a charity, protested.", "Halvorsen", "NGO", ""),
    ("President Ostrander left.", "President Ostrander", "KEN", "GOV"),
    ("Kenyan lamp lighters marched.", "Kenyan lamp lighters", "KEN", "LAB"),
    ("The Veldanian army fired.", "Veldanian army", "GRC", "PRE"),
]


@pytest.mark.parametrize(("text", "shown", "country", "sector"), ACTORS)
def test_own_names_are_actors(text: str, shown: str, country: str, sector: str, tmp_path: Path) -> None:
    unaided = find_actors(text, load_actor_lexicon(FOLDER), date(2032, 5, 1))
    assert (shown, country, sector) not in [(s.actor.text, s.actor.country, s.actor.sector) for s in unaided]
    lexicon = load_actor_lexicon(FOLDER, own(tmp_path, NAMED))
    found = find_actors(text, lexicon, date(2032, 5, 1))
    assert (shown, country, sector) in [(s.actor.text, s.actor.country, s.actor.sector) for s in found]


def test_an_own_guard_holds(tmp_path: Path) -> None:
    assert find_actors("Halvorsen won the race.", load_actor_lexicon(FOLDER, own(tmp_path, NAMED))) == ()


def test_an_own_office_joins_those_that_are_shipped(tmp_path: Path) -> None:
    lexicon = load_actor_lexicon(FOLDER, own(tmp_path, NAMED))
    (term,) = {t for _, t in lexicon.index.matches(words_of("Tayyip Erdogan"), 0) if t.offices}
    assert [office.since.year for office in term.offices] == [2003, 2014, 2040]


def test_own_regions_are_places(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(FOLDER, own(tmp_path, NAMED))
    (span,) = find_places("Rain fell in Glimmerfen", gazetteer)
    assert (span.place.country, span.place.admin1, span.place.precision) == ("KEN", "Glimmerfen", "province")


MISTAKES = [
    ("groups.csv", "name,country,aliases\nBlue Ring,SYR,\n", "the header must be name,country,sector", 1),
    ("groups.csv", "name,country,sector,nick\n", "unknown: 'nick'", 1),
    ("groups.csv", "name,country,sector,aliases\n\nBlue Ring,XYZ,REB,\n", "unknown country 'XYZ'", 3),
    ("groups.csv", "name,country,sector,aliases\nBlue Ring,SYR,ABC,\n", "unknown sector 'ABC'", 2),
    ("groups.csv", "name,country,sector,aliases\nHamas,LBN,REB,\n", "stands in the codebook already", 2),
    ("groups.csv", "name,country,sector,aliases\n---,PSE,REB,\n", "'---' is no name", 2),
    ("groups.csv", 'name,country,sector,aliases\n"Blue Ring,PSE,REB,\n', "no CSV", 2),
    ("roles.csv", "words,forms,sector,kind,bare\ntroops,,CVL,person,yes\n", "'troops' stands", 2),
    ("regions.csv", "name,country,kind,lat,lon,aliases\nFen,KEN,province,ten,36,\n", "no degrees", 2),
    ("regions.csv", "name,country,kind,lat,lon,aliases\nIdlib,SYR,area,36,36,\n", "regions.csv:", 2),
    (
        "leaders.csv",
        "name,country,sector,office,from,to,aliases\nA Obi,KEN,GOV,president,1 May 2030,,\n",
        "a date must be YYYY-MM-DD",
        2,
    ),
    (
        "leaders.csv",
        "name,country,sector,office,from,to,aliases\nRecep Tayyip Erdogan,TUR,GOV,president,2014-08-28,,\n",
        "has this office already",
        2,
    ),
    ("own.toml", 'type = "ASSAULT"\nframes = [\n  { id = "zap", verbs = ["zap"] },\n]\n', "'verbs'", 3),
    (
        "own.toml",
        'type = "ATTACK"\nframes = [\n  { id = "zap", verb = ["zap"], example = "A zapped B." },\n]\n',
        "unknown event type 'ATTACK'",
        3,
    ),
    (
        "own.toml",
        'type = "AID"\nframes = [\n  { id = "donate", verb = ["zap"], example = "A zapped B." },\n]\n',
        "declared twice, first in aid.toml",
        3,
    ),
    (
        "own.toml",
        'type = "AID"\nframes = [\n\n  { id = "zap", verb = ["zap"], sides = "all", example = "A" },\n]\n',
        "unknown sides 'all'",
        4,
    ),
    ("people.csv", "name\n", "no table of the codebook", None),
]


@pytest.mark.parametrize(("file", "text", "problem", "line"), MISTAKES)
def test_a_mistake_is_told_with_file_and_line(
    file: str, text: str, problem: str, line: int | None, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=problem) as caught:
        load_codebook(FOLDER, own(tmp_path, {file: text}))
    assert (caught.value.path, caught.value.line) == (tmp_path / file, line)


def test_the_version_tells_of_own_content_and_changes_with_it(tmp_path: Path) -> None:
    shipped = load_codebook(FOLDER).version
    first = load_codebook(FOLDER, own(tmp_path, NAMED)).version
    assert re.fullmatch(re.escape(shipped) + r"\+own\.[0-9a-f]{8}", first)
    assert load_codebook(FOLDER, own(tmp_path, NAMED)).version == first
    changed = NAMED | {"groups.csv": NAMED["groups.csv"] + "Grey Ring,SYR,REB,\n"}
    assert load_codebook(FOLDER, own(tmp_path, changed)).version not in (first, shipped)


def test_where_own_files_are_looked_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "codebook").mkdir(parents=True)
    assert find_own({}) is None
    assert find_own({"DAYBOOK_HOME": str(tmp_path)}) is None
    assert find_own({"DAYBOOK_HOME": str(home)}) is None, "an empty folder changes nothing"
    (home / "codebook" / "groups.csv").write_text(NAMED["groups.csv"], encoding="utf-8")
    found = find_own({"DAYBOOK_HOME": str(home)})
    assert found is not None
    assert found.folder == home / "codebook"
    assert find_own({"DAYBOOK_CODEBOOK": str(home / "codebook"), "DAYBOOK_HOME": ""}) == found
    with pytest.raises(ConfigError, match="DAYBOOK_CODEBOOK must name a folder"):
        find_own({"DAYBOOK_CODEBOOK": str(tmp_path / "none")})


def test_a_table_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_bytes(
        b"\xef\xbb\xbfname,country,sector,aliases\r\nBlue Ring,SYR,REB,\r\n"
    )
    lexicon = load_actor_lexicon(FOLDER, read_own(tmp_path))
    assert [s.actor.country for s in find_actors("the Blue Ring", lexicon)] == ["SYR"]
    (tmp_path / "groups.csv").write_bytes(b"name,country,sector,aliases\nBl\xe5 Ring,SYR,REB,\n")
    with pytest.raises(ConfigError, match="save it as UTF-8"):
        load_actor_lexicon(FOLDER, read_own(tmp_path))


def readme_files() -> dict[str, str]:
    """The files that the codebook's README shows, by the name above each of its fenced blocks."""
    blocks = re.findall(
        r"^`(\w+\.(?:csv|toml))`[^\n]*\n+```\w*\n(.*?)^```", README.read_text("utf-8"), re.M | re.S
    )
    return dict(blocks)


def test_the_example_of_the_readme_codes_what_it_says(tmp_path: Path) -> None:
    files = readme_files()
    assert {"groups.csv", "roles.csv", "leaders.csv", "mine.toml"} <= set(files)
    own(tmp_path, files)
    line = re.search(r"^    (\{\"id\".*\})$", README.read_text("utf-8"), re.M)
    assert line is not None
    script = "import sys; from flows.__main__ import main; sys.argv = ['daybook', 'code', '-']; main()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=line[1] + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"DAYBOOK_CODEBOOK": str(tmp_path)},
        check=True,
    )
    (event,) = json.loads(done.stdout)["events"]
    assert event["rule_id"] == "assault.skyfire"
    assert [(a["name"], a["country"], a["sector"]) for a in event["actors"]] == [
        ("Red Lantern Front", "MLI", "REB")
    ]
    assert [(a["name"], a["country"], a["sector"]) for a in event["recipients"]] == [
        ("Malian salt carrier", "MLI", "LAB")
    ]


def test_the_home_of_the_command_line_is_where_own_files_lie(tmp_path: Path) -> None:
    (tmp_path / "codebook").mkdir()
    own(tmp_path / "codebook", NAMED)
    script = "import sys; from flows.__main__ import main; sys.argv = ['daybook', *sys.argv[1:]]; main()"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DAYBOOK_")}
    done = subprocess.run(
        [sys.executable, "-c", script, "--home", str(tmp_path), "code", "-"],
        input='{"id": "1", "text": "The Blue Ring Brigade killed six Syrian soldiers in Homs on Monday."}\n',
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=kept,
        check=True,
    )
    (event,) = json.loads(done.stdout)["events"]
    assert [actor["name"] for actor in event["actors"]] == ["Blue Ring Brigade"]
