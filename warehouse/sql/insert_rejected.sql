-- The id is made of what the row says, so that loading it again finds it.
INSERT INTO rejected_mentions BY NAME
WITH identified AS (
    SELECT DISTINCT
        md5(concat_ws('|', article_id, start, "end", reason, trigger)) AS rejected_id,
        *
    FROM incoming_rejected
)
SELECT identified.*, $run_id AS run_id
FROM identified
WHERE NOT EXISTS (FROM rejected_mentions AS stored WHERE stored.rejected_id = identified.rejected_id)
  AND identified.article_id NOT IN (
      SELECT late.article_id
      FROM incoming_articles AS late
      JOIN articles AS stored USING (article_id)
      WHERE late.revision < stored.revision
  )
  AND NOT EXISTS (
      FROM set_aside
      WHERE set_aside.article_id = identified.article_id
        AND set_aside.start = identified.start
        AND set_aside."end" = identified."end"
        AND set_aside.evidence = identified.evidence
  )
QUALIFY row_number() OVER (PARTITION BY identified.rejected_id ORDER BY identified.evidence) = 1
