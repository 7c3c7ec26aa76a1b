-- The mentions that are gone or no longer as they were. Versions of one mention follow each other without overlap, also
-- where a run that began earlier is loaded later.
INSERT INTO mention_versions BY NAME
WITH ended AS (
    SELECT * FROM former_mentions
    EXCEPT
    SELECT * FROM event_mentions WHERE mention_id IN (SELECT mention_id FROM former_mentions)
),
earlier AS (
    SELECT mention_id, max(valid_to) AS until
    FROM mention_versions
    WHERE mention_id IN (SELECT mention_id FROM ended)
    GROUP BY mention_id
)
SELECT ended.* EXCLUDE (run_id),
       coalesce(former.revision, article.revision) AS revision,
       since.moment AS valid_from,
       greatest(run.started_at, since.moment) AS valid_to,
       ended.run_id AS made_by,
       run.run_id
FROM ended
JOIN runs AS run ON run.run_id = $run_id
LEFT JOIN runs AS made ON made.run_id = ended.run_id
LEFT JOIN former_articles AS former ON former.article_id = ended.article_id
LEFT JOIN articles AS article ON article.article_id = ended.article_id
LEFT JOIN earlier ON earlier.mention_id = ended.mention_id
CROSS JOIN LATERAL (
    SELECT greatest(coalesce(made.started_at, article.first_seen_at), earlier.until)
) AS since (moment)
