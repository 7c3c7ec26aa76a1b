-- Pairs of an incoming article and one loaded before it, or before it in this run, that share what few others have.
CREATE OR REPLACE TEMP TABLE copy_candidates AS
WITH telling AS (
    SELECT hash FROM shingle_hits GROUP BY hash HAVING count(*) BETWEEN 2 AND $most
),
replaced AS (
    SELECT stored.article_no FROM text_sketches AS stored JOIN incoming_sketches USING (article_id)
)
SELECT one.article_no AS one_no, other.article_no AS other_no,
       bool_or(one.kind = 3) AS by_title
FROM incoming_shingles AS one
JOIN shingle_hits AS other ON other.hash = one.hash AND other.article_no < one.article_no
WHERE one.hash IN (FROM telling)
  AND other.article_no NOT IN (FROM replaced)
GROUP BY ALL
HAVING count(*) FILTER (one.kind = 1) >= $least OR by_title
