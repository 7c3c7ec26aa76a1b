DELETE FROM signature_joins
WHERE signature_id IN (SELECT signature_id FROM touched_signatures WHERE is_touched)
   OR other_id IN (SELECT signature_id FROM touched_signatures WHERE is_touched)
