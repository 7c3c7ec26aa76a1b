-- Spans that do not read back in their article as it is now stored. They go to problems and the rest loads: one bad span
-- must not keep all later runs out. A batch that comes late is left out as a whole, not told as a problem.
CREATE OR REPLACE TEMP TABLE set_aside AS
WITH late AS (
    SELECT incoming.article_id
    FROM incoming_articles AS incoming
    JOIN articles AS stored USING (article_id)
    WHERE incoming.revision < stored.revision
),
spans AS (
    SELECT 'event mention' AS what, article_id, start, "end", evidence FROM incoming_mentions
    UNION
    SELECT 'rejected candidate', article_id, start, "end", evidence FROM incoming_rejected
),
placed AS (
    SELECT spans.*, article.feed_id, article.article_id IS NOT NULL AS has_article,
           article.text_removed_at IS NOT NULL AS is_gone,
           -- The same reading as in checks/span_is_not_evidence.sql.
           CASE WHEN article.title = '' THEN article.text ELSE article.title || E'\n\n' || article.text END AS document
    FROM spans
    LEFT JOIN articles AS article USING (article_id)
    WHERE spans.article_id NOT IN (FROM late)
)
SELECT * EXCLUDE (document, is_gone)
FROM placed
WHERE CASE
    -- A batch that is loaded again after its text was let go cannot be read back.
    WHEN is_gone THEN false
    -- An offset beyond 32 bits is an error of substring's own.
    WHEN start BETWEEN 0 AND length(document) AND "end" BETWEEN start AND length(document)
    THEN substring(document, start + 1, "end" - start) <> evidence
    ELSE true
END
