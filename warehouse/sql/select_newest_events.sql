SELECT event.event_id, event.event_date, event.event_type, event.modes,
       coalesce(nullif(array_to_string(list_transform(event.actors, lambda one: one.name), ' and '), ''),
                event.actor_name) AS actor_name, event.actor_country,
       event.recipient_name, event.recipient_country, event.place_name, event.confidence, event.outlets,
       mention.evidence
FROM (FROM events ORDER BY last_reported_at DESC, event_date DESC NULLS LAST, event_id LIMIT $limit) AS event
JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
ORDER BY event.last_reported_at DESC, event.event_date DESC NULLS LAST, event.event_id
