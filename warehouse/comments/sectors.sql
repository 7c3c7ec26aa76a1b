COMMENT ON TABLE sectors IS
'One row a PLOVER sector: the crosswalk to CAMEO''s type codes.';

COMMENT ON COLUMN sectors.code IS
'PLOVER sector.';
COMMENT ON COLUMN sectors.name IS
'What it stands for.';
COMMENT ON COLUMN sectors.cameo_type IS
'CAMEO type code, as GDELT''s actor columns have it; NULL where CAMEO has none.';
COMMENT ON COLUMN sectors.acled_actor IS
'Kind of actor in ACLED; NULL where none comes near.';
