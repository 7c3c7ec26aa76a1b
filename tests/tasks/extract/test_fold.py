"""The same act told twice in a document."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.extract.fold import fold
from tasks.records import Actor, CodedEvent, Place, Span, Toll, TollKind

ARMY = Actor("the army", "army", "TCD", "MIL")
REBELS = Actor("rebels", "rebels", "TCD", "REB")
GAO = Place("Gao", "Gao", "MLI", "", 16.3, 0.0, "city")
EVENT = CodedEvent(
    event_type="ASSAULT",
    modes=(),
    contexts=("military",),
    actors=(ARMY,),
    recipients=(REBELS,),
    place=None,
    event_date=date(2026, 1, 5),
    date_precision="inferred",
    killed=None,
    injured=None,
    confidence=0.7,
    sentence_no=1,
    sentence="The army attacked rebels.",
    start=0,
    end=25,
    trigger="attacked",
    rule_id="assault.attack",
    quad_code=4,
    event_scale=-9.0,
    cameo_code="180",
    goldstein=-9.0,
)
LATER = replace(EVENT, sentence_no=4, start=90, end=115)


@pytest.mark.parametrize(
    ("other", "events"),
    [
        (LATER, 1),
        (replace(LATER, recipients=()), 1),
        (replace(LATER, place=GAO), 1),
        (replace(LATER, event_date=date(2026, 1, 2), date_precision="day"), 1),
        (replace(LATER, event_type="COERCE"), 2),
        (replace(LATER, actors=(REBELS,), recipients=(ARMY,)), 2),
        (replace(LATER, actors=(Actor("Sudan", "Sudan", "SDN"),)), 2),
    ],
    ids=["same", "no recipient", "place", "dated", "other type", "other direction", "other country"],
)
def test_what_is_one_act(other: CodedEvent, events: int) -> None:
    assert len(fold([EVENT, other])) == events
    assert fold([EVENT, other]) == fold([other, EVENT])


def test_days_part_acts() -> None:
    monday = replace(EVENT, date_precision="day")
    tuesday = replace(LATER, event_date=date(2026, 1, 6), date_precision="day")
    assert len(fold([monday, tuesday])) == 2


def test_gaps_are_filled_from_the_other_telling() -> None:
    told = replace(LATER, recipients=(), place=GAO, killed=7, modes=("firearms",), contexts=("terrorism",))
    (event,) = fold([EVENT, told])
    assert (event.place, event.killed, event.modes) == (GAO, 7, ("firearms",))
    assert event.recipients == (REBELS,)
    assert set(event.contexts) == {"military", "terrorism"}
    assert event.confidence > EVENT.confidence


def toll(kind: TollKind, said: int, start: int, *, is_total: bool = False) -> Toll:
    return Toll(kind, said, said, said, Span(start, start + 2), is_total)


def test_what_came_of_an_attack_is_the_attack() -> None:
    one = replace(EVENT, place=GAO, trigger_span=Span(9, 17))
    other = replace(
        EVENT,
        recipients=(Actor("people", "people", "SDN", "CVL"),),
        trigger="injuring",
        trigger_span=Span(40, 48),
        tolls=(toll("injured", 9, 49),),
        injured=9,
    )
    (event,) = fold([one, other])
    assert (event.trigger, event.injured) == ("attacked", 9)


def test_a_number_goes_to_the_nearest_act_of_its_sentence_and_a_sum_before_a_part() -> None:
    both = (toll("killed", 4, 20), toll("killed", 30, 60))
    one = replace(EVENT, trigger_span=Span(9, 17), tolls=both)
    other = replace(one, actors=(Actor("Sudan", "Sudan", "SDN"),), trigger_span=Span(66, 70))
    assert {event.actors[0].country: event.killed for event in fold([one, other])} == {"TCD": 4, "SDN": 30}
    later = replace(LATER, trigger_span=Span(92, 95), tolls=(toll("killed", 7, 99, is_total=True),))
    (event,) = fold([replace(one, tolls=both[:1]), later])
    assert event.killed == 7


def test_most_certain_first() -> None:
    other = replace(LATER, event_type="COERCE", confidence=0.9)
    assert [event.confidence for event in fold([EVENT, other])] == [0.9, 0.7]
