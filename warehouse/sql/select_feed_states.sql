-- Every column, so that what a later schema remembers comes along; the reader takes those that a state has.
SELECT feeds.* REPLACE (coalesce(moved_from, []) AS moved_from)
FROM feeds JOIN wanted ON wanted.key = feeds.feed_id
