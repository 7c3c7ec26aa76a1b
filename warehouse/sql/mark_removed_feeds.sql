-- A run that knows no list says nothing about what is listed.
UPDATE feeds SET enabled = false, status = 'removed', run_id = $run_id
WHERE status <> 'removed'
  AND EXISTS (FROM incoming_registry)
  AND feed_id NOT IN (SELECT feed_id FROM incoming_registry UNION SELECT feed_id FROM incoming_feeds)
