COMMENT ON TABLE acled_types IS
'One row a PLOVER type, mode and target: the ACLED types that come nearest. Types without a row are not of ACLED''s kinds.';

COMMENT ON COLUMN acled_types.plover_type IS
'PLOVER event type.';
COMMENT ON COLUMN acled_types.mode IS
'PLOVER mode; none where none was coded.';
COMMENT ON COLUMN acled_types.against_civilians IS
'Whether the recipient is a civilian.';
COMMENT ON COLUMN acled_types.disorder_type IS
'ACLED disorder type.';
COMMENT ON COLUMN acled_types.event_type IS
'ACLED event type.';
COMMENT ON COLUMN acled_types.sub_event_type IS
'ACLED sub-event type.';
