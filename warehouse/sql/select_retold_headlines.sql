-- The headlines found last, of stories that change.
SELECT renamed.new_id, arg_max(found.article_id, found.told) AS article_id
FROM retold_headlines AS found
JOIN renamed USING (story_id)
LEFT JOIN stories ON stories.story_id = renamed.new_id
GROUP BY renamed.new_id
HAVING arg_max(found.article_id, found.told) IS DISTINCT FROM any_value(stories.headline_of)
ORDER BY 1
