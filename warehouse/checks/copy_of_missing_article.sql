-- soft: a copy names an original that is stored, and not itself
SELECT article.article_id, article.duplicate_of
FROM articles AS article
WHERE ($run_id IS NULL OR article.run_id = $run_id)
  AND article.duplicate_of IS NOT NULL
  AND (
      article.duplicate_of = article.article_id
      OR NOT EXISTS (FROM articles AS original WHERE original.article_id = article.duplicate_of)
  )
