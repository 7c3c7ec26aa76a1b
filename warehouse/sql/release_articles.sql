-- By name, as the mentions; no title, author or text, and no address with what a reader's own feed adds to it.
SELECT article_id, feed_id, canonical_url, outlet, published_at, date_status, "language", text_origin, words,
       content_hash, duplicate_of, story_id, first_seen_at, revision, run_id
FROM articles
WHERE article_id IN (SELECT article_id FROM event_mentions JOIN exported USING (event_id))
ORDER BY coalesce(published_at, first_seen_at), article_id
