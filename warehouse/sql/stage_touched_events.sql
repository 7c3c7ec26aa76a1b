-- Events whose evidence this run takes away, whose feed changed hands or whose article is a copy of another one now; read before anything is written.
CREATE OR REPLACE TEMP TABLE touched_events AS
WITH handed_over AS (
    SELECT article.article_id
    FROM (
        SELECT feed_id, owner, state_affiliated FROM incoming_feeds
        UNION
        SELECT feed_id, owner, state_affiliated FROM incoming_registry
    ) AS incoming
    JOIN feeds AS stored USING (feed_id)
    JOIN articles AS article USING (feed_id)
    WHERE (stored.owner, stored.state_affiliated) IS DISTINCT FROM (incoming.owner, incoming.state_affiliated)
),
touched_articles AS (
    SELECT article_id FROM replaced_articles
    UNION
    SELECT article_id FROM handed_over
    UNION
    SELECT article_id FROM relinked_articles
    UNION
    -- A copy counts for its original's owner.
    SELECT copy.article_id FROM articles AS copy JOIN handed_over ON copy.duplicate_of = handed_over.article_id
)
SELECT DISTINCT event_id FROM event_mentions WHERE article_id IN (SELECT article_id FROM touched_articles)
