DELETE FROM event_mentions WHERE mention_id IN (SELECT key FROM incoming_lost)
