SELECT article_id, feed_id, canonical_url, outlet, content_hash, words, revision, duplicate_of, first_seen_at,
       text_origin, coalesce(title, '') AS title, published_at, date_status,
       CASE
           WHEN article_id IN (SELECT key FROM wanted_ids)
               OR declared_url IN (SELECT key FROM wanted_urls)
               OR canonical_url IN (SELECT key FROM wanted_urls)
               THEN text
           ELSE ''
       END AS text,
       declared_url
FROM articles
WHERE canonical_url IN (SELECT key FROM wanted_urls)
   OR declared_url IN (SELECT key FROM wanted_urls)
   OR content_hash IN (SELECT key FROM wanted_hashes)
   OR article_id IN (SELECT key FROM wanted_ids)
ORDER BY first_seen_at, article_id
