WITH moves AS (
    SELECT articles.story_id AS former_id, renamed.new_id
    FROM retold
    JOIN renamed USING (story_id)
    JOIN articles USING (article_id)
),
joined AS (SELECT new_id FROM moves GROUP BY new_id HAVING count(DISTINCT former_id) > 1),
split AS (SELECT former_id FROM moves GROUP BY former_id HAVING count(DISTINCT new_id) > 1)
SELECT count(*) AS articles,
       count(DISTINCT former_id) AS stories_before,
       count(DISTINCT new_id) AS stories_after,
       (SELECT count(*) FROM joined) AS joined,
       (SELECT count(*) FROM split) AS split,
       count(*) FILTER (former_id IS DISTINCT FROM new_id) AS moved
FROM moves
