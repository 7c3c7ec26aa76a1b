from pathlib import Path

import pytest

from tasks.errors import WarehouseError
from tasks.records import Actor
from warehouse.check import FOLDER, findings_of, read_checks, run_checks
from warehouse.load import load_run

VERSION = """
INSERT INTO event_versions BY NAME
SELECT *, {0} AS valid_from, now() AS valid_to, {1} AS merged_into, {2} AS version FROM events"""
SPOILED = {
    "mention_without_article": "DELETE FROM articles",
    "mention_without_event": "DELETE FROM events",
    "event_without_mentions": "DELETE FROM event_mentions",
    "span_is_not_evidence": "UPDATE articles SET text = 'Rewritten by hand.'",
    "unordered_range": "UPDATE events SET killed_low = 5, killed_high = 4",
    "copy_of_missing_article": "UPDATE articles SET duplicate_of = 'a9'",
    "same_url_twice": "INSERT INTO articles SELECT * REPLACE ('a9' AS article_id) FROM articles",
    "event_after_report": "UPDATE events SET event_date = DATE '2026-03-09'",
    "entry_without_article": "UPDATE entries SET article_id = 'a9'",
    "coordinates_off_the_globe": "UPDATE events SET lat = 97.0",
    "copy_of_a_copy": "INSERT INTO articles"
    " SELECT articles.* REPLACE (concat(n) AS article_id, concat(n + 1) AS duplicate_of)"
    " FROM articles, range(2) AS numbers (n)",
    "lead_is_no_mention": "UPDATE events SET lead_mention_id = 'm9'",
    "event_counts_are_off": "UPDATE events SET mentions = 2",
    "mention_twice": "INSERT INTO event_mentions FROM event_mentions",
    "version_ends_before_it_begins": VERSION.format("now() + INTERVAL 1 DAY", "NULL", 1),
    "versions_overlap": f"{VERSION.format('now()', 'NULL', 1)}; {VERSION.format('now() - INTERVAL 1 DAY', 'NULL', 2)}",
    "merged_into_nothing": VERSION.format("now()", "'e9'", 1),
    "mention_apart_from_its_signature": "UPDATE event_signatures SET event_id = 'e9'",
    "story_without_articles": "UPDATE articles SET story_id = NULL",
    "article_without_story": "DELETE FROM stories",
    "story_counts_are_off": "UPDATE stories SET outlets = 7",
    "unordered_range_in_mention": "UPDATE event_mentions SET crowd_low = 50, crowd_high = 5",
    "score_out_of_range": "UPDATE event_mentions SET confidence = 80",
    "unknown_country": "UPDATE events SET actor_country = 'QQQ'",
}


def violated(con) -> set[str]:
    return {result.name for result in run_checks(con) if result.rows}


def test_every_rule_has_a_case_here() -> None:
    assert set(SPOILED) == {path.stem for path in FOLDER.glob("*.sql")}


def test_sound_data_violates_nothing(con, make) -> None:
    load_run(con, make.full_batch())
    assert violated(con) == set()


@pytest.mark.parametrize(("rule", "spoil"), SPOILED.items())
def test_a_rule_sees_what_it_is_for(con, make, rule: str, spoil: str) -> None:
    load_run(con, make.full_batch())
    con.execute(spoil)
    assert rule in violated(con)


def test_a_run_is_checked_for_what_it_wrote_and_its_results_are_kept(con, make) -> None:
    odd = (Actor("Rebels", "Rebels", "QQQ", "REB"),)
    load_run(con, make.batch("r1", articles=(make.article(),), mentions=(make.mention(actors=odd),)))
    load_run(con, make.batch("r2", articles=(make.article("a2"),)))
    found = con.execute(
        "SELECT run_id, rule, is_hard, violations, first_rows FROM check_results WHERE violations > 0"
    ).fetchall()
    assert found == [("r1", "unknown_country", False, 1, ["e1 | QQQ"])]
    (told, *others) = findings_of(con, "r1")
    assert (told.rule, told.violations, told.first_rows) == ("unknown_country", 1, ("e1 | QQQ",))
    assert "ISO 3166" in told.meaning
    assert len(others) == len(SPOILED) - 1
    assert findings_of(con, "r9") == ()
    counted = con.execute("SELECT run_id, count(*) FROM check_results GROUP BY 1 ORDER BY 1").fetchall()
    assert counted == [("r1", len(SPOILED)), ("r2", len(SPOILED))]


def test_spans_count_characters_as_python_does(con, make) -> None:
    title = "Tränengas 💥 in Mérida"
    load_run(con, make.batch(articles=(make.article(title=title),), mentions=(make.mention(title=title),)))
    assert "span_is_not_evidence" not in violated(con)


def test_an_article_without_a_title_is_its_text_alone(con, make) -> None:
    mention = make.mention(start=0, end=len(make.sentence))
    load_run(con, make.batch(articles=(make.article(title=""),), mentions=(mention,)))
    assert "span_is_not_evidence" not in violated(con)


def test_a_rule_must_say_how_hard_it_is(tmp_path: Path) -> None:
    (tmp_path / "vague.sql").write_text("SELECT 1")
    with pytest.raises(WarehouseError, match="hard"):
        read_checks(tmp_path)
