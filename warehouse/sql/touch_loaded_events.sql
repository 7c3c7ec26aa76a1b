-- Events with a mention of this batch, and events with mentions in copies of an article of this batch.
INSERT INTO touched_events
SELECT event_id FROM incoming_mentions
UNION
SELECT mention.event_id
FROM incoming_articles AS original
JOIN articles AS copy ON copy.duplicate_of = original.article_id
JOIN event_mentions AS mention ON mention.article_id = copy.article_id
