SELECT signature_id, other_id, strength FROM candidate_pairs
