-- soft: an event that went into another one leads to an event that is there, or was
SELECT version.event_id, version.version, version.merged_into
FROM event_versions AS version
WHERE ($run_id IS NULL OR version.run_id = $run_id)
  AND version.merged_into IS NOT NULL
  AND (
      version.merged_into = version.event_id
      OR NOT EXISTS (FROM events AS event WHERE event.event_id = version.merged_into)
      AND NOT EXISTS (FROM event_versions AS other WHERE other.event_id = version.merged_into)
  )
