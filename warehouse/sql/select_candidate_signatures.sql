-- Signatures to compare.
SELECT signature_id, event_type, modes, actors, recipients, place, place_inferred, day, date_precision, first_reported_at
FROM event_signatures
WHERE signature_id IN (SELECT signature_id FROM candidate_pairs UNION SELECT other_id FROM candidate_pairs)
