-- soft: an event was in one state at a time
SELECT earlier.event_id, earlier.version, earlier.valid_to, later.version AS next_version, later.valid_from
FROM event_versions AS earlier
JOIN event_versions AS later ON later.event_id = earlier.event_id AND later.version = earlier.version + 1
WHERE ($run_id IS NULL OR $run_id IN (earlier.run_id, later.run_id))
  AND later.valid_from < earlier.valid_to
