-- A revision was seen when the one before it was replaced; the first one when the article was.
INSERT INTO article_revisions BY NAME
SELECT former.article_id, former.revision, former.title,
       CASE WHEN former.text_removed_at IS NULL THEN former.text END AS text, former.text_origin, former.content_hash,
       former.author, former.published_at,
       seen.moment AS seen_at,
       greatest(run.started_at, seen.moment) AS replaced_at,
       incoming.changes,
       run.run_id
FROM former_articles AS former
JOIN runs AS run ON run.run_id = $run_id
LEFT JOIN runs AS former_run ON former_run.run_id = former.run_id
LEFT JOIN (
    SELECT article_id, arg_max(changes, revision) AS changes FROM incoming_changes GROUP BY article_id
) AS incoming ON incoming.article_id = former.article_id
LEFT JOIN (
    SELECT article_id, max(replaced_at) AS until
    FROM article_revisions
    WHERE article_id IN (SELECT article_id FROM former_articles)
    GROUP BY article_id
) AS earlier ON earlier.article_id = former.article_id
CROSS JOIN LATERAL (
    SELECT coalesce(
        earlier.until,
        CASE WHEN former.revision > 1 THEN former_run.started_at END,
        former.first_seen_at
    )
) AS seen (moment)
