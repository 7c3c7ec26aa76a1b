CREATE TEMP TABLE numbers AS
SELECT range AS number, ['ASSAULT', 'PROTEST', 'CONSULT', 'COERCE', 'AGREE', 'AID', 'ACCUSE', 'REQUEST'][range % 8 + 1] AS event_type,
       ['COL', 'VEN', 'UKR', 'SDN', 'MMR', 'ETH', 'PHL', 'HTI', 'KEN', 'NGA', 'IND', 'PAK', 'IRQ', 'SYR', 'MEX', 'PER']
           [range // 8 % 16 + 1] AS country,
       DATE '2025-03-02' + (range % 365)::INTEGER AS day
FROM range($events);
INSERT INTO articles BY NAME
SELECT concat('old.', number) AS article_id, concat('f', number % 50) AS feed_id, concat('Outlet ', number % 50) AS outlet, 'Title' AS title,
       day::TIMESTAMPTZ AS published_at, 'ok' AS date_status, 'Text' AS text, 'content' AS text_origin, 1 AS words,
       concat('h', number) AS content_hash, concat('old.', number) AS story_id, day::TIMESTAMPTZ AS first_seen_at,
       1 AS revision, 'r0' AS run_id
FROM numbers;
INSERT INTO event_mentions BY NAME
SELECT concat('m', number, '.', part) AS mention_id, concat('e', number) AS event_id,
       concat('e', number, if(part < 3, '', '.2')) AS signature_id, concat('old.', number) AS article_id, 1 AS sentence_no,
       0 AS start, 4 AS "end", 'Text' AS evidence, event_type, [] AS modes, [] AS contexts,
       [{'text': 'Front', 'name': concat('Front ', number % 977), 'country': country, 'sector': 'REB'}] AS actors,
       [] AS recipients, {'text': 'Town', 'name': concat('Town ', number % 331), 'country': country, 'admin1': NULL,
        'lat': number % 80, 'lon': number % 170, 'precision': 'city', 'admin1_code': NULL} AS place, day AS event_date, 'day' AS date_precision, 4 AS quad_code, -9.0 AS event_scale,
       '190' AS cameo_code, -9.0 AS goldstein, 0.5 AS confidence, 'shelled' AS trigger, 'r' AS rule_id,
       '1' AS codebook_version, [] AS spans, [] AS inferred, 'r0' AS run_id
FROM numbers CROSS JOIN range(5) AS parts (part);
INSERT INTO event_signatures BY NAME
SELECT signature_id, event_id, if(signature_id = event_id, NULL, event_id) AS joined_to, any_value(event_type) AS event_type,
       [] AS modes, any_value(actors) AS actors, [] AS recipients, any_value(place) AS place, false AS place_inferred,
       any_value(event_date) AS day, 'day' AS date_precision, any_value(event_date) AS first_day,
       any_value(event_date) AS last_day, [any_value(actors)[1].country] AS countries,
       any_value(event_date)::TIMESTAMPTZ AS first_reported_at, min(mention_id) AS first_mention_id, 'r0' AS run_id
FROM event_mentions GROUP BY ALL;
INSERT INTO signature_joins BY NAME
SELECT event_id AS signature_id, signature_id AS other_id, 'unnamed side' AS rule, 8.0 AS score, 'none' AS support, 'same' AS types,
       'same' AS actors, 'silent' AS recipients, 'silent' AS place, 'same' AS day, 'r0' AS run_id
FROM event_signatures WHERE joined_to IS NOT NULL;
INSERT INTO events BY NAME
SELECT event_id, event_date, date_precision, event_type, modes, contexts, quad_code, event_scale, cameo_code, goldstein,
       actors, recipients, 5 AS mentions, 1 AS articles, 1 AS outlets, 1 AS owners, false AS state_affiliated_only,
       confidence, mention_id AS lead_mention_id, event_date::TIMESTAMPTZ AS first_reported_at,
       event_date::TIMESTAMPTZ AS last_reported_at, event_date::TIMESTAMPTZ AS first_seen_at, 'r0' AS run_id
FROM event_mentions WHERE mention_id LIKE '%.0'
