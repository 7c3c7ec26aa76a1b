-- The articles whose ids begin so, and those of entries whose ids do; the one that has just this id first.
SELECT DISTINCT article_id, title, article_id <> $prefix AS is_other
FROM articles
WHERE starts_with(article_id, $prefix)
   OR article_id IN (SELECT article_id FROM entries WHERE starts_with(entry_id, $prefix))
ORDER BY is_other, article_id
LIMIT $most
