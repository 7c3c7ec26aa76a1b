-- The mentions that a recoding takes away or says otherwise, as they were.
INSERT INTO former_mentions
SELECT stored.*
FROM event_mentions AS stored
WHERE mention_id IN (SELECT key FROM incoming_lost)
  AND NOT EXISTS (FROM former_mentions AS former WHERE former.mention_id = stored.mention_id)
