COMMENT ON TABLE countries IS
'One row a country or international actor code: the crosswalk between code systems. PLOVER''s KOS and ISO''s user-assigned XKX both stand for Kosovo.';

COMMENT ON COLUMN countries.code IS
'ISO 3166 alpha-3, or a PLOVER international code (IGO, UNO, EUR, NGO, ISM, IMG, MNC), or INT.';
COMMENT ON COLUMN countries.name IS
'Name in English.';
COMMENT ON COLUMN countries.iso2 IS
'ISO 3166 alpha-2.';
COMMENT ON COLUMN countries.fips IS
'FIPS 10-4, as GDELT''s Geo columns have it; not the ISO code (Germany is GM, GA is Gabon in ISO but Gambia here).';
COMMENT ON COLUMN countries.cameo_country IS
'CAMEO country code, as GDELT''s actor columns have it.';
COMMENT ON COLUMN countries.cameo_group IS
'CAMEO known group code (UNO, EEC).';
COMMENT ON COLUMN countries.cameo_type IS
'CAMEO type code of an international actor (IGO, NGO, MNC ...).';
COMMENT ON COLUMN countries.iso_numeric IS
'ISO 3166 numeric code.';
COMMENT ON COLUMN countries.gw_code IS
'Number of the state after Gleditsch and Ward, as UCDP has it; NULL for what is no state of theirs.';
COMMENT ON COLUMN countries.cow_code IS
'Number of the state in the Correlates of War, as POLECAT has it; it differs from gw_code for some (Germany, Yemen, Serbia).';
COMMENT ON COLUMN countries.acled_region IS
'Region as ACLED names it.';
COMMENT ON COLUMN countries.ucdp_region IS
'Region as UCDP names it: Africa, Americas, Asia, Europe or Middle East.';
