SELECT events.* FROM events JOIN exported ON exported.event_id = events.event_id ORDER BY exported.day, events.event_id
