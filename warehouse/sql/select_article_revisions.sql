SELECT revision, title, seen_at, replaced_at, changes, text IS NOT NULL AS is_kept,
       len(string_split_regex(trim(coalesce(text, '')), '\s+')) AS words
FROM article_revisions
WHERE article_id = $article_id
ORDER BY revision
