WITH told AS (
    SELECT mention.event_id,
           list(mention.evidence ORDER BY mention.confidence DESC, mention.mention_id) AS sentences,
           list({'sequence': mention.sentence_no, 'start': mention.start, 'end': mention."end",
                 'link': article.url, 'language': article.language, 'publication': article.outlet}
                ORDER BY mention.confidence DESC, mention.mention_id) AS places
    FROM event_mentions AS mention
    JOIN exported ON exported.event_id = mention.event_id
    LEFT JOIN articles AS article ON article.article_id = mention.article_id
    GROUP BY mention.event_id
)
SELECT event.event_id AS id,
       true AS has_event,
       exported.day AS "date",
       [{'code': one.country, 'sector': one.sector, 'entity_text': one."text", 'entity_name': one.name}
        FOR one IN event.actors] AS actor,
       [{'code': one.country, 'sector': one.sector, 'entity_text': one."text", 'entity_name': one.name}
        FOR one IN event.recipients] AS recipient,
       [event.event_type] AS event,
       CASE WHEN event.place_name IS NOT NULL THEN
           {'extracted_place': mention.place."text", 'resolved_place': event.place_name, 'lat': event.lat,
            'lon': event.lon, 'province': event.admin1, 'country_code': event.place_country,
            'resolution': event.place_precision}
       END AS event_loc,
       told.sentences AS event_text,
       event.quad_code,
       event.event_scale,
       event.modes AS "mode",
       event.contexts AS context,
       article.url AS link,
       told.places AS text_info,
       {'url': article.url, 'title': article.title, 'language': article.language, 'publication': article.outlet,
        'coder': 'Daybook', 'codebook': 'PLOVER', 'version': mention.codebook_version} AS cite_info,
       'Daybook' AS coder,
       make_timestamp(epoch_us(event.first_seen_at))::DATE AS coded_date,
       {'dead': event.killed_low, 'injured': event.injured_low, 'arrested': event.arrested_low} AS "size"
FROM exported
JOIN events AS event ON event.event_id = exported.event_id
LEFT JOIN told ON told.event_id = event.event_id
LEFT JOIN event_mentions AS mention ON mention.mention_id = event.lead_mention_id
LEFT JOIN articles AS article ON article.article_id = mention.article_id
ORDER BY exported.day, event.event_id
