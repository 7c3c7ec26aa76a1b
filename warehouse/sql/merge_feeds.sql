-- A feed's row is its declaration and state of now; the run that last polled or changed it owns the row. Of two runs that
-- asked the same feed, the one that asked later tells how it is, whichever is written last.
MERGE INTO feeds USING (SELECT *, $run_id AS run_id FROM incoming_feeds) AS incoming
ON feeds.feed_id = incoming.feed_id
WHEN MATCHED AND coalesce(feeds.polled_at <= incoming.polled_at, true) THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
