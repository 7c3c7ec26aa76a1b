-- A publisher who asks for time asks it of all feeds of the site, also of those that were not polled or went well.
UPDATE feeds
SET held_until = greatest(feeds.held_until, hold.until), why = hold.why, run_id = $run_id
FROM incoming_holds AS hold
WHERE feeds.feed_id = hold.feed_id AND coalesce(feeds.held_until < hold.until, true)
