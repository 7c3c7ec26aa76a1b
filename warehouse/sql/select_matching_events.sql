-- The events, present or gone, whose ids begin so; the one that has just this id first.
SELECT event_id, bool_or(is_present) AS is_present, any_value(event_type) AS event_type,
       any_value(event_date) AS event_date
FROM (
    SELECT event_id, true AS is_present, event_type, event_date FROM events WHERE starts_with(event_id, $prefix)
    UNION ALL
    SELECT event_id, false, event_type, event_date FROM event_versions WHERE starts_with(event_id, $prefix)
)
GROUP BY event_id
ORDER BY event_id <> $prefix, event_id
LIMIT $most
