SELECT acled_like.*
FROM acled_like JOIN exported ON exported.acled_id = acled_like.event_id_cnty
ORDER BY event_date, event_id_cnty
