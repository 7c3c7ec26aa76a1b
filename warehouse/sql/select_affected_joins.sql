SELECT signature_id, other_id, rule, score, support, types, actors, recipients, place, day
FROM signature_joins
WHERE signature_id IN (FROM affected_signatures)
