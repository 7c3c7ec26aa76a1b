"""Bring the events that a run touches together: candidates, joins, components, and which event each signature is in.

Only what hangs together with a touched signature is looked at; what is decided there is the same whatever was
loaded first, because it rests on the signatures and their joins alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from tasks.records import Actor, Place
from tasks.records.merging import Join, Likeness, Membership, Merging, Signature, Support
from warehouse.arrow import TEXT, Column, registered, table, texts
from warehouse.sql_files import read_sql

SUPPORTS: tuple[Support, ...] = ("none", "story", "article", "words")
CHUNK = 20_000


def keep_apart() -> Merging:
    """Rules that join nothing: every signature stays the event that it is."""
    return Merging(lambda one, other, support: None, _each_its_own, ())


def stage_memberships(con: duckdb.DuckDBPyConnection, merging: Merging, run_id: str) -> Any:
    """Find the joins of the touched signatures and give the table of what each affected signature belongs to."""
    for name in (
        "stage_touched_signatures",
        "stage_signatures",
        "delete_changed_signatures",
        "insert_changed_signatures",
        "stage_former_joins",
        "delete_changed_joins",
        "stage_signature_keys",
    ):
        _run(con, name, run_id)
    pairs = merging.type_pairs
    type_pairs = table(
        Column("event_type", TEXT, [one for one, _ in pairs]),
        Column("other_type", TEXT, [other for _, other in pairs]),
    )
    with registered(con, {"incoming_type_pairs": type_pairs}):
        _run(con, "stage_candidate_pairs", run_id)
    with registered(con, {"incoming_joins": _joins_table(list(_judged(con, merging)))}):
        _run(con, "insert_joins", run_id)
    _run(con, "stage_components", run_id)
    affected = _signatures(con, "select_affected_signatures")
    return _memberships_table(merging.group(tuple(affected.values()), _affected_joins(con)))


def _run(con: duckdb.DuckDBPyConnection, name: str, run_id: str) -> None:
    sql = read_sql(name)
    con.execute(sql, {"run_id": run_id} if "$run_id" in sql else None)


def _judged(con: duckdb.DuckDBPyConnection, merging: Merging) -> Iterator[Join]:
    signatures = _signatures(con, "select_candidate_signatures")
    found = con.execute(read_sql("select_candidate_pairs"))
    while rows := found.fetchmany(CHUNK):
        for one, other, strength in rows:
            likeness = merging.judge(signatures[one], signatures[other], SUPPORTS[strength])
            if likeness:
                yield Join(one, other, likeness)


def _signatures(con: duckdb.DuckDBPyConnection, select: str) -> dict[str, Signature]:
    return {row[0]: _signature(row) for row in con.execute(read_sql(select)).fetchall()}


def _signature(row: tuple[Any, ...]) -> Signature:
    signature_id, event_type, modes, actors, recipients, place, is_inferred, day, precision, reported = row
    return Signature(
        signature_id,
        event_type,
        tuple(modes),
        _actors(actors),
        _actors(recipients),
        _place(place),
        is_inferred,
        day,
        precision,
        reported,
    )


def _actors(rows: Iterable[dict[str, str | None]]) -> tuple[Actor, ...]:
    return tuple(
        Actor(row["text"] or "", row["name"] or "", row["country"] or "", row["sector"] or "") for row in rows
    )


def _place(row: dict[str, Any] | None) -> Place | None:
    if row is None:
        return None
    country, admin1 = row["country"] or "", row["admin1"] or ""
    return Place(
        row["text"] or "", row["name"] or "", country, admin1, row["lat"], row["lon"], row["precision"]
    )


def _affected_joins(con: duckdb.DuckDBPyConnection) -> tuple[Join, ...]:
    rows = con.execute(read_sql("select_affected_joins")).fetchall()
    return tuple(Join(one, other, Likeness(*likeness)) for one, other, *likeness in rows)


def _joins_table(joins: Sequence[Join]) -> Any:
    likenesses = [join.likeness for join in joins]
    return table(
        Column("signature_id", TEXT, [join.one for join in joins]),
        Column("other_id", TEXT, [join.other for join in joins]),
        Column("score", pa.float64(), [likeness.score for likeness in likenesses]),
        *(
            Column(name, TEXT, [getattr(likeness, name) for likeness in likenesses])
            for name in ("rule", "support", "types", "actors", "recipients", "place", "day")
        ),
    )


def _memberships_table(memberships: Sequence[Membership]) -> Any:
    joined = [
        (member.joined.other if member.joined.one == member.signature_id else member.joined.one)
        if member.joined
        else None
        for member in memberships
    ]
    return table(
        Column("signature_id", TEXT, [member.signature_id for member in memberships]),
        Column("event_id", TEXT, [member.event_id for member in memberships]),
        texts("joined_to", joined),
    )


def _each_its_own(signatures: Sequence[Signature], joins: Sequence[Join]) -> tuple[Membership, ...]:
    return tuple(Membership(each.signature_id, each.signature_id, None) for each in signatures)
