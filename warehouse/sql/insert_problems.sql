INSERT INTO problems BY NAME
WITH told AS (
    SELECT kind, feed_id, article_id, subject, reason FROM incoming_problems
    UNION
    SELECT 'mention', feed_id, article_id,
           what || ' at characters ' || start || ' to ' || "end",
           CASE WHEN has_article THEN 'this span of the article does not read: ' ELSE 'no such article is stored: ' END
               || left(evidence, 200)
    FROM set_aside
)
SELECT told.*, run.run_id, coalesce(run.ended_at, run.started_at) AS noted_at
FROM told, runs AS run
WHERE run.run_id = $run_id
