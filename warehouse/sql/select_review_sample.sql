-- Mentions to judge, in an order that seed and ids alone decide: the first of every stratum, then the second of every
-- one, and so on, so that rare types are judged too. What was judged keeps its place, so that a sample goes on where it
-- ended. Copies say nothing of their own.
WITH pool AS (
    SELECT mention.*, article.outlet, article.url, article.title, article.published_at, article.first_seen_at,
           CASE WHEN article.title = '' THEN article.text ELSE article.title || E'\n\n' || article.text END AS document,
           md5(concat($seed::VARCHAR, ':', mention.mention_id)) AS lot,
           CASE $drawn_by
               WHEN 'type' THEN mention.event_type
               WHEN 'confidence' THEN
                   CASE WHEN mention.confidence < 0.6 THEN '0' WHEN mention.confidence < 0.8 THEN '1' ELSE '2' END
               ELSE ''
           END AS stratum
    FROM event_mentions AS mention
    JOIN articles AS article USING (article_id)
    WHERE article.duplicate_of IS NULL
      AND ($event_type IS NULL OR mention.event_type = $event_type)
      AND ($outlet IS NULL OR contains(lower(article.outlet), lower($outlet)))
      AND ($since IS NULL OR coalesce(article.published_at, article.first_seen_at) >= $since)
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY stratum ORDER BY lot, mention_id) AS round FROM pool
)
SELECT placed.* EXCLUDE (document, lot, stratum, spans, run_id, event_id),
       [{'field': span.field, 'start': span.start, 'end': span."end",
         'words': nullif(substring(document, span.start + 1, span."end" - span.start), '')}
        FOR span IN placed.spans] AS spans
FROM placed
WHERE NOT EXISTS (
    FROM answered
    WHERE answered.mention_id = placed.mention_id AND answered.codebook_version = placed.codebook_version
)
ORDER BY round, lot, mention_id
LIMIT $n
