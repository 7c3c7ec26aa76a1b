UPDATE event_mentions
SET event_id = signature.event_id, run_id = $run_id
FROM event_signatures AS signature
WHERE event_mentions.signature_id = signature.signature_id
  AND signature.signature_id IN (
      SELECT signature_id FROM touched_signatures UNION SELECT signature_id FROM affected_signatures
  )
  AND event_mentions.event_id <> signature.event_id
