-- Signatures to give an event.
SELECT signature_id, event_type, modes, actors, recipients, place, place_inferred, day, date_precision, first_reported_at
FROM event_signatures
WHERE signature_id IN (FROM affected_signatures)
