-- What the publisher must know of each table: its columns with their types, how it is made, and what it holds.
SELECT stored.table_name,
       stored.sql,
       stored.comment,
       list({'name': col.column_name, 'type': col.data_type, 'comment': col.comment} ORDER BY col.column_index) AS columns
FROM duckdb_tables() AS stored
JOIN duckdb_columns() AS col ON col.table_oid = stored.table_oid AND col.database_name = stored.database_name
WHERE NOT stored.internal AND NOT stored.temporary AND stored.schema_name = 'main'
  AND stored.database_name = current_database()
GROUP BY ALL
ORDER BY stored.table_name
