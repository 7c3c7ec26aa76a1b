-- The stories that most articles move to, with the former ones of these.
SELECT renamed.new_id AS story_id,
       any_value(coalesce(central.title, namesake.title)) AS headline,
       count(*) AS articles,
       count(*) FILTER (articles.story_id IS DISTINCT FROM renamed.new_id) AS moved,
       count(DISTINCT articles.story_id) AS former_stories
FROM retold
JOIN renamed USING (story_id)
JOIN articles USING (article_id)
LEFT JOIN (
    SELECT renamed.new_id, arg_max(found.article_id, found.told) AS article_id
    FROM retold_headlines AS found
    JOIN renamed USING (story_id)
    GROUP BY renamed.new_id
) AS headlines ON headlines.new_id = renamed.new_id
LEFT JOIN articles AS central ON central.article_id = headlines.article_id
LEFT JOIN articles AS namesake ON namesake.article_id = renamed.new_id
GROUP BY renamed.new_id
HAVING moved > 0
ORDER BY moved DESC, story_id
LIMIT $limit
