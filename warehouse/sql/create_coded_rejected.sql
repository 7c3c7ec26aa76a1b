CREATE TABLE IF NOT EXISTS coded_rejected AS FROM incoming_rejected LIMIT 0
