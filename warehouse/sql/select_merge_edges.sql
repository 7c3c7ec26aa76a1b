SELECT * EXCLUDE (event_id) FROM merge_edges WHERE event_id = $event_id ORDER BY score DESC, mention_id, other_mention_id
