-- soft: one canonical URL is one article
SELECT article.canonical_url, article.article_id, other.article_id AS other_article_id
FROM articles AS article
JOIN articles AS other USING (canonical_url)
WHERE ($run_id IS NULL OR article.run_id = $run_id)
  AND article.article_id <> other.article_id
