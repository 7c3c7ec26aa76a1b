SELECT coalesce(event.place_country, event.recipient_country, event.actor_country) AS country,
       any_value(countries.name) AS name,
       count(*) AS events,
       count(*) FILTER (event.quad_code IN (1, 2)) AS cooperation,
       count(*) FILTER (event.quad_code = 3) AS verbal_conflict,
       count(*) FILTER (event.quad_code = 4) AS material_conflict,
       coalesce(sum(event.killed_low), 0)::BIGINT AS killed_low,
       coalesce(sum(event.killed_high), 0)::BIGINT AS killed_high,
       max(event.owners) AS most_owners
FROM events AS event
LEFT JOIN countries
  ON countries.code = coalesce(event.place_country, event.recipient_country, event.actor_country)
WHERE event.first_seen_at >= $since AND event.first_seen_at < $until
  AND ($country IS NULL OR $country IN (event.place_country, event.actor_country, event.recipient_country))
  AND coalesce(event.event_date >= $since::TIMESTAMPTZ::DATE - 30, true)
GROUP BY 1
HAVING country IS NOT NULL
ORDER BY material_conflict DESC, events DESC, country
LIMIT $limit
