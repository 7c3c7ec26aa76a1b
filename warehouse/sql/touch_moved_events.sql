-- Whose articles are in another story now may be another happening's, or no longer another's.
INSERT INTO touched_events
SELECT event_id FROM event_mentions WHERE article_id IN (SELECT article_id FROM moved_articles)
