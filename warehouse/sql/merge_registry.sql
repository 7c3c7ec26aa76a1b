-- What every listed feed declares, written where it differs; what polling remembers of it stays. A feed never polled, or at
-- another address than what is remembered, is new.
MERGE INTO feeds USING (
    SELECT listed.*, $run_id AS run_id,
           stored.* EXCLUDE (feed_id, url, outlet, country, language, owner, state_affiliated, every_minutes, full_text,
                             enabled, run_id, failures, strikes, moved_times, status),
           coalesce(stored.failures, 0) AS failures,
           coalesce(stored.strikes, 0) AS strikes,
           coalesce(stored.moved_times, 0) AS moved_times,
           CASE
               WHEN stored.feed_id IS NULL THEN 'new'
               WHEN stored.status <> 'removed' THEN stored.status
               WHEN stored.failures > 0 THEN 'failing'
               WHEN stored.last_ok_at IS NOT NULL THEN 'ok'
               ELSE 'new'
           END AS status
    FROM incoming_registry AS listed
    LEFT JOIN feeds AS stored ON stored.feed_id = listed.feed_id AND stored.url = listed.url
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
