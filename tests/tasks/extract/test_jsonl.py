"""Lines in, lines out."""

import json
from datetime import UTC, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.extract.jsonl import BadLine, coding_to_json, error_to_json, read_documents
from tasks.records import Document


@pytest.mark.parametrize(
    ("published", "moment"),
    [
        ('"2026-11-18"', datetime(2026, 11, 18, tzinfo=UTC)),
        ('"2026-11-18T10:00:00Z"', datetime(2026, 11, 18, 10, tzinfo=UTC)),
        ('"2026-11-18T10:00:00+02:00"', datetime(2026, 11, 18, 8, tzinfo=UTC)),
        ('"2026-11-18T10:00:00"', datetime(2026, 11, 18, 10, tzinfo=UTC)),
        ("null", None),
    ],
)
def test_dates(published: str, moment: datetime | None) -> None:
    (document,) = read_documents(['{"id": "a", "text": "t", "published_at": ' + published + "}"])
    assert document == Document("a", "t", None, moment)


@pytest.mark.parametrize(
    ("line", "doc_id", "problem"),
    [
        ("{", "", "not JSON"),
        ("[1]", "", "not an object"),
        ('{"text": "t"}', "", 'no "id"'),
        ('{"id": "a"}', "a", '"text" must be a string'),
        ('{"id": 7, "text": 1}', "7", '"text" must be a string'),
        ('{"id": "a", "text": "t", "title": 3}', "a", '"title" must be a string'),
        ('{"id": "a", "text": "t", "published_at": "soon"}', "a", "'soon'"),
        ('{"id": "a", "text": "t", "published_at": 5}', "a", "ISO"),
    ],
)
def test_a_bad_line_is_told_by_number_and_the_rest_go_on(line: str, doc_id: str, problem: str) -> None:
    good = '{"id": "good", "text": "t"}'
    first, bad, last = read_documents([good, "", line, good])
    assert first == last == Document("good", "t")
    assert isinstance(bad, BadLine)
    assert bad.doc_id == doc_id
    assert bad.error.startswith("line 3: ")
    assert problem in bad.error


def test_the_contract_of_a_coded_line() -> None:
    document = Document("a", "Ethiopia sealed its border with Eritrea. Kenya did not.", "News", None)
    row = json.loads(coding_to_json(code_document(document, load_codebook()), document))
    (event,) = row["events"]
    assert row["id"] == "a"
    assert set(event) >= {
        "event_type", "modes", "contexts", "actors", "recipients", "place", "event_date", "date_precision", "killed",
        "injured", "confidence", "sentence", "start", "end", "trigger", "rule_id", "quad_code", "event_scale",
        "cameo_code",
    }  # fmt: skip
    assert event["actors"] == [
        {"text": "Ethiopia", "name": "Ethiopia", "country": "ETH", "sector": "", "start": 6, "end": 14}
    ]
    assert document.full_text[event["start"] : event["end"]] == event["sentence"]
    assert event["trigger"] == "sealed"


def test_a_coded_line_says_where_each_part_stands_and_what_was_inferred() -> None:
    text = "Gunmen killed between 10 and 15 villagers near Gao, Mali, on Monday. They also seized cattle."
    document = Document("a", text, "Raid", datetime(2026, 7, 15, tzinfo=UTC))
    row = json.loads(coding_to_json(code_document(document, load_codebook()), document))
    event = row["events"][0]

    def words(span: dict[str, int]) -> str:
        return document.full_text[span["start"] : span["end"]]

    assert words(event["trigger_span"]) == event["trigger"] == "killed"
    assert words(event["actors"][0]) == "Gunmen"
    assert words(event["recipients"][0]) == "villagers"
    assert words(event["place"]) == event["place"]["text"]
    assert words(event["date_span"]) == event["date_text"] == "Monday"
    assert (event["killed"], event["killed_low"], event["killed_high"]) == (10, 10, 15)
    assert words(event["toll_spans"]["killed"]) == "between 10 and 15"
    assert (event["arrested"], event["abducted_low"], event["crowd_high"]) == (None, None, None)
    assert event["inferred"] == {"actors[0].country": "place", "recipients[0].country": "behind"}


def test_a_day_that_nobody_says_is_that_of_publication() -> None:
    document = Document("a", "Ethiopia sealed its border.", None, datetime(2026, 7, 15, tzinfo=UTC))
    (event,) = json.loads(coding_to_json(code_document(document, load_codebook()), document))["events"]
    assert (event["date_text"], event["date_span"]) == (None, None)
    assert event["inferred"]["event_date"] == "publication"


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ('{"id": "x"}', "x"),
        ('{"id": 7, "text": null}', 7),
        ('{"id": "7", "text": 1}', "7"),
        ('{"id": 1.5, "text": 1}', 1.5),
        ('{"text": "t"}', ""),
    ],
)
def test_an_error_line_has_the_id_as_given_and_no_events(line: str, given: object) -> None:
    (bad,) = read_documents([line])
    assert isinstance(bad, BadLine)
    row = json.loads(error_to_json(bad, bad.error))
    assert row == {"id": given, "events": [], "rejected": [], "error": bad.error}
    assert type(row["id"]) is type(given)


@pytest.mark.parametrize("given", ["7", 7, 7.0, "a"])
def test_an_id_comes_back_as_given(given: object) -> None:
    (document,) = read_documents([json.dumps({"id": given, "text": "Kenya did not."})])
    assert isinstance(document, Document)
    coding = code_document(document, load_codebook())
    for line in (coding_to_json(coding, document), error_to_json(document, "lost")):
        found = json.loads(line)["id"]
        assert (found, type(found)) == (given, type(given))
