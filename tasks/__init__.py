"""How each stage works: plain functions on plain records, one stage a file, without Prefect and without DuckDB."""
