"""Acts that name nobody on the other side."""

import pytest

from tasks.extract.domestic import with_own_country
from tasks.extract.parties import Party
from tasks.extract.roles import Roles
from tasks.records import Actor


def party(country: str, sector: str = "") -> Party:
    return Party(Actor("somebody", "somebody", country, sector), 0)


@pytest.mark.parametrize(
    ("event_type", "modes", "actor", "expected"),
    [
        ("PROTEST", ("demo",), party("KEN", "EDU"), [("Kenya", "KEN", "GOV", "own")]),
        ("PROTEST", (), party("KEN", "COP"), [("Kenya", "KEN", "", "own")]),
        ("CONCEDE", (), party("PER", "GOV"), [("Peru", "PER", "", "own")]),
        ("CONCEDE", (), party("NGA", "LAB"), [("Nigeria", "NGA", "GOV", "own")]),
        ("COERCE", ("censor",), party("VNM", "GOV"), [("Vietnam", "VNM", "", "own")]),
        ("COERCE", ("cyber",), party("PRK", "CRM"), []),
        ("ASSAULT", (), party("MLI", "REB"), []),
        ("PROTEST", (), party("UNO"), []),
        ("PROTEST", (), party("", "CVL"), []),
    ],
)
def test_the_own_country_stands_in(
    event_type: str, modes: tuple[str, ...], actor: Party, expected: list[tuple[str, ...]]
) -> None:
    found = with_own_country(event_type, modes, Roles((actor,))).recipients
    assert [(p.actor.name, p.actor.country, p.actor.sector, p.actor.inferred) for p in found] == expected


def test_a_named_recipient_stays() -> None:
    roles = Roles((party("KEN", "EDU"),), (party("UGA", "GOV"),))
    assert with_own_country("PROTEST", (), roles) == roles


def test_actors_of_two_countries_have_no_own_one() -> None:
    roles = Roles((party("KEN", "EDU"), party("UGA", "EDU")))
    assert with_own_country("PROTEST", (), roles).recipients == ()
