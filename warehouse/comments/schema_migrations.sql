COMMENT ON TABLE schema_migrations IS
'One row a migration applied to this database.';

COMMENT ON COLUMN schema_migrations.number IS
'Number of the migration.';
COMMENT ON COLUMN schema_migrations.name IS
'Its file in warehouse/migrations.';
COMMENT ON COLUMN schema_migrations.checksum IS
'SHA-256 of its text when it was applied.';
