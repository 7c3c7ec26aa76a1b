SELECT article.*, original.outlet AS original_outlet, feed.owner, feed.country AS feed_country,
       coalesce(feed.state_affiliated, false) AS is_state_affiliated,
       (SELECT count(*) FROM articles AS copy WHERE copy.duplicate_of = article.article_id) AS copies
FROM articles AS article
LEFT JOIN articles AS original ON original.article_id = article.duplicate_of
LEFT JOIN feeds AS feed ON feed.feed_id = article.feed_id
WHERE article.article_id = $article_id
