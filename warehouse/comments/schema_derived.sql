COMMENT ON TABLE schema_derived IS
'One row: which views, comments and reference data this database has.';

COMMENT ON COLUMN schema_derived.part IS
'What the row is about.';
COMMENT ON COLUMN schema_derived.checksum IS
'SHA-256 of the files that they were made from.';
