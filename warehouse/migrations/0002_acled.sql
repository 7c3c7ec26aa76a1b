-- What the ACLED-shaped view needs to know: its types for PLOVER's, its kinds of actor, and numeric country codes.
ALTER TABLE countries ADD COLUMN iso_numeric INTEGER;
ALTER TABLE sectors ADD COLUMN acled_actor VARCHAR;
CREATE TABLE acled_types (
    plover_type VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    against_civilians BOOLEAN NOT NULL,
    disorder_type VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    sub_event_type VARCHAR NOT NULL,
    PRIMARY KEY (plover_type, mode, against_civilians)
);
