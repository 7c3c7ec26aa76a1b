-- A batch that comes late, with an older revision than is stored, must not bring old evidence back.
INSERT INTO event_mentions BY NAME
SELECT incoming.*, $run_id AS run_id
FROM incoming_mentions AS incoming
WHERE NOT EXISTS (FROM event_mentions AS stored WHERE stored.mention_id = incoming.mention_id)
  AND incoming.article_id NOT IN (
      SELECT late.article_id
      FROM incoming_articles AS late
      JOIN articles AS stored USING (article_id)
      WHERE late.revision < stored.revision
  )
  AND NOT EXISTS (
      FROM set_aside
      WHERE set_aside.article_id = incoming.article_id
        AND set_aside.start = incoming.start
        AND set_aside."end" = incoming."end"
        AND set_aside.evidence = incoming.evidence
  )
QUALIFY row_number() OVER (PARTITION BY incoming.mention_id ORDER BY incoming.confidence DESC) = 1
