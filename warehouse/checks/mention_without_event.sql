-- hard: every event mention is counted in an event
SELECT mention.mention_id, mention.event_id
FROM event_mentions AS mention
WHERE ($run_id IS NULL OR mention.run_id = $run_id)
  AND NOT EXISTS (FROM events AS event WHERE event.event_id = mention.event_id)
