SELECT outlet, hash FROM new_site_shingles ORDER BY ALL
