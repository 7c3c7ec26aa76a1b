CREATE SCHEMA publication;
CREATE TABLE publication.about (generation BIGINT NOT NULL, folder VARCHAR NOT NULL);
CREATE TABLE publication.files (
    table_name VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    first_day BIGINT,
    end_day BIGINT,
    "rows" BIGINT NOT NULL,
    fingerprint VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    path VARCHAR NOT NULL
);
CREATE TABLE publication.statements (position INTEGER NOT NULL, sql VARCHAR NOT NULL);
CREATE TABLE publication.tables (table_name VARCHAR NOT NULL, sql VARCHAR NOT NULL);
COMMENT ON TABLE publication.files IS 'One row a Parquet file: which rows of which table it holds, and where it lies.';
COMMENT ON COLUMN publication.files.unit IS 'A day, a month, whole, or undated.';
COMMENT ON COLUMN publication.files.path IS 'The whole path, for tools that read Parquet themselves.';
