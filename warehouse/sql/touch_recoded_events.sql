INSERT INTO touched_events
SELECT event_id FROM event_mentions WHERE mention_id IN (SELECT key FROM incoming_lost)
