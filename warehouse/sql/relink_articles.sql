UPDATE articles
SET duplicate_of = relinked.duplicate_of,
    run_id = $run_id
FROM relinked_articles AS relinked
WHERE articles.article_id = relinked.article_id
