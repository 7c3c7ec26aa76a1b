-- soft: country codes are ISO 3166 alpha-3 or PLOVER's international ones
SELECT event.event_id, code
FROM events AS event, unnest([actor_country, recipient_country, place_country]) AS codes (code)
WHERE ($run_id IS NULL OR event.run_id = $run_id)
  AND code IS NOT NULL
  AND code NOT IN (SELECT countries.code FROM countries)
