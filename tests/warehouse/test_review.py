"""Samples of codings to judge, the answers, and what they come to."""

import csv
import math
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tasks.errors import WarehouseError
from tests.warehouse.conftest import NOW, Make
from warehouse.db import connect
from warehouse.export import ExportRequest, export
from warehouse.load import load_run
from warehouse.publish import open_published, publish
from warehouse.review import (
    Answered,
    Draw,
    answered_by,
    draw_sample,
    quality,
    review_of,
    store_review,
)

NOTHING = Answered({}, {})
TYPES = ("ASSAULT", "ASSAULT", "ASSAULT", "ASSAULT", "PROTEST", "AID")


def never(why: str) -> None:
    pytest.fail(f"waited: {why}")


@pytest.fixture
def coded(con, make: Make) -> duckdb.DuckDBPyConnection:
    """24 mentions of three types, one an article, and the copy of one of them."""
    articles = [make.article(f"a{n}", f"f{n % 2}", title="") for n in range(24)]
    mentions = [
        make.mention(
            f"m{n}",
            f"e{n}",
            f"a{n}",
            title="",
            start=0,
            end=len(make.sentence),
            event_type=TYPES[n % 6],
            confidence=(0.5, 0.7, 0.9)[n % 3],
        )
        for n in range(24)
    ]
    copy = make.article("copy", "f1", title="", duplicate_of="a1")
    copied = replace(mentions[1], mention_id="copied", article_id="copy")
    feeds = (make.feed("f0"), make.feed("f1"))
    load_run(con, make.batch(feeds=feeds, articles=(*articles, copy), mentions=(*mentions, copied)))
    return con


def answer(
    con: duckdb.DuckDBPyConnection, mention_id: str, said: str, reviewer: str = "ann", **values
) -> None:
    """Store an answer as a session does, over a connection that is open already."""
    row = {
        "mention_id": mention_id,
        "codebook_version": "2026.1",
        "article_id": "a",
        "outlet": "Outlet f1",
        "event_type": "ASSAULT",
        "confidence": 0.9,
    }
    given_at = values.pop("at", NOW)
    draw = Draw(9, 1, outlet=values.pop("outlet_asked", None))
    review = review_of(row | values, draw, reviewer, said, given_at)
    names = ", ".join(review.__slots__)
    marks = ", ".join("?" for _ in review.__slots__)
    sql = f"INSERT OR REPLACE INTO reviews ({names}) VALUES ({marks})"
    con.execute(sql, [getattr(review, name) for name in review.__slots__])


def figures(
    con: duckdb.DuckDBPyConnection, by: str = "overall", value: str = "all", version: str = "2026.1"
) -> dict:
    columns, rows = quality(con)
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    (one,) = [
        row for row in found if (row["by"], row["value"], row["codebook_version"]) == (by, value, version)
    ]
    return one


# --- samples ----------------------------------------------------------------------------------------------


def test_a_sample_has_as_many_of_each_type_and_no_copies(coded) -> None:
    drawn = draw_sample(coded, Draw(9, 1), NOTHING)
    assert Counter(row["event_type"] for row in drawn) == {"ASSAULT": 3, "PROTEST": 3, "AID": 3}
    everything = draw_sample(coded, Draw(99, 1), NOTHING)
    assert sorted(row["mention_id"] for row in everything) == sorted(f"m{n}" for n in range(24))


def test_a_sample_by_confidence_has_as_many_of_each_band(coded) -> None:
    drawn = draw_sample(coded, Draw(9, 1, drawn_by="confidence"), NOTHING)
    assert Counter(row["confidence"] for row in drawn) == {0.5: 3, 0.7: 3, 0.9: 3}


def test_the_same_seed_is_the_same_sample_and_goes_on_where_it_ended(coded) -> None:
    ids = [row["mention_id"] for row in draw_sample(coded, Draw(12, 1), NOTHING)]
    assert ids == [row["mention_id"] for row in draw_sample(coded, Draw(12, 1), NOTHING)]
    assert ids != [row["mention_id"] for row in draw_sample(coded, Draw(12, 2), NOTHING)]
    half = Answered({(mention_id, "2026.1"): "right" for mention_id in ids[:6]}, {})
    assert ids[6:] == [row["mention_id"] for row in draw_sample(coded, Draw(6, 1), half)]


def test_what_an_earlier_codebook_coded_is_judged_anew(coded) -> None:
    before = Answered({(f"m{n}", "2025.9"): "no_event" for n in range(24)}, {})
    assert len(draw_sample(coded, Draw(99, 1), before)) == 24


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (Draw(99, 1, event_type="AID"), 4),
        (Draw(99, 1, outlet="OUTLET F1"), 12),
        (Draw(99, 1, since=NOW - timedelta(hours=1)), 24),
        (Draw(99, 1, since=NOW), 0),
        (Draw(5, 1, drawn_by="none"), 5),
    ],
)
def test_a_part_can_be_drawn_from(coded, draw: Draw, expected: int) -> None:
    assert len(draw_sample(coded, draw, NOTHING)) == expected


# --- answers ----------------------------------------------------------------------------------------------


def test_an_answer_is_there_at_once_and_replaces_the_reviewers_earlier_one(
    coded, warehouse_path: Path
) -> None:
    first, second, *_ = draw_sample(coded, Draw(9, 1), NOTHING)
    coded.close()
    for row, said, who in ((first, "right", "ann"), (first, "no_event", "bob"), (second, "right", "ann")):
        store_review(warehouse_path, review_of(row, Draw(9, 1), who, said, NOW), never)
    store_review(warehouse_path, review_of(first, Draw(9, 1), "ann", "wrong_type", NOW + timedelta(1)), never)
    ann = answered_by(warehouse_path, "ann", never)
    assert ann.by_mention == {
        first["mention_id"]: ("2026.1", "wrong_type"),
        second["mention_id"]: ("2026.1", "right"),
    }
    assert list(answered_by(warehouse_path, "bob", never).by_mention.values()) == [("2026.1", "no_event")]


HOLDS = """
import sys
from pathlib import Path
from warehouse.db import connect
with connect(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_an_answer_waits_for_the_run_that_holds_the_warehouse(coded, warehouse_path: Path, child) -> None:
    row = draw_sample(coded, Draw(1, 1), NOTHING)[0]
    coded.close()
    told: list[str] = []
    with child(HOLDS, warehouse_path) as process:
        assert process.stdout.readline() == "held\n"

        def waiting(why: str) -> None:
            told.append(f"{process.pid} {why}")
            process.kill()

        store_review(warehouse_path, review_of(row, Draw(1, 1), "ann", "right", NOW), waiting)
    assert "has the warehouse open" in told[0]
    assert told[0].split()[0] in told[0].split("process ")[1]
    assert answered_by(warehouse_path, "ann", never).by_version == {(row["mention_id"], "2026.1"): "right"}


def test_no_warehouse_is_made_for_an_answer(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse here"):
        answered_by(tmp_path / "none.duckdb", "ann", never)
    assert not (tmp_path / "none.duckdb").exists()


def test_only_what_can_be_answered_is_stored(coded) -> None:
    row = draw_sample(coded, Draw(1, 1), NOTHING)[0]
    with pytest.raises(ValueError, match="perhaps"):
        review_of(row, Draw(1, 1), "ann", "perhaps", NOW)


def test_answers_are_published_and_survive_a_lost_mention(
    coded, warehouse_path: Path, tmp_path: Path
) -> None:
    answer(coded, "m1", "right")
    coded.execute("DELETE FROM event_mentions WHERE mention_id = 'm1'")
    coded.close()
    published = tmp_path / "published" / "daybook.duckdb"
    publish(warehouse_path, published)
    with open_published(published) as con:
        assert con.execute("SELECT mention_id, answer FROM reviews").fetchall() == [("m1", "right")]
        assert figures(con)["reviewed"] == 1
    # An answer alone, without a run, is published too.
    with connect(warehouse_path) as con:
        answer(con, "m2", "no_event")
    publish(warehouse_path, published)
    with open_published(published) as con:
        assert (figures(con)["right"], figures(con)["reviewed"]) == (1, 2)


def test_answers_are_exported_with_their_events(coded, tmp_path: Path) -> None:
    answer(coded, "m1", "right")
    answer(coded, "gone", "no_event")
    written = export(coded, ExportRequest("csv", tmp_path / "out"))
    (path,) = (file.path for file in written.files if "reviews" in file.path.name)
    with path.open(newline="", encoding="utf-8") as lines:
        told = {line["mention_id"]: (line["answer"], line["event_id"]) for line in csv.DictReader(lines)}
    ((event_id,),) = coded.execute("SELECT event_id FROM event_mentions WHERE mention_id = 'm1'").fetchall()
    assert told == {"m1": ("right", event_id), "gone": ("no_event", "")}


# --- quality ----------------------------------------------------------------------------------------------

# Newcombe (1998), table I, method 3, but for the last one: computed by hand from the formula.
WILSON = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("right", "reviewed", "low", "high"), [*WILSON, (10, 10, 0.7225, 1.0)])
def test_intervals_are_wilsons(con, right: int, reviewed: int, low: float, high: float) -> None:
    sample = {"n": reviewed, "right": right, "now": NOW}
    con.execute(
        "INSERT INTO reviews SELECT 'm' || i, '2026.1', 'ann', CASE WHEN i < $right THEN 'right' ELSE 'no_event' END,"
        " $now, 'a', 'O', 'AID', 0.5, 1, 'none', false FROM range($n) AS numbers (i)",
        sample,
    )
    found = figures(con)
    assert (found["reviewed"], found["right"]) == (reviewed, right)
    assert (round(found["low"], 4), round(found["high"], 4)) == (low, high)


def test_both_ends_are_where_the_score_test_is_at_its_limit(con) -> None:
    """(p - x)² = z² x (1 - x) / n, for every share of up to 25 answers: each a reviewer of its own."""
    con.execute(
        "INSERT INTO reviews SELECT concat_ws('-', n, k, i), '2026.1', concat_ws('/', k, n),"
        " CASE WHEN i < k THEN 'right' ELSE 'no_event' END, ?, 'a', 'O', 'AID', 0.5, 1, 'none', false"
        " FROM range(1, 26) AS sizes (n), range(n + 1) AS rights (k), range(n) AS numbers (i)",
        [NOW],
    )
    rows = con.execute("SELECT value, low, high FROM quality WHERE \"by\" = 'reviewer'").fetchall()
    assert len(rows) == sum(n + 1 for n in range(1, 26))
    for value, low, high in rows:
        right, n = map(int, value.split("/"))
        assert 0 <= low <= right / n + 1e-12
        assert right / n - 1e-12 <= high <= 1
        for end in (low, high):
            limit = 1.959963984540054**2 * end * (1 - end) / n
            assert math.isclose((right / n - end) ** 2, limit, abs_tol=1e-9)


def test_quality_counts_by_type_outlet_and_reviewer(coded) -> None:
    answer(coded, "m0", "right")
    answer(coded, "m4", "no_event", event_type="PROTEST", outlet="Outlet f0")
    answer(coded, "m1", "wrong_actor")
    overall = figures(coded)
    assert (overall["reviewed"], overall["right"], overall["wrong_actor"], overall["no_event"]) == (
        3,
        1,
        1,
        1,
    )
    assert figures(coded, "event_type", "ASSAULT")["precision"] == 0.5
    assert figures(coded, "outlet", "Outlet f0")["precision"] == 0
    assert figures(coded, "reviewer", "ann")["reviewed"] == 3
    assert figures(coded, "reviewer", "ann")["weighted_low"] is None
    by_name = coded.execute("SELECT event_type, outlet FROM quality ORDER BY ALL NULLS LAST").fetchall()
    named = [("ASSAULT", None), ("PROTEST", None), (None, "Outlet f0"), (None, "Outlet f1")]
    assert by_name == [*named, (None, None), (None, None)]


def test_a_mention_that_two_people_judged_counts_once_and_one_fault_is_a_fault(coded) -> None:
    answer(coded, "m0", "right", at=NOW + timedelta(1))
    answer(coded, "m0", "wrong_type", "bob")
    answer(coded, "m1", "right")
    answer(coded, "m1", "right", "bob")
    found = figures(coded)
    assert [found[key] for key in ("reviewed", "right", "wrong_type", "reviewed_twice", "disputed")] == [
        2,
        1,
        1,
        2,
        1,
    ]
    assert figures(coded, "reviewer", "bob")["precision"] == 0.5


def test_answers_about_an_earlier_codebook_stay_and_are_not_held_against_this_one(coded) -> None:
    answer(coded, "m0", "no_event")
    answer(coded, "m1", "right")
    coded.execute("UPDATE event_mentions SET codebook_version = '2026.2'")
    answer(coded, "m0", "right", codebook_version="2026.2", at=NOW + timedelta(1))
    now, before = figures(coded, version="2026.2"), figures(coded)
    assert (now["reviewed"], now["precision"], now["is_present"]) == (1, 1.0, True)
    assert (before["reviewed"], before["precision"], before["is_present"]) == (2, 0.5, False)
    assert before["weighted_precision"] is None
    columns, rows = quality(coded)
    assert dict(zip(columns, rows[0], strict=True))["codebook_version"] == "2026.2"


def test_weights_undo_that_rare_types_are_drawn_as_often(coded) -> None:
    # 16 ASSAULT, of bands .5 .7 .9 .5; 4 PROTEST of .7; 4 AID of .9, the copy's left out.
    for mention, kind, confidence, said in (
        ("m0", "ASSAULT", 0.5, "right"),
        ("m4", "PROTEST", 0.7, "no_event"),
        ("m5", "AID", 0.9, "no_event"),
    ):
        answer(coded, mention, said, event_type=kind, confidence=confidence)
    found = figures(coded)
    assert found["precision"] == pytest.approx(1 / 3)
    assert found["weighted_precision"] == pytest.approx(8 / 16)
    assert (found["mentions"], found["represented"]) == (24, pytest.approx(16 / 24))
    # n = (8+4+4)² / (8²+4²+4²) = 2.67: less telling than three answers of equal weight.
    assert found["weighted_low"] < found["low"] + 0.2
    assert found["weighted_low"] < 0.5 < found["weighted_high"]


def test_what_was_drawn_from_one_outlet_says_nothing_of_all(coded) -> None:
    answer(coded, "m3", "no_event", outlet_asked="f1", confidence=0.5)
    assert figures(coded)["reviewed"] == 1
    assert figures(coded)["weighted_precision"] is None
    assert figures(coded, "outlet", "Outlet f1")["weighted_precision"] == 0
