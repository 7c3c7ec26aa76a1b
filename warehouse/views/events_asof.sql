-- The present states that held then, and the earlier ones that did. A state holds from the run that made it, and never
-- before the one before it ended.
CREATE OR REPLACE MACRO events_asof(ts) AS TABLE
SELECT event.*
FROM events AS event
LEFT JOIN runs AS made ON made.run_id = event.run_id
LEFT JOIN (SELECT event_id, max(valid_to) AS until FROM event_versions GROUP BY event_id) AS earlier
    ON earlier.event_id = event.event_id
WHERE greatest(coalesce(made.started_at, event.first_seen_at), earlier.until) <= ts::TIMESTAMPTZ
UNION ALL BY NAME
SELECT version.* EXCLUDE (version, valid_from, valid_to, retracted_reason, merged_into, changed, made_by)
       REPLACE (version.made_by AS run_id)
FROM event_versions AS version
WHERE version.valid_from <= ts::TIMESTAMPTZ AND ts::TIMESTAMPTZ < version.valid_to;

COMMENT ON MACRO TABLE events_asof IS
'The events as they stood at a time: from events_asof(''2026-11-17 08:00''). What this Daybook did not know yet is not in it, whenever it happened.';

CREATE OR REPLACE MACRO mentions_asof(ts) AS TABLE
SELECT mention.*
FROM event_mentions AS mention
JOIN articles AS article USING (article_id)
LEFT JOIN runs AS made ON made.run_id = mention.run_id
LEFT JOIN (SELECT mention_id, max(valid_to) AS until FROM mention_versions GROUP BY mention_id) AS earlier
    ON earlier.mention_id = mention.mention_id
WHERE greatest(coalesce(made.started_at, article.first_seen_at), earlier.until) <= ts::TIMESTAMPTZ
UNION ALL BY NAME
SELECT version.* EXCLUDE (revision, valid_from, valid_to, made_by) REPLACE (version.made_by AS run_id)
FROM mention_versions AS version
WHERE version.valid_from <= ts::TIMESTAMPTZ AND ts::TIMESTAMPTZ < version.valid_to;

COMMENT ON MACRO TABLE mentions_asof IS
'The event mentions as they stood at a time: the evidence that events_asof rests on.';
