SELECT feed_id, etag, last_modified, body_hash, status, last_ok_at, next_due_at, held_until, failures, url
FROM feeds
