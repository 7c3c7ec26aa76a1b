SELECT ucdp_like.* FROM ucdp_like JOIN exported ON exported.event_id = ucdp_like.relid ORDER BY date_start, id
