-- Every stored or incoming shingle that an incoming article has as well; one pass over the numbers of the window.
CREATE OR REPLACE TEMP TABLE shingle_hits AS
WITH wanted AS (
    SELECT DISTINCT hash
    FROM incoming_shingles
    WHERE kind <> 2 AND hash NOT IN (SELECT hash FROM common_shingles)
)
SELECT article_no, hash
FROM shingles
WHERE article_no BETWEEN $first_no AND $last_no
  AND hash IN (FROM wanted)
UNION ALL
SELECT article_no, hash FROM incoming_shingles WHERE hash IN (FROM wanted) AND kind <> 2
