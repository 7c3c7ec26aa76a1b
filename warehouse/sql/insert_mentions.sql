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
QUALIFY row_number() OVER (PARTITION BY incoming.mention_id ORDER BY incoming.confidence DESC) = 1
