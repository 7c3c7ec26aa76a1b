-- select_asked_for_time
-- The addresses at which a site asked for time that is not over, by any exchange: of a feed, a page or a robots.txt. The
-- ledger has them even of a run that failed. Nobody is heeded for more than a day.
SELECT DISTINCT final_url
FROM fetches
WHERE fetched_at > $now - INTERVAL 24 HOURS
  AND retry_after_seconds > 0
  AND fetched_at + to_seconds(retry_after_seconds) > $now
  AND outcome NOT IN ('ok', 'unchanged', 'not_modified', 'gone')
ORDER BY final_url
