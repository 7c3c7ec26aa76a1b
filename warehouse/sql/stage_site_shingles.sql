-- What each outlet of the batch writes in several articles of different days, as far as it is not known yet.
CREATE OR REPLACE TEMP TABLE new_site_shingles AS
WITH about AS (
    SELECT article_no, outlet, reported_at FROM text_sketches WHERE outlet IN (SELECT outlet FROM incoming_sketches)
    UNION ALL
    SELECT article_no, outlet, reported_at FROM incoming_sketches
)
SELECT about.outlet, hit.hash
FROM shingle_hits AS hit
JOIN about USING (article_no)
WHERE hit.hash IN (SELECT hash FROM incoming_shingles WHERE kind = 1)
GROUP BY ALL
HAVING count(DISTINCT epoch(about.reported_at) // 86400) >= $days
EXCEPT
SELECT outlet, hash FROM site_shingles
