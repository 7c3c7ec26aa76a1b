SELECT min(exported.day), max(exported.day), strftime(make_timestamp(epoch_us(max(events.first_seen_at))), '%Y%m%d%H%M%S')
FROM exported JOIN events ON events.event_id = exported.event_id
