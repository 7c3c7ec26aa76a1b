INSERT INTO common_shingles
SELECT hash, $run_id FROM incoming_common WHERE hash NOT IN (SELECT hash FROM common_shingles)
