-- soft: an event is not dated more than two days after its first report
SELECT event_id, event_date, first_reported_at
FROM events
WHERE ($run_id IS NULL OR run_id = $run_id)
  AND event_date > first_reported_at::DATE + 2
