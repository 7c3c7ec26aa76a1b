-- Sketches to be written, with their numbers; those of a batch that is loaded again are there already.
CREATE OR REPLACE TEMP TABLE new_sketches AS
SELECT incoming.article_id, incoming.article_no AS incoming_no, incoming.is_brief, incoming.reported_at, incoming.outlet,
       (SELECT coalesce(max(article_no), 0) FROM text_sketches)
           + row_number() OVER (ORDER BY incoming.article_no) AS article_no
FROM incoming_sketches AS incoming
WHERE article_id NOT IN (SELECT article_id FROM text_sketches)
   OR article_id IN (SELECT article_id FROM replaced_articles)
