-- Events that a signature leaves or comes to, and those that have new mentions.
INSERT INTO touched_events
SELECT stored.event_id
FROM event_signatures AS stored
JOIN incoming_memberships AS decided USING (signature_id)
WHERE stored.event_id <> decided.event_id
UNION
SELECT decided.event_id
FROM event_signatures AS stored
JOIN incoming_memberships AS decided USING (signature_id)
WHERE stored.event_id <> decided.event_id OR decided.signature_id IN (SELECT signature_id FROM incoming_mentions)
