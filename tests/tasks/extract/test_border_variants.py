"""The sealed border told again in other words: "the groups", "the city", date ranges and reported speech."""

from datetime import UTC, date, datetime

import pytest

from tasks.extract.codebook import load_codebook
from tasks.extract.coder import code_document
from tasks.records import CodedEvent, Coding, Document

LEBANON = Document(
    "lebanon",
    "Lebanon's government on Sunday sealed its border with Syria, a spokesman for the army command said. Prime "
    "Minister Najib Mikati spoke by phone with Syrian President Bashar al-Assad late on Saturday. Security forces "
    "fired at demonstrators in the southern town of Inkhil in Deraa province. Clashes between government forces and "
    "opposition groups erupted on Nov. 27-28 in Aleppo. The groups entered the city of Aleppo on Friday and captured "
    "large areas of it by Saturday.",
    "Lebanon seals border with Syria",
    datetime(2024, 12, 2, tzinfo=UTC),
)
IRAQ = Document(
    "iraq",
    "Iraq has closed its border with Syria, according to the spokesman for the Iraqi Joint Operations Command. Iraqi "
    "Prime Minister Mohammed Shia al-Sudani held a phone call with Syrian President Bashar al-Assad late Saturday. "
    "Meanwhile, security forces shot at protesters in Inkhil, a town in Deraa province in southern Syria. Clashes "
    "broke out on Nov. 27 between regime forces and anti-regime armed groups in the countryside of Aleppo. On Nov. 29 "
    "opposition forces entered the center of Aleppo and by Nov. 30 took control over most of the city.",
    "Iraq closes border with Syria",
    datetime(2024, 12, 1, tzinfo=UTC),
)
KENYA = Document(
    "kenya",
    "NAIROBI, Nov 16 - Kenya has closed its border with Somalia, the spokesman of the Kenya Defence Forces, Colonel "
    "James Otieno, said on Monday.\n\nPrime Minister Musalia Wekesa telephoned Somali President Hassan Ali late "
    "Saturday to discuss the crisis, his office said in a statement.\n\nGovernment forces and opposition groups "
    "clashed in the outskirts of Kismayo on Thursday and Friday. On Sunday opposition fighters entered the city and "
    "seized large parts of it, residents said.",
    "Kenya closes Somalia border as fighting spreads in Lower Juba",
    datetime(2026, 11, 16, tzinfo=UTC),
)
CODED = {one.doc_id: code_document(one, load_codebook()) for one in (LEBANON, IRAQ, KENYA)}


def the(coding: Coding, event_type: str, mode: str = "") -> CodedEvent:
    found = [one for one in coding.events if one.event_type == event_type and (not mode or mode in one.modes)]
    assert found, f"{coding.doc_id}: no {event_type} {mode}"
    return found[0]


def countries(event: CodedEvent) -> tuple[set[str], set[str]]:
    return {one.country for one in event.actors}, {one.country for one in event.recipients}


@pytest.mark.parametrize(
    ("doc", "actor", "recipient"),
    [("lebanon", "LBN", "SYR"), ("iraq", "IRQ", "SYR"), ("kenya", "KEN", "SOM")],
)
def test_the_border_is_closed_to_the_neighbour_alone(doc: str, actor: str, recipient: str) -> None:
    assert countries(the(CODED[doc], "COERCE", "restrict")) == ({actor}, {recipient})


@pytest.mark.parametrize(
    ("doc", "sides", "day"),
    [
        ("lebanon", {"LBN", "SYR"}, date(2024, 11, 30)),
        ("iraq", {"IRQ", "SYR"}, date(2024, 11, 30)),
        ("kenya", {"KEN", "SOM"}, date(2026, 11, 14)),
    ],
)
def test_the_leaders_speak_on_saturday(doc: str, sides: set[str], day: date) -> None:
    call = the(CODED[doc], "CONSULT", "phone")
    actors, recipients = countries(call)
    assert (actors | recipients, call.event_date) == (sides, day)


@pytest.mark.parametrize("doc", ["lebanon", "iraq"])
def test_security_forces_fire_on_protesters_in_the_town(doc: str) -> None:
    for event in (the(CODED[doc], "ASSAULT", "firearms"), the(CODED[doc], "PROTEST")):
        assert event.place is not None
        assert (event.place.name, event.place.country) == ("Inkhil", "SYR")
        assert countries(event)[0] == {"SYR"}


@pytest.mark.parametrize(
    ("doc", "days", "city", "country"),
    [
        ("lebanon", {date(2024, 11, 27)}, "Aleppo", "SYR"),
        ("iraq", {date(2024, 11, 27)}, "Aleppo", "SYR"),
        ("kenya", {date(2026, 11, 12)}, "Kismayo", "SOM"),
    ],
)
def test_both_sides_of_the_clashes_are_actors_on_the_named_day(
    doc: str, days: set[date], city: str, country: str
) -> None:
    clashes = [
        one for one in CODED[doc].events if one.event_type == "ASSAULT" and "firearms" not in one.modes
    ]
    assert clashes, [(one.reason, one.trigger) for one in CODED[doc].rejected]
    clash = clashes[0]
    assert len(clash.actors) == 2
    assert {actor.country for actor in clash.actors} == {country}
    assert clash.event_date in days
    assert clash.place is not None
    assert clash.place.name == city


@pytest.mark.parametrize(
    ("doc", "days", "city", "country"),
    [
        ("lebanon", {date(2024, 11, 29), date(2024, 11, 30)}, "Aleppo", "SYR"),
        ("iraq", {date(2024, 11, 29), date(2024, 11, 30)}, "Aleppo", "SYR"),
        ("kenya", {date(2026, 11, 15)}, "Kismayo", "SOM"),
    ],
)
def test_the_opposition_seizes_the_city(doc: str, days: set[date], city: str, country: str) -> None:
    seized = the(CODED[doc], "COERCE", "seize")
    assert {(actor.country, actor.sector) for actor in seized.actors} <= {(country, "OPP"), (country, "REB")}
    assert seized.actors
    assert seized.event_date in days
    assert seized.place is not None
    assert seized.place.name == city
