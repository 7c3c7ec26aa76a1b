-- soft: confidence is from 0 to 1, PLOVER's intensity and the Goldstein score from -10 to 10, the quad from 1 to 4
SELECT mention_id, confidence, event_scale, goldstein, quad_code
FROM event_mentions
WHERE ($run_id IS NULL OR run_id = $run_id)
  AND NOT (confidence BETWEEN 0 AND 1 AND event_scale BETWEEN -10 AND 10 AND goldstein BETWEEN -10 AND 10
           AND quad_code BETWEEN 1 AND 4)
