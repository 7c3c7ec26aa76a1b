CREATE TABLE IF NOT EXISTS coded_mentions AS FROM incoming_mentions LIMIT 0
