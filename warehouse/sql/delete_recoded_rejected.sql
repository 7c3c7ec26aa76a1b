DELETE FROM rejected_mentions WHERE rejected_id IN (SELECT key FROM incoming_lost_rejected)
