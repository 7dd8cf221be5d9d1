-- Registers of taxpayers and objects. Everything but the map of villages is append-only: a change is a further version.
create table revenue_taxpayer (
    region_code text not null,
    taxpayer_id uuid not null,
    version integer not null,
    kind text not null,
    name text not null,
    name_key text not null,
    npwpd text not null,
    address text not null,
    place text not null,
    postcode text not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, taxpayer_id, version)
);
create index revenue_taxpayer_name on revenue_taxpayer (region_code, name_key, taxpayer_id);
create index revenue_taxpayer_npwpd on revenue_taxpayer (region_code, npwpd);

-- Personal numbers and contacts, encrypted; an empty value takes the number away.
create table revenue_taxpayer_number (
    region_code text not null,
    taxpayer_id uuid not null,
    kind text not null,
    version integer not null,
    sealed bytea not null,
    lookup bytea not null,
    recorded_at timestamptz not null,
    primary key (region_code, taxpayer_id, kind, version)
);
create index revenue_taxpayer_number_lookup on revenue_taxpayer_number (region_code, lookup);

-- Two entries were one taxpayer; what hung on the first hangs on the second.
create table revenue_taxpayer_merge (
    region_code text not null,
    from_id uuid not null,
    into_id uuid not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, from_id)
);
create index revenue_taxpayer_merge_into on revenue_taxpayer_merge (region_code, into_id);

-- Who opened whose numbers, and why.
create table revenue_taxpayer_access (
    region_code text not null,
    taxpayer_id uuid not null,
    id uuid not null,
    at timestamptz not null,
    user_id uuid,
    user_name text not null,
    reason text not null,
    primary key (region_code, taxpayer_id, id)
);

-- How a region's own taxpayer numbers are written, from a date on.
create table revenue_npwpd_mask (
    region_code text not null,
    valid_from date not null,
    id uuid not null,
    mask text not null,
    source text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, valid_from, id)
);

-- The tax office's own ten digits of a village, and the village they stand for.
create table revenue_village (
    region_code text not null,
    tax_code bigint not null,
    village_code text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, tax_code)
);

-- NIR: average value of a square metre in a land zone of a village.
create table revenue_land_value (
    region_code text not null,
    tax_code bigint not null,
    zone text not null,
    tax_year integer not null,
    version integer not null,
    per_metre bigint not null,
    source text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, tax_code, zone, tax_year, version)
);

-- A PBB-P2 object as it is from a date on, in the order in which that became known.
create table revenue_object (
    region_code text not null,
    nop bigint not null,
    version integer not null,
    valid_from date not null,
    state text not null,
    reason text not null,
    taxpayer_id uuid not null,
    address text not null,
    rt text not null,
    rw text not null,
    land_area integer not null,
    land_zone text not null,
    land_kind integer not null,
    land_use integer not null,
    land_value bigint,
    land_value_source text not null,
    building_area integer not null,
    building_value bigint not null,
    common_value bigint not null,
    takes_deduction boolean not null,
    latitude_micro integer,
    longitude_micro integer,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, nop, version)
);
create index revenue_object_taxpayer on revenue_object (region_code, taxpayer_id, nop);

create table revenue_building (
    region_code text not null,
    nop bigint not null,
    version integer not null,
    number integer not null,
    area integer not null,
    use_code text not null,
    floors integer not null,
    built_year integer not null,
    valuation text not null,
    value bigint not null,
    value_source text not null,
    primary key (region_code, nop, version, number)
);

-- Split and merge of objects: one fact, found from both of its ends.
create table revenue_object_link (
    region_code text not null,
    from_nop bigint not null,
    to_nop bigint not null,
    kind text not null,
    happened_on date not null,
    basis text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, from_nop, to_nop)
);
create index revenue_object_link_to on revenue_object_link (region_code, to_nop, from_nop);
