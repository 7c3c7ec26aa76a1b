import duckdb
import pytest

from tasks.records import Actor, Place
from warehouse.load import load_run

ARMY = Actor("government forces", "government forces", "VEN", "MIL")
POLICE = Actor("police", "police", "VEN", "COP")
FOREIGN = Actor("Brazilian troops", "Brazilian troops", "BRA", "MIL")
OPPOSITION = Actor("opposition groups", "opposition groups", "VEN", "OPP")
REBELS = Actor("Rebels", "Rebels", "VEN", "REB")
PEOPLE = Actor("people", "people", "VEN", "CVL")
VILLAGERS = Actor("villagers", "villagers", "VEN", "CVL")
PROTESTERS = Actor("marchers", "marchers", "VEN", "CVL")

TYPES = "event_type, sub_event_type, inter1, inter2"
CLASH = ("Battles", "Armed clash")
ATTACK = ("Violence against civilians", "Attack")
LOOTING = ("Strategic developments", "Looting/property destruction")
TRANSFER = ("Strategic developments", "Non-violent transfer of territory")
OVERTAKEN = ("Battles", "Non-state actor overtakes territory")
REGAINED = ("Battles", "Government regains territory")


def load(con: duckdb.DuckDBPyConnection, make, *codings: dict) -> None:
    articles = tuple(make.article(f"a{n}") for n in range(len(codings)))
    mentions = tuple(make.mention(f"m{n}", f"e{n}", f"a{n}", **values) for n, values in enumerate(codings))
    load_run(con, make.batch(articles=articles, mentions=mentions))


def one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple:
    (row,) = con.execute(sql).fetchall()
    return row


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"actors": (ARMY, OPPOSITION)}, (*CLASH, "State forces", "Rebel group")),
        ({"actors": (OPPOSITION, ARMY)}, (*CLASH, "Rebel group", "State forces")),
        # The killed are told as recipients: they do not make the fight an attack on them.
        (
            {"actors": (ARMY, OPPOSITION), "recipients": (PEOPLE,), "killed": 12},
            (*CLASH, "State forces", "Rebel group"),
        ),
        (
            {"actors": (REBELS, ARMY), "recipients": (PEOPLE,)},
            (*CLASH, "Rebel group", "State forces"),
        ),
        # Those of two countries, or two of a kind, may attack side by side.
        (
            {"actors": (REBELS, FOREIGN), "recipients": (VILLAGERS,)},
            (*ATTACK, "Rebel group", "Civilians"),
        ),
        ({"actors": (ARMY, POLICE), "recipients": (VILLAGERS,)}, (*ATTACK, "State forces", "Civilians")),
        ({"actors": (ARMY, FOREIGN)}, (*CLASH, "State forces", "External/Other forces")),
        ({"actors": (OPPOSITION,), "recipients": (ARMY,)}, (*CLASH, "Rebel group", "State forces")),
        ({"actors": (OPPOSITION,), "recipients": (VILLAGERS,)}, (*ATTACK, "Rebel group", "Civilians")),
        # Who is only attacked is not known to fight.
        ({"actors": (ARMY,), "recipients": (OPPOSITION,)}, (*ATTACK, "State forces", "Civilians")),
    ],
)
def test_those_who_fight_are_not_civilians(con, make, values: dict, expected: tuple) -> None:
    load(con, make, {"modes": ()} | values)
    assert one(con, f"SELECT {TYPES} FROM acled_like") == expected


def test_a_clash_names_its_two_sides_and_counts_its_dead(con, make) -> None:
    load(con, make, {"modes": (), "actors": (ARMY, OPPOSITION), "recipients": (PEOPLE,), "killed": 12})
    told = "actor1, actor2, assoc_actor_1, assoc_actor_2, interaction, civilian_targeting, fatalities"
    assert one(con, f"SELECT {told} FROM acled_like") == (
        "government forces",
        "opposition groups",
        None,
        None,
        "State forces-Rebel group",
        None,
        12,
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"actors": (OPPOSITION,)}, (*TRANSFER, "Rebel group", None)),
        ({"actors": (REBELS,)}, (*TRANSFER, "Rebel group", None)),
        ({"actors": (ARMY,)}, (*TRANSFER, "State forces", None)),
        ({"actors": (OPPOSITION,), "killed": 0}, (*TRANSFER, "Rebel group", None)),
        ({"actors": (OPPOSITION,), "killed": 30}, (*OVERTAKEN, "Rebel group", None)),
        ({"actors": (OPPOSITION,), "event_type": "ASSAULT"}, (*OVERTAKEN, "Rebel group", None)),
        (
            {"actors": (REBELS,), "recipients": (ARMY,), "event_type": "ASSAULT"},
            (*OVERTAKEN, "Rebel group", "State forces"),
        ),
        ({"actors": (FOREIGN,), "event_type": "ASSAULT"}, (*OVERTAKEN, "External/Other forces", None)),
        (
            {"actors": (ARMY,), "recipients": (REBELS,), "event_type": "ASSAULT"},
            (*REGAINED, "State forces", "Rebel group"),
        ),
    ],
)
def test_taking_a_town_is_a_transfer_or_a_battle(con, make, values: dict, expected: tuple) -> None:
    load(con, make, {"event_type": "COERCE", "modes": ("seize",)} | values)
    assert one(con, f"SELECT {TYPES} FROM acled_like") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"recipients": (VILLAGERS,), "killed": 20}, ATTACK),
        ({"recipients": (), "killed": 20}, ATTACK),
        ({"recipients": (ARMY,), "killed": 20}, CLASH),
        ({"recipients": (VILLAGERS,), "sentence": "Rebels burned a village and killed villagers."}, ATTACK),
        ({"recipients": (VILLAGERS,), "sentence": "Rebels burned a village, killing nobody."}, LOOTING),
        ({"recipients": (VILLAGERS,), "killed": 0}, LOOTING),
        ({"recipients": (VILLAGERS,)}, LOOTING),
        (
            {"recipients": (VILLAGERS,), "killed": 2, "modes": ("destroy", "explosives")},
            ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
        ),
    ],
)
def test_destruction_is_only_that_where_nobody_was_killed(con, make, values: dict, expected: tuple) -> None:
    values = {"modes": ("destroy",), "actors": (REBELS,)} | values
    sentence = values.get("sentence", make.sentence)
    article = make.article(text=sentence)
    span = {"end": make.coded().start + len(sentence)}
    load_run(con, make.batch(articles=(article,), mentions=(make.mention(**values | span),)))
    assert one(con, "SELECT event_type, sub_event_type FROM acled_like") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"actors": (POLICE, ARMY), "recipients": (PROTESTERS, PEOPLE)},
            ("marchers", "people", "Protesters", "police", "government forces", "State forces"),
        ),
        (
            {"actors": (POLICE, PROTESTERS), "recipients": ()},
            ("marchers", None, "Protesters", "police", None, "State forces"),
        ),
        (
            {"actors": (PROTESTERS, POLICE), "recipients": ()},
            ("marchers", None, "Protesters", "police", None, "State forces"),
        ),
        (
            {"actors": (POLICE,), "recipients": ()},
            (None, None, "Protesters", "police", None, "State forces"),
        ),
        (
            {"actors": (), "recipients": (PROTESTERS,)},
            ("marchers", None, "Protesters", None, None, None),
        ),
    ],
)
def test_protesters_come_before_the_police_that_intervene(con, make, values: dict, expected: tuple) -> None:
    load(con, make, {"modes": ("crowd-control",)} | values)
    assert one(con, "SELECT sub_event_type FROM acled_like") == ("Protest with intervention",)
    sides = "actor1, assoc_actor_1, inter1, actor2, assoc_actor_2, inter2"
    assert one(con, f"SELECT {sides} FROM acled_like") == expected


PROTEST = {"event_type": "PROTEST", "modes": ("demo",), "actors": (PROTESTERS,), "killed": 5}
RIOT = PROTEST | {"modes": ("demo", "riot")}
SHOOTING = {"modes": ("firearms",), "actors": (POLICE,), "recipients": (PROTESTERS,), "killed": 5}
ELSEWHERE = {"place": Place("Caracas", "Caracas", "VEN", precision="city")}


@pytest.mark.parametrize(
    ("codings", "expected"),
    [
        ((PROTEST,), [0]),
        ((PROTEST, SHOOTING), [0, 5]),
        ((RIOT,), [5]),
        ((RIOT, SHOOTING), [0, 5]),
        ((RIOT, SHOOTING | {"killed": 3}), [3, 5]),
        ((RIOT, SHOOTING | ELSEWHERE), [5, 5]),
        ((RIOT | {"place": None}, SHOOTING | {"place": None}), [5, 5]),
    ],
)
def test_the_dead_of_a_protest_are_counted_once(con, make, codings: tuple, expected: list[int]) -> None:
    load(con, make, *codings)
    shown = con.execute("SELECT fatalities FROM acled_like ORDER BY 1").fetchall()
    assert shown == [(count,) for count in expected]


def test_a_riot_among_the_modes_makes_a_riot(con, make) -> None:
    load(con, make, RIOT)
    assert one(con, f"SELECT {TYPES} FROM acled_like") == (
        "Riots",
        "Violent demonstration",
        "Rioters",
        None,
    )
