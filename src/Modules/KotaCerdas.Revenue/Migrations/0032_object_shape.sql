-- Where an object lies: a point or an area, as it was imported; the version with the highest number counts.
create table revenue_object_shape (
    region_code text not null,
    nop bigint not null,
    version integer not null,
    geometry text not null,
    area bigint not null,
    west_micro integer not null,
    south_micro integer not null,
    east_micro integer not null,
    north_micro integer not null,
    source text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, nop, version)
);
