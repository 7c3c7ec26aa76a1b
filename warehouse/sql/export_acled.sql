SELECT acled_like.*
FROM acled_like JOIN exported ON acled_like.event_date = exported.day AND ends_with(event_id_cnty, exported.event_id)
ORDER BY event_date, event_id_cnty
