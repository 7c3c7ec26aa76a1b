-- What the mentions of an event say and where, the present ones first, then those of earlier states; each field with
-- the words that say it, read in the revision that the mention stands in.
WITH said AS (
    SELECT mention.*,
           greatest(coalesce(made.started_at, article.first_seen_at), earlier.until) AS valid_from,
           NULL::TIMESTAMPTZ AS valid_to,
           (SELECT lead_mention_id FROM events WHERE event_id = $event_id) AS lead_id,
           article.revision
    FROM event_mentions AS mention
    JOIN articles AS article USING (article_id)
    LEFT JOIN runs AS made ON made.run_id = mention.run_id
    LEFT JOIN (SELECT mention_id, max(valid_to) AS until FROM mention_versions GROUP BY mention_id) AS earlier
        ON earlier.mention_id = mention.mention_id
    WHERE mention.event_id = $event_id
    UNION ALL BY NAME
    SELECT * EXCLUDE (made_by) FROM mention_versions WHERE event_id = $event_id
)
SELECT said.* EXCLUDE (lead_id, spans, run_id),
       coalesce(said.mention_id = said.lead_id, false) AS is_lead,
       article.outlet, article.url, article.published_at, article.first_seen_at,
       coalesce(former.title, article.title) AS title,
       feed.owner,
       coalesce(feed.state_affiliated, false) AS is_state_affiliated,
       article.duplicate_of, original.outlet AS original_outlet,
       [{'field': span.field, 'start': span.start, 'end': span."end",
         'words': nullif(substring(document.characters, span.start + 1, span."end" - span.start), '')}
        FOR span IN said.spans] AS spans
FROM said
LEFT JOIN articles AS article ON article.article_id = said.article_id
LEFT JOIN article_revisions AS former ON former.article_id = said.article_id AND former.revision = said.revision
LEFT JOIN articles AS original ON original.article_id = article.duplicate_of
LEFT JOIN feeds AS feed ON feed.feed_id = article.feed_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN former.article_id IS NULL AND said.revision IS DISTINCT FROM article.revision THEN NULL
        ELSE concat(
            nullif(coalesce(former.title, article.title), '') || E'\n\n',
            CASE WHEN former.article_id IS NULL THEN article.text ELSE former.text END
        )
    END
) AS document (characters)
ORDER BY said.valid_to DESC NULLS FIRST, is_lead DESC, said.confidence DESC, article.published_at, said.mention_id
