SELECT json_object(
    'type', 'Feature',
    'id', event.event_id,
    'geometry', json_object('type', 'Point', 'coordinates', [event.lon, event.lat]),
    'properties', json_object(
        'date', event.event_date, 'date_precision', event.date_precision,
        'event_type', event.event_type, 'modes', event.modes, 'contexts', event.contexts,
        'quad_code', event.quad_code, 'event_scale', event.event_scale,
        'cameo_code', event.cameo_code, 'goldstein', event.goldstein,
        'actor', event.actor_name, 'actor_country', event.actor_country, 'actor_sector', event.actor_sector,
        'recipient', event.recipient_name, 'recipient_country', event.recipient_country,
        'recipient_sector', event.recipient_sector,
        'place', event.place_name, 'place_country', event.place_country, 'admin1', event.admin1,
        'place_precision', event.place_precision,
        'killed_low', event.killed_low, 'killed_high', event.killed_high,
        'injured_low', event.injured_low, 'injured_high', event.injured_high,
        'mentions', event.mentions, 'outlets', event.outlets, 'owners', event.owners,
        'confidence', event.confidence, 'sentence', mention.evidence, 'url', article.url
    )
)
FROM exported
JOIN events AS event ON event.event_id = exported.event_id
LEFT JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
LEFT JOIN articles AS article ON article.article_id = mention.article_id
WHERE event.lat IS NOT NULL AND event.lon IS NOT NULL
ORDER BY exported.day, event.event_id
