SELECT article_id, title, text, text_origin, language, published_at, first_seen_at, story_id
FROM articles
WHERE article_id IN (SELECT key FROM wanted)
ORDER BY article_id
