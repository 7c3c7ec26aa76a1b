-- soft: latitude and longitude are degrees, and both or neither are known
SELECT event_id, lat, lon
FROM events
WHERE ($run_id IS NULL OR run_id = $run_id)
  AND (NOT coalesce(lat BETWEEN -90 AND 90, true)
       OR NOT coalesce(lon BETWEEN -180 AND 180, true)
       OR (lat IS NULL) <> (lon IS NULL))
