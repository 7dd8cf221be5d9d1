create table platform_region (
    code text not null primary key,
    kind text not null,
    administrative boolean not null,
    name text not null,
    slug text not null,
    province_code text not null,
    zone text not null,
    island_group text not null,
    valid_from date,
    valid_to date,
    source text not null
);
create unique index platform_region_slug on platform_region (slug);
create index platform_region_province on platform_region (province_code, code);

-- What happened to a code: a split, a rename, a new province. Validity of codes is data.
create table platform_region_change (
    old_code text not null,
    old_name text not null,
    new_code text not null,
    new_name text not null,
    kind text not null,
    effective_on date not null,
    law text not null,
    confirmed boolean not null,
    primary key (old_code, new_code, effective_on)
);

create table platform_district (code text not null primary key, regency_code text not null, name text not null);
create index platform_district_regency on platform_district (regency_code, code);
create table platform_village (code text not null primary key, district_code text not null, name text not null);
create index platform_village_district on platform_village (district_code, code);

-- Which version of a shipped data set is loaded.
create table platform_reference_set (
    name text not null primary key,
    sha256 text not null,
    rows bigint not null,
    loaded_at timestamptz not null
);

-- Who did what to which thing. Never changed, never deleted.
create table platform_trail (
    region_code text not null,
    id uuid not null,
    at timestamptz not null,
    actor_user uuid,
    actor_name text not null,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    details text not null,
    primary key (region_code, id)
);
create index platform_trail_subject on platform_trail (region_code, subject_kind, subject_id, id);

-- Events on their way from one module to another, written with the business row.
create table platform_outbox (
    region_code text not null,
    id uuid not null,
    name text not null,
    payload text not null,
    occurred_at timestamptz not null,
    attempts integer not null,
    next_attempt_at timestamptz not null,
    done_at timestamptz,
    last_error text not null,
    primary key (region_code, id)
);
create index platform_outbox_waiting on platform_outbox (region_code, done_at, next_attempt_at);

-- Which handler has handled which event: what makes a repeated delivery harmless.
create table platform_inbox (
    region_code text not null,
    event_id uuid not null,
    handler text not null,
    handled_at timestamptz not null,
    primary key (region_code, event_id, handler)
);
