-- An event as it is; where it is gone, as it last was.
SELECT events.*, true AS is_present FROM events WHERE event_id = $event_id
UNION ALL BY NAME
SELECT * EXCLUDE (version, valid_from, valid_to, retracted_reason, merged_into, changed, made_by)
       REPLACE (made_by AS run_id),
       false AS is_present
FROM event_versions
WHERE event_id = $event_id AND event_id NOT IN (SELECT event_id FROM events)
QUALIFY version = max(version) OVER ()
