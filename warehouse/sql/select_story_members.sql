SELECT member.article_id, article.story_id, coalesce(member.language, '') AS language,
       epoch_us(member.told_at) / 86400e6 AS day, epoch_us(member.came_at) / 86400e6 AS came,
       member.terms, member.counts
FROM story_members AS member
JOIN articles AS article USING (article_id)
