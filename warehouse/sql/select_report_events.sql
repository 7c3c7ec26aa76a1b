-- The best corroborated first; among equals what only a state's outlets say comes last, and the gravest first.
SELECT event.event_id, event.event_date, event.event_type, event.modes,
       coalesce(nullif(array_to_string(list_transform(event.actors, lambda one: one.name), ' and '), ''),
                event.actor_name) AS actor, event.actor_country,
       event.recipient_name AS recipient, event.recipient_country, event.place_name AS place, event.place_country,
       event.killed_low, event.killed_high, event.injured_low, event.injured_high, event.owners, event.outlets,
       event.articles, event.state_affiliated_only, event.confidence, mention.evidence, article.outlet, article.url
FROM (
    FROM events
    WHERE first_seen_at >= $since AND first_seen_at < $until
      AND ($country IS NULL OR $country IN (place_country, actor_country, recipient_country))
      AND coalesce(event_date >= $since::TIMESTAMPTZ::DATE - 30, true)
    ORDER BY owners DESC, state_affiliated_only, killed_low DESC NULLS LAST, abs(event_scale) DESC, confidence DESC,
             event_id
    LIMIT $limit
) AS event
LEFT JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
LEFT JOIN articles AS article ON article.article_id = mention.article_id
ORDER BY event.owners DESC, event.state_affiliated_only, event.killed_low DESC NULLS LAST, abs(event.event_scale) DESC,
         event.confidence DESC, event.event_id
