-- The mentions of the touched events, as they are before events are merged: that may move them to another event.
INSERT INTO former_mentions
SELECT *
FROM event_mentions AS mention
WHERE event_id IN (SELECT event_id FROM touched_events)
  AND run_id <> $run_id
  AND NOT EXISTS (FROM former_mentions AS former WHERE former.mention_id = mention.mention_id)
