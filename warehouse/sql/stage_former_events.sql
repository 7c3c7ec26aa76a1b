-- The events that are about to be written anew or taken away, as they are before that.
CREATE OR REPLACE TEMP TABLE former_events AS
SELECT *
FROM events
WHERE event_id IN (SELECT event_id FROM touched_events UNION SELECT event_id FROM changed_events)
