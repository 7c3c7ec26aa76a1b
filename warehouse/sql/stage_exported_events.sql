CREATE OR REPLACE TEMP TABLE exported AS
SELECT event_id,
       ('0x' || substr(md5(event_id), 1, 13))::BIGINT AS number,
       concat(place_country, event_id) AS acled_id,
       coalesce(event_date, make_timestamp(epoch_us(first_reported_at))::DATE) AS day
FROM events
WHERE day >= coalesce($since::DATE, '-infinity'::DATE) AND day <= coalesce($until::DATE, 'infinity'::DATE)
