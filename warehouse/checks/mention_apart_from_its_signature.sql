-- soft: mentions that say the same are in the event of their signature
SELECT mention.mention_id, mention.event_id, signature.event_id AS event_of_signature
FROM event_mentions AS mention
JOIN event_signatures AS signature USING (signature_id)
WHERE ($run_id IS NULL OR $run_id IN (mention.run_id, signature.run_id))
  AND mention.event_id <> signature.event_id
