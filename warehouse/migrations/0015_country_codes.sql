-- What the views in the shapes of ACLED, POLECAT and UCDP say of a country: their regions, and the states' numbers of
-- Gleditsch and Ward and of the Correlates of War.
ALTER TABLE countries ADD COLUMN gw_code INTEGER;
ALTER TABLE countries ADD COLUMN cow_code INTEGER;
ALTER TABLE countries ADD COLUMN acled_region VARCHAR;
ALTER TABLE countries ADD COLUMN ucdp_region VARCHAR;
