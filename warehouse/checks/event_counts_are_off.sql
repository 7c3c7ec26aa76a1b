-- soft: an event counts the mentions and articles that it has
SELECT event.event_id, event.mentions, counted.mentions AS mentions_there, event.articles,
       counted.articles AS articles_there
FROM events AS event
JOIN (
    SELECT event_id, count(*) AS mentions, count(DISTINCT article_id) AS articles
    FROM event_mentions
    WHERE $run_id IS NULL OR event_id IN (
        SELECT event_id FROM event_mentions WHERE run_id = $run_id
        UNION
        SELECT event_id FROM events WHERE run_id = $run_id
    )
    GROUP BY event_id
) AS counted USING (event_id)
WHERE event.mentions <> counted.mentions OR event.articles <> counted.articles
