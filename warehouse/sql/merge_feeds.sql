-- A feed's row is its declaration and state of now; the run that last polled or changed it owns the row.
MERGE INTO feeds USING (SELECT *, $run_id AS run_id FROM incoming_feeds) AS incoming
ON feeds.feed_id = incoming.feed_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
