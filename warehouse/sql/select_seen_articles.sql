-- Texts are fetched by the place of their rows: asked for in the same scan, those of the whole table would be read.
WITH found AS MATERIALIZED (
    SELECT rowid AS place, article_id, feed_id, canonical_url, outlet, content_hash, words, revision, duplicate_of,
           first_seen_at, text_origin, coalesce(title, '') AS title, published_at, date_status, declared_url,
           article_id IN (SELECT key FROM wanted_ids)
           OR canonical_url IN (SELECT key FROM wanted_urls)
           OR declared_url IN (SELECT key FROM wanted_urls) AS is_read
    FROM articles
    WHERE canonical_url IN (SELECT key FROM wanted_urls)
       OR declared_url IN (SELECT key FROM wanted_urls)
       OR content_hash IN (SELECT key FROM wanted_hashes)
       OR article_id IN (SELECT key FROM wanted_ids)
), texts AS (
    SELECT rowid AS place, text FROM articles WHERE rowid IN (SELECT place FROM found WHERE is_read)
)
SELECT article_id, feed_id, canonical_url, outlet, content_hash, words, revision, duplicate_of, first_seen_at,
       text_origin, title, published_at, date_status, coalesce(text, '') AS text, declared_url
FROM found
LEFT JOIN texts USING (place)
ORDER BY first_seen_at, article_id
