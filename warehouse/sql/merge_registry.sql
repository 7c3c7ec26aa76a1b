-- What every listed feed declares, written where it differs; what polling remembers of it stays. A feed never polled, or at
-- another address than what is remembered, is new.
MERGE INTO feeds USING (
    SELECT listed.*, $run_id AS run_id,
           CASE WHEN is_known THEN stored.etag END AS etag,
           CASE WHEN is_known THEN stored.last_modified END AS last_modified,
           CASE WHEN is_known THEN stored.body_hash END AS body_hash,
           CASE WHEN is_known THEN stored.last_ok_at END AS last_ok_at,
           CASE WHEN is_known THEN stored.next_due_at END AS next_due_at,
           CASE WHEN is_known THEN stored.held_until END AS held_until,
           CASE WHEN is_known THEN stored.failures ELSE 0 END AS failures,
           CASE
               WHEN is_known AND stored.status <> 'removed' THEN stored.status
               WHEN is_known AND stored.failures > 0 THEN 'failing'
               WHEN is_known AND stored.last_ok_at IS NOT NULL THEN 'ok'
               ELSE 'new'
           END AS status
    FROM incoming_registry AS listed
    LEFT JOIN (SELECT *, true AS is_known FROM feeds) AS stored
        ON stored.feed_id = listed.feed_id AND stored.url = listed.url
) AS listed
ON feeds.feed_id = listed.feed_id
WHEN MATCHED AND (
    (feeds.url, feeds.outlet, feeds.country, feeds.language, feeds.owner, feeds.state_affiliated, feeds.every_minutes,
     feeds.full_text, feeds.enabled, feeds.status)
    IS DISTINCT FROM
    (listed.url, listed.outlet, listed.country, listed.language, listed.owner, listed.state_affiliated,
     listed.every_minutes, listed.full_text, listed.enabled, listed.status)
) THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
