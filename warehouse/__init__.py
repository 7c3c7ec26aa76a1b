"""Where it ends: migrations, loading, views and the published copy; the only package that opens DuckDB."""
