SELECT hash FROM shingle_hits GROUP BY hash HAVING count(*) > $most ORDER BY hash
