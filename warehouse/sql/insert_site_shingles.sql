INSERT INTO site_shingles
SELECT outlet, hash, $run_id
FROM incoming_site
WHERE (outlet, hash) NOT IN (SELECT (outlet, hash) FROM site_shingles)
