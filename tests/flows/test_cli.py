"""The command line as a person types it: real processes, exit codes, one line of error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def daybook(
    home: Path, *arguments: str, stdin: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DAYBOOK_", "PREFECT_"))
    }
    environment |= {"DAYBOOK_HOME": str(home), **variables}
    command = [sys.executable, "-m", "flows", *arguments]
    return subprocess.run(
        command, input=stdin, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home")
    done = daybook(made, "run", "--sample")
    assert done.returncode == 0, done.stderr
    for expected in ("fetch feeds", "new articles", "Events in this run", "ASSAULT", "daybook sql"):
        assert expected in done.stdout
    return made


def test_the_sample_can_be_asked(home: Path) -> None:
    columns = "event_date, event_type, actor_country, recipient_country, place_name"
    question = f"select {columns} from events order by 1 desc limit 10"
    done = daybook(home, "sql", question)
    assert done.returncode == 0, done.stderr
    assert "2026-11-1" in done.stdout
    assert "sample data" in done.stderr


def test_answers_come_as_json_and_csv(home: Path) -> None:
    question = "select event_type, count(*) as events from events group by all order by all limit 2"
    rows = json.loads(daybook(home, "sql", question, "--json").stdout)
    assert [sorted(row) for row in rows] == [["event_type", "events"]] * 2
    csv = daybook(home, "sql", question, "--csv").stdout.splitlines()
    assert csv == ["event_type,events", *(f"{row['event_type']},{row['events']}" for row in rows)]


def test_a_second_run_of_the_sample_brings_nothing_new(home: Path) -> None:
    before = daybook(home, "sql", "from events order by all", "--json").stdout
    outcome = json.loads(daybook(home, "run", "--sample", "--json").stdout)
    run = outcome["run"]
    assert run["feeds_unchanged"] == run["feeds_polled"] > 0
    assert (run["entries_new"], run["articles_new"], run["mentions"]) == (0, 0, 0)
    assert daybook(home, "sql", "from events order by all", "--json").stdout == before


def test_the_sample_can_be_searched(home: Path) -> None:
    done = daybook(home, "search", "border talks")
    assert done.returncode == 0, done.stderr
    assert "Niger expels two French diplomats" in done.stdout
    assert "sample data" in done.stderr
    (found,) = json.loads(daybook(home, "search", "feria", "--language", "es", "--json").stdout)
    assert found["title"].startswith("Valparaíso")
    assert (found["country"], found["events"]) == ("CHL", 0)
    begin, end = found["matches"][0]
    assert found["snippet"][begin:end] == "feria"


def test_the_sample_can_be_exported(home: Path, tmp_path: Path) -> None:
    dest = ["--dest", str(tmp_path), "--json"]
    written = json.loads(daybook(home, "export", "--format", "csv", "--since", "2026-11-10", *dest).stdout)
    assert [Path(one["file"]).name.rsplit("-", 2)[0] for one in written] == [
        "daybook-events",
        "daybook-event-mentions",
        "daybook-articles",
        "daybook-reviews",
    ]
    assert all(Path(one["file"]).stat().st_size == one["bytes"] for one in written)
    again = daybook(home, "export", "--format", "csv", "--since", "2026-11-10", *dest)
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    none = daybook(home, "export", "--since", "2030-01-01", "--dest", str(tmp_path / "none"))
    assert (none.returncode, "nothing written" in none.stdout) == (0, True)
    released = json.loads(daybook(home, "export", "release", *dest).stdout)
    folder = Path(released[0]["file"]).parent
    assert "Invented news" in (folder / "README.md").read_text("utf-8")
    codes = (folder / "codebook.csv").read_text("utf-8")
    assert all(code in codes for code in ("event type,ASSAULT", "mode,ASSAULT,drone", "context,,terrorism"))


def test_the_shell_answers_statements_and_survives_mistakes(home: Path) -> None:
    typed = "select 6 *\n 7 as answer;\nselect nonsense;\n.tables\n.columns events\n.quit\nselect 13;\n"
    done = daybook(home, "sql", stdin=typed)
    assert done.returncode == 0
    for expected in ("42", "event_mentions", "events_asof(ts)", "goldstein"):
        assert expected in done.stdout
    assert "nonsense" in done.stderr
    assert "13" not in done.stdout.split("goldstein")[-1].splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["sql", "selec 1"], 1, "syntax error"),
        (["sql", "insert into events (event_id) values ('x')"], 1, "read-only"),
        (["search", '"border talks'], 2, "is not closed"),
        (["search", "talks", "--since", "lately"], 2, "give a day such as"),
        (["search", "talks", "--country", "Atlantis"], 2, "no such country"),
        (["export", "--format", "xml"], 2, "choose one of parquet, csv, gdelt"),
        (["export", "--since", "2026-11-12", "--until", "2026-11-11"], 2, "lies after"),
        (["export", "--since", "7d", "release"], 2, "options go after"),
        (["run", "--nonsense"], 2, "No such option"),
        (["nonsense"], 2, "No such command"),
        (["code", "/nowhere.jsonl"], 2, "/nowhere.jsonl: no such file"),
        (["feeds", "remove", "nobody"], 2, "nobody"),
        (["feeds", "check", "nobody"], 2, "nobody"),
        (["feeds", "import", "/nowhere.opml"], 2, "/nowhere.opml: no such file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_get_one_clear_line_and_their_code(
    home: Path, arguments: list[str], code: int, says: str
) -> None:
    done = daybook(home, *arguments)
    assert done.returncode == code
    assert says.lower() in done.stderr.lower()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", [["run"], ["run", "--due"], ["feeds", "list"], ["feeds", "check"], ["up"]], ids=" ".join
)
def test_a_wrong_feeds_file_is_told_with_its_line_and_nothing_runs(
    command: list[str], tmp_path: Path
) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nurl = "https://a.example/rss"\nlangauge = "en"\n')
    done = daybook(tmp_path / "home", "--feeds", str(feeds), *command)
    assert done.returncode == 2
    assert f"{feeds}:3:" in done.stderr
    assert "langauge" in done.stderr
    assert not (tmp_path / "home" / "daybook.duckdb").exists()


def test_before_the_first_run_sql_says_what_to_type(tmp_path: Path) -> None:
    done = daybook(tmp_path, "sql", "select 1")
    assert done.returncode == 1
    assert "daybook run" in done.stderr


def test_doctor_finds_a_sound_home_sound_and_a_wrong_one_wrong(home: Path, tmp_path: Path) -> None:
    sound = daybook(home, "doctor", "--json")
    assert sound.returncode == 0, sound.stdout
    assert {finding["check"] for finding in json.loads(sound.stdout)} >= {
        "python",
        "feeds",
        "codebook",
        "disk",
    }
    assert {finding["check"] for finding in json.loads(sound.stdout) if finding["state"] == "ok"} >= {
        "warehouse",
        "last run",
    }
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "daybook.duckdb").write_bytes(b"no database" * 100)
    told = daybook(damaged, "doctor")
    assert told.returncode == 1
    assert "daybook.duckdb" in told.stdout
    no_folder = tmp_path / "file"
    no_folder.touch()
    broken = daybook(no_folder, "--feeds", str(tmp_path / "missing.toml"), "doctor")
    assert broken.returncode == 1
    assert "missing.toml" in broken.stdout
    assert "is a file, no folder" in broken.stdout


def test_doctor_tells_parser_own_names_and_bodies(home: Path, tmp_path: Path) -> None:
    def found(*arguments: str, **variables: str) -> dict[str, dict[str, str]]:
        done = daybook(home, "doctor", "--json", *arguments, **variables)
        return {row["check"]: row for row in json.loads(done.stdout)}

    own = tmp_path / "own"
    own.mkdir()
    (own / "groups.csv").write_text("name,country,sector,aliases\nRed Heron Front,MLI,REB,\n", "utf-8")
    rows = found(DAYBOOK_CODEBOOK=str(own), DAYBOOK_KEEP_BODIES="3")
    assert (rows["parser"]["state"], rows["own names"]["state"], rows["bodies"]["state"]) == ("ok",) * 3
    assert "model.bin" in rows["parser"]["what was found"]
    assert f"groups.csv in {own}" in rows["own names"]["what was found"]
    assert "+own." in rows["codebook"]["what was found"]
    assert "kept 3 days" in rows["bodies"]["what was found"]

    (own / "groups.csv").write_text("name,country,sector,aliases\nRed Heron Front,MLX,REB,\n", "utf-8")
    rows = found(DAYBOOK_CODEBOOK=str(own), DAYBOOK_PARSER="no-such-pipeline", DAYBOOK_KEEP_BODIES="none")
    assert "groups.csv:2" in rows["own names"]["what was found"]
    assert "no-such-pipeline" in rows["parser"]["what was found"]
    assert (rows["parser"]["state"], rows["own names"]["state"]) == ("bad", "bad")
    assert "not kept" in rows["bodies"]["what was found"]
    assert found(DAYBOOK_PARSER="none")["parser"]["state"] == "note"


def test_feeds_go_in_and_out(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('# mine\n[[feed]]\nurl = "https://a.example/rss"  # the first\nid = "a"\noutlet = "A"\n')
    given = {"DAYBOOK_FEEDS": str(feeds)}
    added = daybook(
        tmp_path, "feeds", "add", "https://b.example/atom", "--id", "b", "--country", "FRA", **given
    )
    assert added.returncode == 0, added.stderr
    again = daybook(tmp_path, "feeds", "add", "https://b.example/atom", **given)
    assert again.returncode == 2
    opml = tmp_path / "feeds.opml"
    assert daybook(tmp_path, "feeds", "export", "-o", str(opml), **given).returncode == 0
    listed = json.loads(daybook(tmp_path, "feeds", "list", "--json", **given).stdout)
    assert [(row["feed_id"], row["status"]) for row in listed] == [
        ("a", "not polled yet"),
        ("b", "not polled yet"),
    ]
    assert daybook(tmp_path, "feeds", "remove", "b", **given).returncode == 0
    assert feeds.read_text().startswith("# mine\n")
    assert "# the first" in feeds.read_text()
    imported = daybook(tmp_path, "feeds", "import", str(opml), **given)
    assert "added 1 of 2" in imported.stdout, imported.stderr
    assert "https://b.example/atom" in feeds.read_text()


def test_a_list_begins_with_an_import_and_a_mistake_begins_none(tmp_path: Path) -> None:
    opml = tmp_path / "reader.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/rss"/></body></opml>'
    )
    fresh = tmp_path / "new" / "feeds.toml"
    wrong = daybook(
        tmp_path / "home", "--feeds", str(fresh), "feeds", "import", str(tmp_path / "missing.opml")
    )
    assert wrong.returncode == 2
    assert not fresh.exists()
    assert not (tmp_path / "home").exists()
    done = daybook(tmp_path / "home", "--feeds", str(fresh), "feeds", "import", str(opml))
    assert "added 1 of 1" in done.stdout, done.stderr
    assert "https://a.example/rss" in fresh.read_text()


def test_a_home_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    for home in (in_the_way, in_the_way / "below"):
        done = daybook(home, "run", "--sample")
        assert done.returncode == 2
        assert str(home) in done.stderr
        assert "DAYBOOK_HOME" in done.stderr


def test_a_prefect_server_that_does_not_answer_is_told_at_once(tmp_path: Path) -> None:
    done = daybook(tmp_path, "run", "--sample", PREFECT_API_URL="http://127.0.0.1:1/api")
    assert done.returncode == 1
    assert "PREFECT_API_URL does not answer" in done.stderr


def test_edits_leave_the_shipped_list_alone(tmp_path: Path) -> None:
    shipped = (ROOT / "flows" / "feeds.toml").read_text()
    assert daybook(tmp_path, "feeds", "add", "https://b.example/atom", "--outlet", "B").returncode == 0
    assert (ROOT / "flows" / "feeds.toml").read_text() == shipped
    assert "https://b.example/atom" in (tmp_path / "feeds.toml").read_text()


def test_code_streams_texts_and_keeps_order(tmp_path: Path) -> None:
    texts = [
        {
            "id": f"t{n}",
            "text": "French police arrested twelve protesters in Lyon on Monday.",
            "published_at": "2026-11-12",
        }
        for n in range(1000)
    ]
    lines = [json.dumps(text) for text in texts]
    lines[5] = "not json"
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    done = daybook(tmp_path, "code", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl"))
    assert done.returncode == 0, done.stderr
    coded = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert len(coded) == 1000
    assert "error" in coded[5]
    assert "6" in coded[5]["error"]
    others = [one for number, one in enumerate(coded) if number != 5]
    assert [one["id"] for one in others] == [text["id"] for number, text in enumerate(texts) if number != 5]
    for one in others:
        (event,) = [event for event in one["events"] if event["event_type"] == "COERCE"]
        assert event["modes"] == ["arrest"]
        assert texts[0]["text"][event["start"] : event["end"]] == event["sentence"]


def test_code_survives_what_no_text_should_be(tmp_path: Path) -> None:
    texts = tmp_path / "in.jsonl"
    good = json.dumps(
        {"id": 7, "text": "Half a pair \ud83d. French police arrested two protesters in Lyon on Monday."}
    )
    texts.write_bytes(b"\xef\xbb\xbf" + "\n".join([good, "[" * 100_000, good]).encode() + b"\n\xff\xfe\n")
    done = daybook(tmp_path, "code", str(texts), "-o", str(tmp_path / "out.jsonl"))
    assert done.returncode == 0, done.stderr
    assert "2 of 4 texts could not be coded" in done.stderr
    coded = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [one["id"] for one in (coded[0], coded[2])] == [7, 7]
    assert [bool(one["events"]) for one in coded] == [True, False, True, False]
    assert daybook(tmp_path, "code", "-", stdin=good + "\n").stdout.splitlines()[0] == json.dumps(coded[0])


@pytest.mark.parametrize(("out", "says"), [(".", "is a folder"), ("in.jsonl", "is the input")])
def test_code_never_writes_over_its_input_or_a_folder(tmp_path: Path, out: str, says: str) -> None:
    texts = tmp_path / "in.jsonl"
    texts.write_text('{"id": 1, "text": "Nothing."}\n')
    done = daybook(tmp_path, "code", str(texts), "-o", str(tmp_path / out))
    assert done.returncode == 2
    assert says in done.stderr
    assert texts.read_text() == '{"id": 1, "text": "Nothing."}\n'
    assert list(tmp_path.glob("*.part")) == []


def test_code_that_could_code_nothing_failed(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("this is\nno JSON\n")
    done = daybook(tmp_path, "code", str(tmp_path / "in.jsonl"))
    assert done.returncode == 1
    assert "no text could be coded" in done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_code_reads_standard_input(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "title": "A title", "text": "Nothing happened here."})
    done = daybook(tmp_path, "code", "-", stdin=line + "\n")
    assert json.loads(done.stdout) == {"id": "a", "events": [], "rejected": []}
