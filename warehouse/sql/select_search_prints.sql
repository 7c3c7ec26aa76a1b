-- What is searched of an article, as a number that changes with it. 60 bits of a hash: two of a million articles
-- share one with a chance of one in a million.
SELECT articles.article_id, articles.first_seen_at, articles.text_removed_at,
       ('0x' || substr(md5(concat_ws(
           chr(31), articles.article_id, articles.revision, articles.content_hash, articles.title, articles.outlet,
           articles.url, articles.language, articles.duplicate_of, feeds.country,
           epoch_us(coalesce(articles.published_at, articles.first_seen_at)), epoch_us(articles.text_removed_at)
       )), 1, 15))::UBIGINT AS print
FROM articles
LEFT JOIN feeds ON feeds.feed_id = articles.feed_id
