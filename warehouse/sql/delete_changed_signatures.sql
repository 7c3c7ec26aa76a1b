DELETE FROM event_signatures WHERE signature_id IN (SELECT signature_id FROM touched_signatures WHERE is_touched)
