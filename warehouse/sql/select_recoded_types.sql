-- What is the same in all that an analyst sees counts as the same.
WITH coded AS (
    SELECT event_type, count(*) AS now FROM recoded_now GROUP BY event_type
),
changes AS (
    SELECT event_type,
           count(*) FILTER (kind = 'gained') AS gained,
           count(*) FILTER (kind = 'lost') AS lost,
           count(*) FILTER (kind = 'changed' AND len(fields) > 0) AS changed
    FROM recoded_pairs
    GROUP BY event_type
)
SELECT event_type,
       (coalesce(coded.now, 0) - coalesce(gained, 0) - coalesce(changed, 0))::INTEGER AS same,
       coalesce(gained, 0)::INTEGER AS gained,
       coalesce(lost, 0)::INTEGER AS lost,
       coalesce(changed, 0)::INTEGER AS changed
FROM coded
FULL JOIN changes USING (event_type)
ORDER BY event_type
