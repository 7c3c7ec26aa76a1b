SELECT (SELECT string_agg(DISTINCT codebook_version, ', ' ORDER BY codebook_version)
        FROM event_mentions JOIN exported USING (event_id)),
       (SELECT strftime(make_timestamp(epoch_us(max(ended_at))), '%Y-%m-%d %H:%M') FROM runs)
