-- Where an event that is gone leads, step by step; a way that comes back to where it was ends there.
WITH RECURSIVE way AS (
    SELECT 0 AS step, $event_id AS event_id, [$event_id] AS past
    UNION ALL
    SELECT way.step + 1, last.merged_into, list_append(way.past, last.merged_into)
    FROM way
    JOIN (
        SELECT event_id, arg_max(merged_into, version) FILTER (version IS NOT NULL) AS merged_into
        FROM event_versions
        GROUP BY event_id
    ) AS last USING (event_id)
    WHERE last.merged_into IS NOT NULL
      AND NOT list_contains(way.past, last.merged_into)
      AND way.event_id NOT IN (SELECT event_id FROM events)
)
SELECT event_id FROM way ORDER BY step
