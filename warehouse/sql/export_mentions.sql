SELECT event_mentions.*
FROM event_mentions JOIN exported ON exported.event_id = event_mentions.event_id
ORDER BY exported.day, event_mentions.event_id, event_mentions.mention_id
