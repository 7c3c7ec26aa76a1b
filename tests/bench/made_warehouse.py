"""A warehouse of made-up events for the benchmarks, as large as wanted, written in bulk by SQL.

Three years of news in 50 feeds. Countries, actors, dyads, places and types are as frequent as their rank says (Zipf),
weekends are thin, a report follows its event within a day or so, and half of all events have one mention while a few
have hundreds: five on average. An article has five mentions, often two of one event; every fifth is a copy. Events and
signatures are made from the mentions by the statements that the load has for it, so that they are what it would make.
"""

from datetime import datetime
from typing import Any

import duckdb

from tests.bench.bench_load import NOW
from warehouse.sql_files import read_sql

A_RUN, AT_ONCE = 50, 100_000  # articles a run; events that are made in one go
DRAWN = (
    # A number from 0 to 1 for each row and purpose, and a rank of so many by Zipf's law.
    "CREATE TEMP MACRO drawn(n, salt) AS (hash(n, salt) >> 11) / 9007199254740992.0",
    "CREATE TEMP MACRO ranked(most, n, salt) AS floor(pow(most, drawn(n, salt)))::INTEGER",
    """CREATE TEMP MACRO words(n, most) AS repeat(substr(
       'residents spoke of smoke over the hills and of roads that were closed while officials in the capital gave '
       'no number and aid workers asked for safe passage to the villages along the river where markets stayed shut '
       'and phones did not work for hours after what witnesses called the worst night of this long and cold winter ',
       1 + (hash(n) % 120)::BIGINT, 160), most)""",
)
FILL = (
    """CREATE TEMP TABLE made_countries AS
       SELECT code, row_number() OVER (ORDER BY hash(code))::INTEGER AS place_in_line,
              drawn(code, 'lat') * 120 - 60 AS lat, drawn(code, 'lon') * 340 - 170 AS lon
       FROM countries WHERE iso2 IS NOT NULL AND code <> 'XKX'""",
    # On a weekend, two of five happen on the Friday before.
    """CREATE TEMP TABLE made AS
       WITH numbers AS (
           SELECT n, $now::TIMESTAMPTZ - to_seconds((1096 * 86400 * drawn(n, 'at'))::BIGINT) AS drawn_at,
                  (SELECT count(*) FROM made_countries) AS most
           FROM range($events) AS numbers (n)
       )
       SELECT n, md5(n::VARCHAR) AS event_id,
              drawn_at - to_days(if(drawn(n, 'weekend') < 0.4, greatest(isodow(drawn_at) - 5, 0), 0)::INTEGER)
                  AS happened_at,
              actor.code AS actor_country, other.code AS other_country,
              upper(left(md5(concat(ranked(200, n, 'actor'), actor.code)), 8)) AS actor_name,
              upper(left(md5(concat(ranked(200, n, 'other'), other.code)), 8)) AS other_name,
              (['REB', 'MIL', 'GOV', 'CVL', 'COP', 'OPP'])[ranked(6, n, 'sector')] AS sector,
              (['CONSULT', 'ASSAULT', 'PROTEST', 'COERCE', 'ACCUSE', 'AID', 'AGREE', 'SUPPORT', 'REJECT', 'THREATEN',
                'REQUEST', 'SANCTION', 'MOBILIZE', 'COOPERATE', 'CONCEDE', 'RETREAT'])[ranked(16, n, 'type')]
                  AS event_type,
              ranked(400, n, 'place') AS place, drawn(n, 'placed') < 0.9 AS is_placed, other.lat, other.lon,
              if(drawn(n, 'deadly') < 0.1, ranked(80, n, 'killed'), NULL) AS killed,
              least(300, floor(pow(1 - drawn(n, 'mentions'), -1 / 1.1)))::INTEGER AS mentions
       FROM numbers
       JOIN made_countries AS actor ON actor.place_in_line = ranked(most, n, 'actor country')
       JOIN made_countries AS other ON other.place_in_line =
            if(drawn(n, 'within') < 0.55, ranked(most, n, 'actor country'), ranked(most, n, 'other country'))""",
    # Two mentions of an event are reported at one time, and so mostly in one article.
    """CREATE TEMP TABLE made_mentions AS
       WITH told AS (
           SELECT n, part, happened_at, least($now::TIMESTAMPTZ - INTERVAL 1 MINUTE,
                      happened_at + to_seconds((-43200 * ln(1 - drawn(n * 1000 + part // 2, 'lag')))::BIGINT)
                  ) AS told_at
           FROM (SELECT n, happened_at, unnest(range(mentions)) AS part FROM made)
       )
       SELECT n, part, told_at, row_number() OVER (ORDER BY told_at, n, part) - 1 AS k FROM told""",
    # A copy is in its original's story.
    """CREATE TEMP TABLE made_articles AS
       SELECT * REPLACE (if(duplicate_of IS NULL, story, lag(story) OVER (ORDER BY number)) AS story) FROM (
       SELECT k // 5 AS number, md5('a' || (k // 5)) AS article_id, max(told_at) AS seen, min(n) AS story,
              'f' || (ranked(50, k // 5, 'feed') - 1) AS feed_id,
              'run' || lpad((k // 5 // $a_run)::VARCHAR, 9, '0') AS run_id,
              if(k // 5 % 5 = 4, md5('a' || (k // 5 - 1)), NULL) AS duplicate_of
       FROM made_mentions GROUP BY ALL)""",
)
ROWS = {
    "runs": """SELECT run_id, min(seen) AS started_at, max(seen) + INTERVAL 9 SECONDS AS ended_at
       FROM made_articles GROUP BY ALL""",
    "loads": """SELECT run_id, 1 + row_number() OVER (ORDER BY run_id) AS load_no FROM runs WHERE run_id <> 'r0'""",
    "fetches": """SELECT md5(feed_id || day) AS fetch_id, feed_id, 'feed' AS kind, url, url AS final_url,
              day AS fetched_at,
              200 AS status, 'ok' AS outcome, 9000 AS bytes, 70 AS elapsed_ms, 20 AS entries_seen, 9 AS entries_new,
              (SELECT arg_max(run_id, seen) FROM made_articles) AS run_id, false AS is_conditional
       FROM feeds,
            generate_series($now::TIMESTAMPTZ - INTERVAL 1096 DAY, $now::TIMESTAMPTZ, INTERVAL 1 DAY) AS days (day)""",
    "event_mentions": """SELECT md5('m' || k) AS mention_id, event_id, article_id,
              if(part % 4 = 3, md5('s' || n), event_id) AS signature_id,
              1 + (k % 5)::INTEGER AS sentence_no, 62 + 142 * (k % 5)::INTEGER AS start,
              62 + 142 * (k % 5)::INTEGER + 140 AS "end",
              left(concat(actor_name, ' and ', other_name, ' were named on ', told_at::DATE, ' near Place ', place,
                          ', where ', words(k, 1)), 140) AS evidence,
              event_type,
              [{'text': actor_name, 'name': actor_name, 'country': actor_country, 'sector': sector}] AS actors,
              [{'text': other_name, 'name': other_name, 'country': other_country, 'sector': 'CVL'}] AS recipients,
              CASE WHEN is_placed THEN {
                  'text': 'Place ' || place, 'name': 'Place ' || place, 'country': other_country, 'admin1': NULL,
                  'lat': lat + 4 * drawn(place, other_country) - 2, 'lon': lon + 4 * drawn(other_country, place) - 2,
                  'precision': 'city', 'admin1_code': NULL} END AS place,
              happened_at::DATE AS event_date, 'day' AS date_precision,
              killed + if(killed > 3, part % 3, 0) AS killed, killed AS killed_low, killed AS killed_high,
              1 + (hash(event_type) % 4)::INTEGER AS quad_code, 0.4 + drawn(k, 'sure') / 2 AS confidence, run_id
       FROM made_mentions JOIN made USING (n) JOIN made_articles ON number = k // 5
       ORDER BY k""",
    "articles": """WITH told AS (
           SELECT article_id, string_agg(evidence, chr(10) || chr(10) ORDER BY start) AS said,
                  arg_min(left(evidence, 60), start) AS title
           FROM event_mentions WHERE run_id <> 'r0' GROUP BY article_id
       )
       SELECT article_id, feed_id, feeds.outlet, 'https://a.example/' || article_id AS url, url AS canonical_url,
              told.title, seen AS published_at, seen AS first_seen_at, md5('s' || story) AS story_id, duplicate_of,
              told.said || chr(10) || chr(10) || words(article_id, 6) AS "text", 260 AS words,
              article_id AS content_hash, made.run_id
       FROM made_articles AS made JOIN told USING (article_id) JOIN feeds USING (feed_id)
       ORDER BY number""",
    "entries": """SELECT article_id AS entry_id, article_id, feed_id, url, title, first_seen_at, run_id
       FROM articles WHERE run_id <> 'r0'""",
    "stories": """SELECT story_id, min(title) AS headline, min(published_at) AS first_published_at,
              max(published_at) AS last_published_at, count(*)::INTEGER AS articles,
              count(DISTINCT outlet)::INTEGER AS outlets, max(run_id) AS run_id
       FROM articles WHERE run_id <> 'r0' GROUP BY story_id""",
    "signature_joins": """SELECT DISTINCT event_id AS signature_id, signature_id AS other_id, 'made' AS rule,
              9.0 AS score, 'none' AS support, 'same' AS types, 'same' AS actors, 'same' AS recipients, 'same' AS place,
              'same' AS "day", min(run_id) AS run_id
       FROM event_mentions WHERE signature_id <> event_id AND run_id <> 'r0' GROUP BY ALL""",
}
OF_EVENTS = (
    "CREATE OR REPLACE TEMP TABLE touched_events AS SELECT event_id FROM made WHERE n >= $first AND n < $end",
    read_sql("stage_changed_events"),
    """CREATE OR REPLACE TEMP TABLE touched_signatures AS
       SELECT DISTINCT signature_id, true AS is_touched FROM event_mentions WHERE event_id IN (FROM touched_events)""",
    """INSERT INTO events BY NAME
       SELECT changed.*, last.run_id FROM changed_events AS changed
       JOIN (SELECT event_id, max(run_id) AS run_id FROM event_mentions GROUP BY event_id) AS last USING (event_id)
       ORDER BY changed.event_id""",
    read_sql("stage_signatures"),
    """INSERT INTO event_signatures BY NAME
       SELECT changed.* REPLACE (mention.event_id AS event_id, mention.run_id AS run_id,
                  nullif(mention.event_id, changed.signature_id) AS joined_to)
       FROM changed_signatures AS changed
       JOIN event_mentions AS mention ON mention.mention_id = changed.first_mention_id""",
)


def fill(con: duckdb.DuckDBPyConnection, events: int) -> None:
    """Fill a migrated warehouse into which one small run, ``r0``, was loaded: what its rows have, the others have."""
    told: dict[str, Any] = {"now": NOW, "events": events, "a_run": A_RUN, "run_id": "r0"}
    for statement in (*DRAWN, *FILL):
        _execute(con, statement, told)
    for table, question in ROWS.items():
        _insert(con, table, question, told)
    for first in range(0, events, AT_ONCE):
        for statement in OF_EVENTS:
            _execute(con, statement, {**told, "first": first, "end": first + AT_ONCE})
    con.execute("CHECKPOINT")


def mentions_since(con: duckdb.DuckDBPyConnection, most: int, since: datetime) -> list[tuple[Any, ...]]:
    """Signature, type, actors, recipients, place and day of so many mentions that were told since then, any of them."""
    question = """
        SELECT signature_id, event_type, actors, recipients, place, event_date
        FROM event_mentions JOIN articles USING (article_id)
        WHERE first_seen_at >= $since
        ORDER BY hash(mention_id) LIMIT $most"""
    return con.execute(question, {"since": since, "most": most}).fetchall()


def _insert(con: duckdb.DuckDBPyConnection, table: str, question: str, told: dict[str, Any]) -> None:
    # What is not made up is what the first run has there, if anything.
    named = {name for name, *_ in _execute(con, f"{question} LIMIT 0", told).description}
    others = [
        f'template."{name}"'
        for (name,) in con.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()
        if name not in named
    ]
    template = f"LEFT JOIN (FROM {table} WHERE run_id = 'r0' LIMIT 1) AS template ON true"
    columns = ", ".join(["made.*", *others])
    _execute(con, f"INSERT INTO {table} BY NAME SELECT {columns} FROM ({question}) AS made {template}", told)


def _execute(
    con: duckdb.DuckDBPyConnection, statement: str, told: dict[str, Any]
) -> duckdb.DuckDBPyConnection:
    return con.execute(
        statement, {name: value for name, value in told.items() if f"${name}" in statement} or None
    )
