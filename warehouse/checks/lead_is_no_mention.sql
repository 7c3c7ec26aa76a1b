-- hard: the most certain mention of an event is one of its mentions
SELECT event.event_id, event.lead_mention_id
FROM events AS event
WHERE ($run_id IS NULL OR event.run_id = $run_id)
  AND NOT EXISTS (
      FROM event_mentions AS mention
      WHERE mention.mention_id = event.lead_mention_id AND mention.event_id = event.event_id
  )
