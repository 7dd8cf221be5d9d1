-- Versions of questionnaires, assessments and evaluations. A published version never changes; a draft may be replaced.
create table platform_instrument (
    code text not null,
    version integer not null,
    kind text not null,
    title_id text not null,
    title_en text not null,
    state text not null,
    valid_from date not null,
    valid_to date,
    hash text not null,
    definition bytea not null,
    loaded_at timestamptz not null,
    loaded_by text not null,
    tested_hash text not null,
    tested_at timestamptz,
    published_at timestamptz,
    published_by text not null,
    primary key (code, version)
);
