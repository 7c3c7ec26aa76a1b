-- The bounds say no more than the join does; they let the published files of other days stay unread.
SELECT wanted.print, articles.article_id, articles.title, articles.text, articles.outlet, articles.url,
       articles.language, articles.duplicate_of, feeds.country,
       coalesce(articles.published_at, articles.first_seen_at) AS published
FROM wanted
JOIN articles ON articles.article_id = wanted.article_id
LEFT JOIN feeds ON feeds.feed_id = articles.feed_id
WHERE articles.first_seen_at BETWEEN $first AND $last
