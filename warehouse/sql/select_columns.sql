SELECT * EXCLUDE (position) FROM (
    SELECT 'table' AS kind, relation.table_name AS relation, relation.comment, col.column_name, col.data_type,
           col.comment AS told, col.column_index AS position
    FROM duckdb_tables() AS relation
    JOIN duckdb_columns() AS col ON col.table_oid = relation.table_oid AND col.database_name = relation.database_name
    WHERE NOT relation.internal AND NOT relation.temporary AND relation.schema_name = 'main'
    UNION ALL
    SELECT 'view', relation.view_name, relation.comment, col.column_name, col.data_type, col.comment, col.column_index
    FROM duckdb_views() AS relation
    JOIN duckdb_columns() AS col ON col.table_oid = relation.view_oid AND col.database_name = relation.database_name
    WHERE NOT relation.internal AND NOT relation.temporary AND relation.schema_name = 'main'
)
ORDER BY kind, relation, position
