-- Events whose evidence this run takes away or whose feed changed hands; read before anything is written.
CREATE OR REPLACE TEMP TABLE touched_events AS
SELECT event_id FROM event_mentions WHERE article_id IN (SELECT article_id FROM replaced_articles)
UNION
SELECT mention.event_id
FROM incoming_feeds AS incoming
JOIN feeds AS stored USING (feed_id)
JOIN articles AS article USING (feed_id)
-- Copies count for their original's owner, so a change there touches their events too.
JOIN articles AS linked
    ON linked.article_id = article.article_id OR linked.duplicate_of = article.article_id
JOIN event_mentions AS mention ON mention.article_id = linked.article_id
WHERE (stored.owner, stored.state_affiliated) IS DISTINCT FROM (incoming.owner, incoming.state_affiliated)
