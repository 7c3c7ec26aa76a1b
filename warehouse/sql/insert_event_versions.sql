-- The states of events that ended with this run, each with what became of it. Versions of one event follow each other
-- without overlap, also where a run that began earlier is loaded later.
INSERT INTO event_versions BY NAME
WITH ended AS (
    SELECT * FROM former_events
    EXCEPT
    SELECT * FROM events WHERE event_id IN (SELECT event_id FROM former_events)
),
earlier AS (
    SELECT event_id, max(valid_to) AS until, count(*) AS versions
    FROM event_versions
    WHERE event_id IN (SELECT event_id FROM ended)
    GROUP BY event_id
),
-- Where most of its mentions are now; where none is left as it was, where the same sentences stand for the same act.
moved AS (
    SELECT event_id, arg_max(new_id, (mentions, new_id)) AS merged_into
    FROM (
        SELECT former.event_id, now.event_id AS new_id, count(*) AS mentions
        FROM former_mentions AS former
        JOIN event_mentions AS now USING (mention_id)
        WHERE now.event_id <> former.event_id
        GROUP BY ALL
    )
    GROUP BY event_id
),
told_again AS (
    SELECT event_id, arg_max(new_id, (mentions, new_id)) AS merged_into
    FROM (
        SELECT former.event_id, now.event_id AS new_id, count(*) AS mentions
        FROM former_mentions AS former
        JOIN event_mentions AS now USING (article_id, event_type, evidence)
        WHERE now.event_id <> former.event_id
        GROUP BY ALL
    )
    GROUP BY event_id
),
edited AS (
    SELECT DISTINCT event_id FROM former_mentions WHERE article_id IN (SELECT article_id FROM former_articles)
)
SELECT ended.* EXCLUDE (run_id),
       coalesce(earlier.versions, 0) + 1 AS version,
       since.moment AS valid_from,
       greatest(run.started_at, since.moment) AS valid_to,
       CASE
           WHEN run.flow = 'recode' AND moved.merged_into IS NULL THEN 'recoded'
           WHEN now.event_id IS NOT NULL THEN 'changed'
           WHEN moved.merged_into IS NOT NULL THEN concat('merged into ', moved.merged_into)
           WHEN told_again.merged_into IS NOT NULL THEN concat('coded as ', told_again.merged_into, ' after an edit')
           WHEN edited.event_id IS NOT NULL THEN 'evidence edited away'
           ELSE 'evidence withdrawn'
       END AS retracted_reason,
       CASE WHEN now.event_id IS NULL THEN coalesce(moved.merged_into, told_again.merged_into) END AS merged_into,
       [one.field FOR one IN [
           {'field': 'event_date', 'differs': (ended.event_date, ended.date_precision)
               IS DISTINCT FROM (now.event_date, now.date_precision)},
           {'field': 'event_type', 'differs': ended.event_type <> now.event_type},
           {'field': 'modes', 'differs': ended.modes <> now.modes},
           {'field': 'contexts', 'differs': ended.contexts <> now.contexts},
           {'field': 'actors', 'differs': ended.actors <> now.actors},
           {'field': 'recipients', 'differs': ended.recipients <> now.recipients},
           {'field': 'place', 'differs': (ended.place_name, ended.place_country, ended.admin1, ended.lat, ended.lon)
               IS DISTINCT FROM (now.place_name, now.place_country, now.admin1, now.lat, now.lon)},
           {'field': 'killed', 'differs': (ended.killed_low, ended.killed_high)
               IS DISTINCT FROM (now.killed_low, now.killed_high)},
           {'field': 'injured', 'differs': (ended.injured_low, ended.injured_high)
               IS DISTINCT FROM (now.injured_low, now.injured_high)},
           {'field': 'arrested', 'differs': (ended.arrested_low, ended.arrested_high)
               IS DISTINCT FROM (now.arrested_low, now.arrested_high)},
           {'field': 'abducted', 'differs': (ended.abducted_low, ended.abducted_high)
               IS DISTINCT FROM (now.abducted_low, now.abducted_high)},
           {'field': 'crowd', 'differs': (ended.crowd_low, ended.crowd_high)
               IS DISTINCT FROM (now.crowd_low, now.crowd_high)},
           {'field': 'mentions', 'differs': ended.mentions <> now.mentions},
           {'field': 'articles', 'differs': ended.articles <> now.articles},
           {'field': 'outlets', 'differs': ended.outlets <> now.outlets},
           {'field': 'owners', 'differs': ended.owners <> now.owners},
           {'field': 'state_affiliated_only',
            'differs': ended.state_affiliated_only <> now.state_affiliated_only},
           {'field': 'reported', 'differs': (ended.first_reported_at, ended.last_reported_at)
               IS DISTINCT FROM (now.first_reported_at, now.last_reported_at)},
           {'field': 'confidence', 'differs': ended.confidence <> now.confidence},
           {'field': 'lead_mention_id', 'differs': ended.lead_mention_id <> now.lead_mention_id}
       ] IF one.differs AND now.event_id IS NOT NULL] AS changed,
       ended.run_id AS made_by,
       run.run_id
FROM ended
JOIN runs AS run ON run.run_id = $run_id
LEFT JOIN events AS now ON now.event_id = ended.event_id
LEFT JOIN runs AS made ON made.run_id = ended.run_id
LEFT JOIN earlier ON earlier.event_id = ended.event_id
LEFT JOIN moved ON moved.event_id = ended.event_id
LEFT JOIN told_again ON told_again.event_id = ended.event_id
LEFT JOIN edited ON edited.event_id = ended.event_id
CROSS JOIN LATERAL (
    SELECT greatest(coalesce(made.started_at, ended.first_seen_at), earlier.until)
) AS since (moment)
