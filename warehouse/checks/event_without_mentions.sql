-- hard: every event has evidence
SELECT event.event_id
FROM events AS event
WHERE ($run_id IS NULL OR event.run_id = $run_id)
  AND NOT EXISTS (FROM event_mentions AS mention WHERE mention.event_id = event.event_id)
