-- The key that signs the logs. Its seed is sealed with the key file of personal numbers; the name is part of every log's origin.
create table platform_log_key (
    number integer not null primary key,
    fingerprint text not null,
    name text not null,
    public_key bytea not null,
    sealed_seed bytea not null,
    started_at timestamptz not null
);

-- Entries that wait to be appended, written with the fact they stand for.
create table platform_log_queue (
    region_code text not null,
    id uuid not null,
    entry text not null,
    primary key (region_code, id)
);

-- What an entry's commitments open to. Deleting a row unlinks its entry from everything, for ever (UU 27/2022 art. 8).
create table platform_log_opening (
    region_code text not null,
    id uuid not null,
    kind text not null,
    subject_id text not null,
    salt bytea not null,
    content text not null,
    primary key (region_code, id)
);
create unique index platform_log_opening_subject on platform_log_opening (region_code, kind, subject_id);

create table platform_log_leaf (
    region_code text not null,
    leaf_index bigint not null,
    id uuid not null,
    entry text not null,
    primary key (region_code, leaf_index)
);
create unique index platform_log_leaf_id on platform_log_leaf (region_code, id);

-- The hashes of which tiles consist: a tile is 256 rows of one level.
create table platform_log_hash (
    region_code text not null,
    level integer not null,
    hash_index bigint not null,
    hash bytea not null,
    primary key (region_code, level, hash_index)
);

create table platform_log_checkpoint (
    region_code text not null,
    size bigint not null,
    root bytea not null,
    note text not null,
    signed_at timestamptz not null,
    primary key (region_code, size)
);

create table platform_log_cosignature (
    region_code text not null,
    size bigint not null,
    witness text not null,
    line text not null,
    received_at timestamptz not null,
    primary key (region_code, size, witness)
);
