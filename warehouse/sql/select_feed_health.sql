SELECT feed_id, outlet, status, failures, last_ok_at, next_due_at, last_outcome, last_error, fetches,
       fetches_failed, articles, events, strikes, interval_minutes, new_a_day, held_until, why, asked_url
FROM feed_health
ORDER BY failures DESC, last_ok_at NULLS FIRST, feed_id
