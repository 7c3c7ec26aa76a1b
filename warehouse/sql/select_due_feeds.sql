-- The listed feeds whose time has come, the longest overdue first, and those that their publishers hold back. What is
-- remembered of another address says nothing. A feed due just behind this run would else wait for the next one. A gone
-- feed is only asked by hand, and then at most daily.
WITH known AS (
    SELECT listed.feed_id, stored.next_due_at,
           coalesce(stored.held_until > $now, false) AS is_held,
           coalesce(stored.status = 'gone', false) AS is_gone,
           coalesce(stored.next_due_at <= $now, true) AS is_overdue,
           coalesce(
               stored.next_due_at <= $now + to_minutes(1) * least(listed.every_minutes * $slack, $most_slack_minutes),
               true) AS has_come
    FROM incoming_listed AS listed
    LEFT JOIN feeds AS stored ON stored.feed_id = listed.feed_id AND stored.url = listed.url
)
SELECT feed_id, is_held
FROM known
WHERE CASE
    WHEN is_gone THEN NOT $only_due AND is_overdue
    ELSE is_held OR has_come OR NOT $only_due
END
ORDER BY next_due_at NULLS FIRST, feed_id
