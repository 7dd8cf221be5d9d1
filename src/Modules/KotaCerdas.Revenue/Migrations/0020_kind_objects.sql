-- Objects of every tax and levy but PBB-P2: whole versions, append-only, as of PBB-P2.
create table revenue_kind_object (
    region_code text not null,
    object_id uuid not null,
    version integer not null,
    kind text not null,
    number text not null,
    valid_from date not null,
    valid_to date,
    state text not null,
    taxpayer_id uuid not null,
    name text not null,
    address text not null,
    village_code text not null,
    latitude_micro integer,
    longitude_micro integer,
    facts text not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, object_id, version)
);
create unique index revenue_kind_object_number on revenue_kind_object (region_code, number, version);
create index revenue_kind_object_kind on revenue_kind_object (region_code, kind, number);
create index revenue_kind_object_taxpayer on revenue_kind_object (region_code, taxpayer_id, number);

-- How a region writes the numbers of these objects, from a date on; an empty kind stands for all.
create table revenue_nopd_mask (
    region_code text not null,
    kind text not null,
    valid_from date not null,
    id uuid not null,
    mask text not null,
    source text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, kind, valid_from, id)
);
