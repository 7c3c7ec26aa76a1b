"""The gold files are sound, the scoring counts right, and the coder has not fallen under a floor."""

import json
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.records import Actor, CodedEvent, Coding, Document
from tests.eval import gate
from tests.eval.gold import GoldEvent, GoldItem, load_dates, load_fresh, load_gold, load_sample
from tests.eval.scores import match, score_by_type, score_dates, score_events

HERE = Path(__file__).resolve().parent
MODES = tomllib.loads((HERE / "modes.toml").read_text("utf-8"))
TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST "  # noqa: SIM905 - sixteen words read better so
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


def coded(event_type: str, actors: str = "", recipients: str = "") -> CodedEvent:
    def side(codes: str) -> tuple[Actor, ...]:
        return tuple(Actor(code, code, code) for code in codes.split())

    return CodedEvent(
        event_type=event_type,
        modes=(),
        contexts=(),
        actors=side(actors),
        recipients=side(recipients),
        place=None,
        event_date=date(2026, 3, 5),
        date_precision="day",
        killed=None,
        injured=None,
        confidence=0.9,
        sentence_no=0,
        sentence="",
        start=0,
        end=0,
        trigger="did",
        rule_id="rule",
        quad_code=1,
        event_scale=0.0,
        cameo_code="",
        goldstein=0.0,
    )


def wanted(event_type: str, actors: str = "", recipients: str = "", **more: object) -> GoldEvent:
    event = GoldEvent(event_type, frozenset(actors.split()), frozenset(recipients.split()))
    return replace(event, **more)  # type: ignore[arg-type]


def item(*events: GoldEvent) -> GoldItem:
    return GoldItem(Document("x", "Some text."), "wire", events)


def coding(*events: CodedEvent) -> Coding:
    return Coding("x", events, (), "1")


# --- the gold ---------------------------------------------------------------------------------------------


def test_the_gold_covers_every_type_and_enough_that_is_none() -> None:
    gold = load_gold()
    per_type = Counter(event.event_type for each in gold for event in each.events)
    assert set(per_type) == TYPES
    assert min(per_type.values()) >= 20
    assert sum(bool(each.events) for each in gold) >= 320
    assert sum(not each.events for each in gold) >= 130
    assert {each.style for each in gold} == {"wire", "headline", "feature", "tabloid", "analysis"}


def test_the_gold_varies_over_the_world() -> None:
    countries = {code for each in load_gold() for event in each.events for code in event.actors}
    assert len(countries) >= 100


@pytest.mark.parametrize("name", ["gold.jsonl", "fresh.jsonl", "dates.jsonl"])
def test_no_sentence_and_no_id_comes_twice(name: str) -> None:
    rows = [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["text"], row.get("published")) for row in rows}) == len(rows)


def test_the_fresh_gold_covers_every_type_and_repeats_no_sentence() -> None:
    fresh = load_fresh()
    per_type = Counter(event.event_type for each in fresh for event in each.events)
    assert set(per_type) == TYPES
    assert min(per_type.values()) >= 5
    assert sum(bool(each.events) for each in fresh) >= 90
    assert sum(not each.events for each in fresh) >= 60
    known = {each.document.text for each in load_gold()}
    assert known.isdisjoint(each.document.text for each in fresh)


@pytest.mark.parametrize("load", [load_gold, load_fresh])
def test_modes_are_those_of_their_type(load: Callable[[], tuple[GoldItem, ...]]) -> None:
    used = {(event.event_type, event.mode) for each in load() for event in each.events if event.mode}
    assert {pair for pair in used if pair[1] not in MODES[pair[0]]} == set()
    assert len(used) >= 50


def test_gold_dates_do_not_lie_after_publication() -> None:
    for each in (*load_gold(), *load_fresh()):
        assert each.document.published_at is not None
        for event in each.events:
            assert event.event_date is None or event.event_date <= each.document.published_at.date()


def test_the_sample_is_coded_by_hand_and_holds_every_type_twice() -> None:
    sample = load_sample()
    per_type = Counter(event.event_type for each in sample for event in each.events)
    assert set(per_type) == TYPES
    assert min(per_type.values()) >= 2
    assert sum(not each.events for each in sample) >= 12
    modes = {(event.event_type, event.mode) for each in sample for event in each.events if event.mode}
    assert {pair for pair in modes if pair[1] not in MODES[pair[0]]} == set()
    assert {str(event.event_date)[:7] for each in sample for event in each.events} == {"2026-11"}


def test_the_date_sentences_have_days_intervals_and_none() -> None:
    dates = load_dates()
    assert sum(each.first is not None and each.first == each.last for each in dates) >= 80
    assert sum(each.first is not None and each.first != each.last for each in dates) >= 40
    assert all(each.first is None or (each.last is not None and each.first <= each.last) for each in dates)


# --- the scoring ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gold", "got", "right"),
    [
        (wanted("AID", "FRA", "MLI"), coded("AID", "FRA", "MLI"), True),
        (wanted("AID", "FRA", "MLI"), coded("AID", "MLI", "FRA"), False),
        (wanted("AID", "FRA", "MLI"), coded("AID", "FRA"), False),
        (wanted("AID", "FRA", "MLI", optional=frozenset({"recipient"})), coded("AID", "FRA"), True),
        (wanted("AID", "FRA", "MLI", optional=frozenset({"recipient"})), coded("AID", "FRA", "NER"), False),
        (wanted("CONSULT", "FRA MLI", mutual=True), coded("CONSULT", "MLI", "FRA"), True),
        (wanted("CONSULT", "FRA MLI", mutual=True), coded("CONSULT", "MLI"), False),
    ],
)
def test_when_the_countries_are_right(gold: GoldEvent, got: CodedEvent, right: bool) -> None:
    assert gold.has_countries_of(got) is right


def test_the_event_with_the_right_countries_is_paired_first() -> None:
    matched = match(
        item(wanted("ACCUSE", "RWA", "BDI")), [coded("ACCUSE", "BDI", "RWA"), coded("ACCUSE", "RWA", "BDI")]
    )
    assert [got.actors[0].country for _, got in matched.pairs] == ["RWA"]
    assert [got.actors[0].country for got in matched.false] == ["BDI"]


def test_the_same_event_in_title_and_text_is_no_false_one() -> None:
    matched = match(item(wanted("AID", "FRA", "MLI")), [coded("AID", "FRA", "MLI")] * 2)
    assert (len(matched.pairs), matched.missed, matched.false) == (1, (), ())


def test_a_vaguer_report_of_the_same_event_is_no_false_one() -> None:
    matched = match(item(wanted("AID", "FRA", "MLI")), [coded("AID", "", "MLI"), coded("AID", "FRA", "MLI")])
    assert matched.false == ()


def test_a_tolerated_type_is_neither_asked_for_nor_false() -> None:
    debatable = replace(item(), tolerated=frozenset({"PROTEST"}))
    assert match(debatable, [coded("PROTEST"), coded("AID")]).false == (coded("AID"),)
    assert match(debatable, []).missed == ()


def test_two_alike_in_the_gold_can_both_be_found() -> None:
    aid = wanted("AID", "FRA", "MLI")
    assert match(item(aid, aid), [coded("AID", "FRA", "MLI")] * 2).missed == ()
    assert len(match(item(aid, aid), [coded("AID", "FRA", "MLI")]).missed) == 1


def test_precision_recall_and_what_is_said_of_misses() -> None:
    items = [
        item(wanted("AID", "FRA", "MLI"), wanted("REJECT", "MLI", "FRA")),
        item(),
        item(wanted("PROTEST", "KEN")),
    ]
    codings = [coding(coded("AID", "FRA", "NER")), coding(coded("ASSAULT")), coding(coded("PROTEST", "KEN"))]
    scores, misses = score_events(items, codings)
    assert scores["type_precision"] == pytest.approx(2 / 3)
    assert scores["type_recall"] == pytest.approx(2 / 3)
    assert scores["dyad_f1"] == pytest.approx(1 / 3)
    assert scores["empty_kept_empty"] == 0
    assert [miss.weight for miss in misses] == [3, 2]
    assert "missed REJECT; AID wants FRA>MLI, has FRA>NER" in misses[0].said
    assert "false ASSAULT (did)" in misses[1].said
    assert score_by_type(items, codings)["REJECT"] == (0, 1, 0)


def test_a_field_counts_only_where_the_gold_gives_it() -> None:
    dated = item(wanted("AID", event_date=date(2026, 3, 5)), wanted("REJECT", event_date=date(2026, 3, 4)))
    scores, _ = score_events([dated], [coding(coded("AID"), coded("REJECT"))])
    assert scores["date_recall"] == 0.5
    assert scores["place_recall"] == 1.0


def test_dates_are_scored_by_kind() -> None:
    right, wrong = load_dates()[:2]
    scores, misses = score_dates([right, replace(wrong, first=date(1900, 1, 1), last=date(1900, 1, 1))])
    assert scores == {"dates_day": 0.5}
    assert [miss.item_id for miss in misses] == [wrong.item_id]


# --- the floors -------------------------------------------------------------------------------------------

SCORES = st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1))


@given(SCORES, SCORES)
def test_pinning_never_lowers_or_loses_a_floor(scores: dict[str, float], floors: dict[str, float]) -> None:
    pinned = gate.raised(scores, floors)
    assert all(pinned[name] >= floor for name, floor in floors.items())
    assert gate.below({**floors, **scores}, gate.raised(scores, {})) == ()


def test_a_score_under_its_floor_or_missing_is_named() -> None:
    assert gate.below({"a": 0.4, "b": 0.5}, {"a": 0.5, "b": 0.5, "c": 0.1}) == ("a", "c")


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    gate.write_floors({"b": 0.5, "a": 0.125}, tmp_path / "floors.toml")
    assert gate.read_floors(tmp_path / "floors.toml") == {"a": 0.125, "b": 0.5}


def test_the_coder_is_not_under_a_floor() -> None:
    scores, misses, _ = gate.run()
    low = gate.below(scores, gate.read_floors())
    worst = "\n".join(f"{miss.item_id}: {miss.said}" for miss in misses[:15])
    assert not low, f"under the floor: {', '.join(low)}; the worst items:\n{worst}"
