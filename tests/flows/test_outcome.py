"""What a run says at its end."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

from rich.console import Console

from flows.artifacts import events_page, stages_page, troubles_page
from flows.chart import Bar, bar_chart
from flows.outcome import Outcome, Trouble, markdown_table, stage_rows
from flows.report import print_outcome
from flows.settings import load_settings
from tasks.records import LoadReport, RunRecord
from warehouse.check import Finding

BEGUN = datetime(2026, 11, 16, 6, tzinfo=UTC)
RUN = RunRecord(
    "run-1",
    "ingest",
    BEGUN,
    BEGUN + timedelta(seconds=42),
    feeds_polled=3,
    feeds_ok=1,
    feeds_unchanged=1,
    feeds_failed=1,
    entries_seen=20,
    entries_new=5,
    articles_new=4,
    mentions=6,
    rejected=2,
    stage_seconds=(("fetch feeds", 1.25), ("load", 0.5)),
)
TROUBLE = Trouble("gazette", "https://gazette.example/rss", "timeout", "no answer | within <30> s")
OUTCOME = Outcome(RUN, LoadReport(3, 1, 9), (("ASSAULT", 2), ("CONSULT", 1)), (TROUBLE,))


def test_every_stage_has_its_row() -> None:
    assert stage_rows(OUTCOME) == [
        ("fetch feeds", "1 new, 1 unchanged, 1 failed, 0 held back", "1.2"),
        ("load", "3 new events, 1 changed, 9 in all", "0.5"),
    ]


def test_no_cell_breaks_a_markdown_table() -> None:
    table = markdown_table(("a", "b"), [("x|y\nz", "<b>"), (None, 3)])
    assert table.splitlines() == ["| a | b |", "| --- | --- |", "| x\\|y z | &lt;b> |", "|  | 3 |"]


def test_the_pages_name_what_a_person_looks_for() -> None:
    stages = stages_page(OUTCOME)
    assert "3 new events from 4 new articles" in stages
    assert "data:image/svg+xml;base64," in stages

    troubles = troubles_page(OUTCOME)
    assert "1 of 3 feeds failed" in troubles
    assert "no answer \\| within &lt;30> s" in troubles
    assert "No feed failed" in troubles_page(Outcome(RUN, LoadReport(0, 0, 0), (), ()))
    assert events_page((), ()) == "# No events yet"


def test_the_page_tells_what_the_data_rules_found() -> None:
    held = Finding("mention_twice", True, 0, (), "coded once")
    broken = Finding("unknown_country", False, 4, ("e1 | QQQ", "e2 | <Q>"), "codes are known")
    assert "All 1 rules hold" in stages_page(OUTCOME, (held,))
    page = stages_page(OUTCOME, (broken, held))
    assert "1 of 2 rules hold" in page
    assert "| unknown_country | codes are known | 4 | e1 \\| QQQ; e2 \\| &lt;Q> |" in page


def test_the_terminal_gets_counts_failures_and_the_next_command(tmp_path: Path) -> None:
    out = StringIO()
    print_outcome(OUTCOME, load_settings(tmp_path, environ={}), Console(file=out, width=200))
    text = out.getvalue()
    for expected in (
        "ASSAULT 2",
        "gazette",
        "no answer | within <30> s",
        "42.0 s",
        "daybook report\n",
        "daybook sql",
    ):
        assert expected in text


def test_a_chart_shows_every_bar_to_scale_on_any_name() -> None:
    svg = bar_chart([Bar("<a & b>", 40, "#111111"), Bar("c", 10, "#222222"), Bar("d", 0, "#333333")])
    tree = fromstring(svg)
    texts = [node.text for node in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["<a & b>", "40", "c", "10", "d", "0"]
    widths = [int(node.attrib["width"]) for node in tree.iter("{http://www.w3.org/2000/svg}rect")]
    assert (widths[0], widths[1]) == (4 * widths[1], widths[0] // 4)
    assert widths[2] > 0, "a bar of nothing can still be seen"
