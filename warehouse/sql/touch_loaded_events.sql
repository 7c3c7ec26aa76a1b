-- Events of what this batch says, and events with mentions in copies of an article of this batch.
INSERT INTO touched_events
SELECT signature_id FROM incoming_mentions
UNION
SELECT signature.event_id
FROM incoming_mentions
JOIN event_signatures AS signature USING (signature_id)
UNION
SELECT mention.event_id
FROM incoming_articles AS original
JOIN articles AS copy ON copy.duplicate_of = original.article_id
JOIN event_mentions AS mention ON mention.article_id = copy.article_id
