SELECT * FROM event_versions WHERE event_id = $event_id ORDER BY version
