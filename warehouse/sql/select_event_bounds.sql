SELECT min(day), max(day) FROM (
    SELECT coalesce(event_date, make_timestamp(epoch_us(first_reported_at))::DATE) AS day FROM events
)
