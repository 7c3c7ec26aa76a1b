-- The joins of touched signatures, which are found anew.
CREATE OR REPLACE TEMP TABLE former_joins AS
SELECT *
FROM signature_joins
WHERE signature_id IN (SELECT signature_id FROM touched_signatures WHERE is_touched)
   OR other_id IN (SELECT signature_id FROM touched_signatures WHERE is_touched)
