-- soft: the original of a copy is nobody's copy
SELECT article.article_id, article.duplicate_of, original.duplicate_of AS first_original
FROM articles AS article
JOIN articles AS original ON original.article_id = article.duplicate_of
WHERE ($run_id IS NULL OR $run_id IN (article.run_id, original.run_id))
  AND original.duplicate_of IS NOT NULL
