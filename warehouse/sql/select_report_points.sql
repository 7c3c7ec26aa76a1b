-- A country's centre is nowhere in particular: only places known to a province or better stand on a map.
SELECT lat, lon, coalesce(place_name, '') AS place_name, quad_code, count(*) AS events
FROM events
WHERE lat IS NOT NULL AND lon IS NOT NULL AND place_precision <> 'country'
  AND first_seen_at >= $since AND first_seen_at < $until
  AND ($country IS NULL OR $country IN (place_country, actor_country, recipient_country))
  AND coalesce(event_date >= $since::TIMESTAMPTZ::DATE - 30, true)
GROUP BY ALL
ORDER BY events DESC, place_name, quad_code, lat, lon
