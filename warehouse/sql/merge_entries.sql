-- first_seen_at stays what it was; only an entry that changed is written again.
MERGE INTO entries USING (
    SELECT incoming.* REPLACE (least(incoming.first_seen_at, stored.first_seen_at) AS first_seen_at),
           $run_id AS run_id
    FROM incoming_entries AS incoming
    LEFT JOIN entries AS stored USING (entry_id)
    QUALIFY row_number() OVER (PARTITION BY incoming.entry_id ORDER BY incoming.entry_hash) = 1
) AS incoming
ON entries.entry_id = incoming.entry_id
WHEN MATCHED AND (
    entries.entry_hash IS DISTINCT FROM incoming.entry_hash
    OR entries.article_id IS DISTINCT FROM incoming.article_id
) THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
