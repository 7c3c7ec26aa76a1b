DELETE FROM events
WHERE event_id IN (SELECT event_id FROM touched_events)
  AND NOT EXISTS (FROM event_mentions AS mention WHERE mention.event_id = events.event_id)
RETURNING event_id
