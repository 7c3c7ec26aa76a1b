SELECT polecat_like.*
FROM polecat_like JOIN exported ON exported.event_id = polecat_like."Event ID"
ORDER BY exported.day, "Event ID"
