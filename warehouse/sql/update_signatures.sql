UPDATE event_signatures
SET event_id = decided.event_id, joined_to = decided.joined_to, run_id = $run_id
FROM incoming_memberships AS decided
WHERE event_signatures.signature_id = decided.signature_id
  AND (event_signatures.event_id, event_signatures.joined_to) IS DISTINCT FROM (decided.event_id, decided.joined_to)
