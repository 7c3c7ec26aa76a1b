SELECT *, true AS is_present FROM events_asof($moment) WHERE event_id = $event_id
