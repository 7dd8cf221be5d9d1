-- The seasons of the movement as known: shipped with the product, or imported by the ministry, which then stands above what is shipped.
create table movement_cohort (
    year integer not null,
    track text not null,
    invited integer,
    applied integer,
    attended integer,
    assessors integer,
    assessed_from date,
    assessed_to date,
    selected integer not null,
    repeats integer not null,
    signed_from date,
    signed_to date,
    place text,
    focus_id text,
    focus_en text,
    sources text not null,
    note text,
    imported boolean not null,
    primary key (year, track)
);

create table movement_cohort_member (
    region_code text not null,
    year integer not null,
    track text not null,
    status text not null,
    sources text not null,
    note text,
    imported boolean not null,
    primary key (region_code, year, track)
);
