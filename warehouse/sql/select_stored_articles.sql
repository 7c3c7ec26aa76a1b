SELECT article.article_id, article.feed_id, article.title, article.text, article.text_origin, article.language,
       article.published_at, article.first_seen_at, article.story_id, article.revision, feed.country
FROM articles AS article
LEFT JOIN feeds AS feed USING (feed_id)
WHERE article.article_id IN (SELECT key FROM wanted)
ORDER BY article.article_id
