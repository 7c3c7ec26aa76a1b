-- soft: what was true was so from an earlier moment to a later one
SELECT event_id AS id, 'event_versions' AS stored_in, valid_from, valid_to
FROM event_versions
WHERE ($run_id IS NULL OR run_id = $run_id) AND valid_to < valid_from
UNION ALL
SELECT mention_id, 'mention_versions', valid_from, valid_to
FROM mention_versions
WHERE ($run_id IS NULL OR run_id = $run_id) AND valid_to < valid_from
UNION ALL
SELECT article_id, 'article_revisions', seen_at, replaced_at
FROM article_revisions
WHERE ($run_id IS NULL OR run_id = $run_id) AND replaced_at < seen_at
