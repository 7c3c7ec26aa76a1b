-- Of the window's last day on which feeds were heard of, and the one before: that last one may not be over.
WITH last AS (
    SELECT max(day) AS day FROM feed_coverage WHERE day <= $until::TIMESTAMPTZ::DATE
)
SELECT day, country, event_type, stories, expected, rate_ratio, score, coverage, feeds, left_out, verdict
FROM (
    FROM spikes_on((SELECT day FROM last))
    UNION ALL
    FROM spikes_on((SELECT day - 1 FROM last))
)
WHERE $country IS NULL OR country = $country
ORDER BY day DESC, score DESC NULLS LAST, country, event_type
