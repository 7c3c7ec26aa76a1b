CREATE OR REPLACE VIEW syndication AS
WITH copies AS (
    SELECT copy.duplicate_of AS article_id,
           copy.article_id AS copy_id,
           copy.outlet,
           coalesce(feed.owner, copy.outlet) AS owner,
           coalesce(copy.published_at, copy.first_seen_at) AS reported_at,
           pair.rule,
           pair.similarity
    FROM articles AS copy
    LEFT JOIN feeds AS feed USING (feed_id)
    LEFT JOIN near_duplicates AS pair
        ON pair.article_id = least(copy.article_id, copy.duplicate_of)
       AND pair.other_id = greatest(copy.article_id, copy.duplicate_of)
    WHERE copy.duplicate_of IS NOT NULL
)
SELECT original.article_id,
       original.title,
       original.outlet,
       coalesce(feed.owner, original.outlet) AS owner,
       coalesce(feed.state_affiliated, false) AS state_affiliated,
       original.url,
       coalesce(original.published_at, original.first_seen_at) AS reported_at,
       count(*) AS copies,
       count(DISTINCT copies.outlet) FILTER (copies.outlet <> original.outlet) AS other_outlets,
       count(DISTINCT copies.owner) FILTER (copies.owner <> coalesce(feed.owner, original.outlet)) AS other_owners,
       count(*) FILTER (copies.outlet = original.outlet) AS own_copies,
       max(copies.reported_at) AS last_copied_at,
       list({'article_id': copies.copy_id, 'outlet': copies.outlet, 'owner': copies.owner,
             'reported_at': copies.reported_at, 'rule': copies.rule, 'similarity': copies.similarity}
            ORDER BY copies.reported_at, copies.copy_id) AS carried_by
FROM copies
JOIN articles AS original USING (article_id)
LEFT JOIN feeds AS feed ON feed.feed_id = original.feed_id
GROUP BY ALL;

COMMENT ON VIEW syndication IS
'One row a text that more than one article has: the earliest article with it, whose it is, and who carried it on.';
COMMENT ON COLUMN syndication.article_id IS
'The original, or the earliest that was seen of it; see articles.';
COMMENT ON COLUMN syndication.title IS
'Its headline.';
COMMENT ON COLUMN syndication.outlet IS
'Its publisher.';
COMMENT ON COLUMN syndication.owner IS
'Who owns that publisher, as declared for the feed; the publisher where nothing is declared.';
COMMENT ON COLUMN syndication.state_affiliated IS
'Whether the feed is declared as a state''s.';
COMMENT ON COLUMN syndication.url IS
'Its address.';
COMMENT ON COLUMN syndication.reported_at IS
'When it was published, or first seen where nobody says, UTC.';
COMMENT ON COLUMN syndication.copies IS
'Articles whose text was taken from it, those of its own outlet included.';
COMMENT ON COLUMN syndication.other_outlets IS
'Other outlets that carried it.';
COMMENT ON COLUMN syndication.other_owners IS
'Other owners that carried it; they are no independent voices.';
COMMENT ON COLUMN syndication.own_copies IS
'How many of the copies are its own outlet''s: a report that was updated at another address.';
COMMENT ON COLUMN syndication.last_copied_at IS
'When the last copy was published, or first seen, UTC.';
COMMENT ON COLUMN syndication.carried_by IS
'Each copy, the earliest first, with its outlet, owner and time, the rule that it matches by and how much; see near_duplicates.';
