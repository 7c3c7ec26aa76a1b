"""``daybook report`` as a person sees it: in the terminal, as JSON, and as a page that is safe to open."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows import reporting
from flows.cli.app import app
from tasks.errors import ConfigError, NothingPublished
from tests.warehouse.conftest import Make
from warehouse.db import connect
from warehouse.load import load_run
from warehouse.migrate import migrate
from warehouse.publish import publish

MAKE = Make()
SINCE = ("--since", "2026-03-01", "--until", "2026-03-03")
OUTLET = "Outlet <script>alert(1)</script>"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reported")
    batch = MAKE.batch(
        feeds=(MAKE.feed("f1", state_affiliated=True), MAKE.feed("f2", failures=2, status="failing")),
        articles=(
            MAKE.article("a1", outlet=OUTLET, url="javascript:alert(1)"),
            MAKE.article("a2", "f2"),
        ),
        mentions=(MAKE.mention("m1", "e1", "a1", killed=3), MAKE.mention("m2", "e2", "a2")),
    )
    with connect(made / "daybook.duckdb") as con:
        migrate(con)
        load_run(con, batch)
    publish(made / "daybook.duckdb", made / "published" / "daybook.duckdb")
    return made


def asked(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), "report", *arguments])


def test_a_person_reads_totals_events_and_feeds(home: Path) -> None:
    done = asked(home, *SINCE)
    assert done.exit_code == 0, done.output
    assert "Daybook, 2026-03-01 00:00 to 2026-03-04 00:00 UTC" in done.output
    assert "2 articles, 0 of them copies, through 2 feeds; 2 new events" in done.output
    assert "not known yet: no feed has been followed for 28 days" in done.output
    assert "ASSAULT (heavy-weapons)  Rebels [COL]  Tovar, VEN" in done.output
    assert "1 owner, 1 outlet; 3 killed; state-affiliated outlets only" in done.output
    assert "daybook explain e1" in done.output
    assert "f2" in done.output.partition("Feeds in trouble")[2]


def test_the_limit_says_what_it_leaves_out(home: Path) -> None:
    assert "and 1 more: --limit" in asked(home, *SINCE, "--limit", "1").output


def test_a_span_without_news_says_when_the_last_came(home: Path) -> None:
    done = asked(home, "--since", "1h")
    assert done.exit_code == 0
    assert "the newest article came in on 2026-03-02 12:00 UTC: type 'daybook run'" in done.output


def test_programs_get_json(home: Path) -> None:
    told = json.loads(asked(home, *SINCE, "--json", "--country", "venezuela").stdout)
    assert told["scope"]["country"] == "VEN"
    assert [event["event_id"] for event in told["events"]] == ["e2", "e1"]


class Tags(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_has_a_map_and_nothing_of_a_feed_runs_in_it(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "new" / "report.html"
    assert asked(home, *SINCE, "--html", str(page)).output == f"wrote {page}\n"
    text, tags = page.read_text(encoding="utf-8"), Tags()
    tags.feed(text)
    assert "<title>Tovar: 2</title>" in text
    assert "Outlet &lt;script&gt;" in text
    assert not [tag for tag, _ in tags.found if tag in ("script", "img", "link", "iframe")]
    assert [values["href"] for tag, values in tags.found if tag == "a"] == ["https://f2.example/a2"]


def test_what_was_typed_wrongly_is_said(home: Path, tmp_path: Path) -> None:
    for arguments in (("--since", "soon"), ("--country", "Atlantis"), ("--since", "1d", "--until", "9d")):
        assert isinstance(asked(home, *arguments).exception, ConfigError), arguments
    assert isinstance(asked(home, *SINCE, "--html", str(home)).exception, ConfigError)
    assert isinstance(asked(tmp_path).exception, NothingPublished)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, ""),
        (0, 0, ""),
        (3, 3, "3"),
        (3, 7, "3 to 7"),
        (None, 7, "up to 7"),
        (3, None, "3 or more"),
    ],
)
def test_numbers_are_told_with_their_bounds(low: int | None, high: int | None, said: str) -> None:
    assert reporting.bounds(low, high) == said
