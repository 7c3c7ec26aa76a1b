-- merge_registry
-- What every listed feed declares, written where it differs; what polling remembers of it stays. A feed never polled, or at
-- another address than what is remembered, is new. The few that differ are found first, by their declarations alone: of
-- a hundred thousand feeds nothing else is read, and nothing is compared as a row, which is slow.
MERGE INTO feeds USING (
    WITH differing AS (
        SELECT listed.*
        FROM incoming_registry AS listed
        LEFT JOIN feeds AS stored ON stored.feed_id = listed.feed_id
        WHERE stored.feed_id IS NULL
           OR stored.status = 'removed'
           OR stored.url <> listed.url
           OR stored.outlet <> listed.outlet
           OR stored.country IS DISTINCT FROM listed.country
           OR stored.language IS DISTINCT FROM listed.language
           OR stored.owner IS DISTINCT FROM listed.owner
           OR stored.state_affiliated <> listed.state_affiliated
           OR stored.every_minutes <> listed.every_minutes
           OR stored.full_text <> listed.full_text
           OR stored.enabled <> listed.enabled
    )
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
    FROM differing AS listed
    LEFT JOIN feeds AS stored ON stored.feed_id = listed.feed_id AND stored.url = listed.url
) AS listed
ON feeds.feed_id = listed.feed_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
