-- The tables of the contract. Primary keys stand where rows are looked up or merged by them; mentions and rejected
-- mentions are replaced by article and have none, so that a million of them load without an index.

CREATE TABLE feeds (
    feed_id VARCHAR PRIMARY KEY,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    country VARCHAR,
    language VARCHAR,
    owner VARCHAR,
    state_affiliated BOOLEAN NOT NULL,
    every_minutes INTEGER NOT NULL,
    full_text BOOLEAN NOT NULL,
    enabled BOOLEAN NOT NULL,
    status VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    body_hash VARCHAR,
    last_ok_at TIMESTAMPTZ,
    next_due_at TIMESTAMPTZ,
    held_until TIMESTAMPTZ,
    failures INTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE fetches (
    fetch_id VARCHAR PRIMARY KEY,
    feed_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    status INTEGER,
    outcome VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    elapsed_ms BIGINT NOT NULL,
    entries_seen INTEGER NOT NULL,
    entries_new INTEGER NOT NULL,
    error VARCHAR,
    content_type VARCHAR,
    retry_after_seconds BIGINT,
    body_hash VARCHAR,
    run_id VARCHAR NOT NULL
);

CREATE TABLE entries (
    entry_id VARCHAR PRIMARY KEY,
    feed_id VARCHAR NOT NULL,
    guid VARCHAR,
    url VARCHAR,
    title VARCHAR NOT NULL,
    summary VARCHAR,
    content VARCHAR,
    author VARCHAR,
    published_raw VARCHAR,
    published_at TIMESTAMPTZ,
    date_status VARCHAR NOT NULL,
    language VARCHAR,
    entry_hash VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    article_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE articles (
    article_id VARCHAR PRIMARY KEY,
    feed_id VARCHAR NOT NULL,
    url VARCHAR,
    canonical_url VARCHAR,
    outlet VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    author VARCHAR,
    published_at TIMESTAMPTZ,
    date_status VARCHAR NOT NULL,
    language VARCHAR,
    text VARCHAR NOT NULL,
    text_origin VARCHAR NOT NULL,
    words INTEGER NOT NULL,
    content_hash VARCHAR NOT NULL,
    duplicate_of VARCHAR,
    story_id VARCHAR,
    first_seen_at TIMESTAMPTZ NOT NULL,
    revision INTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE stories (
    story_id VARCHAR PRIMARY KEY,
    headline VARCHAR NOT NULL,
    first_published_at TIMESTAMPTZ,
    last_published_at TIMESTAMPTZ,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE event_mentions (
    mention_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    sentence_no INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    actors STRUCT("text" VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR)[] NOT NULL,
    recipients STRUCT("text" VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR)[] NOT NULL,
    place STRUCT("text" VARCHAR, name VARCHAR, country VARCHAR, admin1 VARCHAR, lat DOUBLE, lon DOUBLE,
                 "precision" VARCHAR),
    event_date DATE,
    date_precision VARCHAR NOT NULL,
    killed INTEGER,
    injured INTEGER,
    quad_code INTEGER NOT NULL,
    event_scale DOUBLE NOT NULL,
    cameo_code VARCHAR NOT NULL,
    goldstein DOUBLE NOT NULL,
    confidence DOUBLE NOT NULL,
    trigger VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    codebook_version VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE rejected_mentions (
    rejected_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence VARCHAR NOT NULL,
    trigger VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE events (
    event_id VARCHAR PRIMARY KEY,
    event_date DATE,
    date_precision VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    quad_code INTEGER NOT NULL,
    event_scale DOUBLE NOT NULL,
    cameo_code VARCHAR NOT NULL,
    goldstein DOUBLE NOT NULL,
    actor_name VARCHAR,
    actor_country VARCHAR,
    actor_sector VARCHAR,
    recipient_name VARCHAR,
    recipient_country VARCHAR,
    recipient_sector VARCHAR,
    actors STRUCT("text" VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR)[] NOT NULL,
    recipients STRUCT("text" VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR)[] NOT NULL,
    place_name VARCHAR,
    place_country VARCHAR,
    admin1 VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    place_precision VARCHAR,
    killed_low INTEGER,
    killed_high INTEGER,
    injured_low INTEGER,
    injured_high INTEGER,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    owners INTEGER NOT NULL,
    state_affiliated_only BOOLEAN NOT NULL,
    confidence DOUBLE NOT NULL,
    lead_mention_id VARCHAR NOT NULL,
    first_reported_at TIMESTAMPTZ NOT NULL,
    last_reported_at TIMESTAMPTZ NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY,
    flow VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    status VARCHAR NOT NULL,
    error VARCHAR,
    feeds_polled INTEGER NOT NULL,
    feeds_ok INTEGER NOT NULL,
    feeds_unchanged INTEGER NOT NULL,
    feeds_failed INTEGER NOT NULL,
    feeds_held INTEGER NOT NULL,
    pages_fetched INTEGER NOT NULL,
    entries_seen INTEGER NOT NULL,
    entries_new INTEGER NOT NULL,
    entries_skipped INTEGER NOT NULL,
    articles_new INTEGER NOT NULL,
    articles_revised INTEGER NOT NULL,
    articles_duplicate INTEGER NOT NULL,
    articles_uncoded INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    events_new INTEGER NOT NULL,
    events_changed INTEGER NOT NULL,
    stage_seconds MAP(VARCHAR, DOUBLE) NOT NULL
);

CREATE TABLE check_results (
    run_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    is_hard BOOLEAN NOT NULL,
    violations BIGINT NOT NULL,
    first_rows VARCHAR[] NOT NULL
);

CREATE TABLE countries (
    code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    iso2 VARCHAR,
    fips VARCHAR,
    cameo_country VARCHAR,
    cameo_group VARCHAR,
    cameo_type VARCHAR
);

CREATE TABLE sectors (
    code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    cameo_type VARCHAR
);
