-- What is coded now comes first, then the versions of before, the newest answers first.
WITH newest AS (
    SELECT codebook_version, max(answered_at) AS answered_at FROM reviews GROUP BY codebook_version
)
SELECT quality.*
FROM quality JOIN newest USING (codebook_version)
ORDER BY newest.answered_at DESC, codebook_version,
         list_position(['overall', 'event_type', 'outlet', 'reviewer'], "by"), reviewed DESC, "value"
