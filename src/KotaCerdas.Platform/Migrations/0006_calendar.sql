-- The yearly decree of closed days. A corrected decree is a new revision; the highest one counts.
create table platform_calendar_year (
    year integer not null,
    revision integer not null,
    source text not null,
    imported_at timestamptz not null,
    imported_by text not null,
    primary key (year, revision)
);

create table platform_holiday (
    year integer not null,
    revision integer not null,
    day date not null,
    name_id text not null,
    name_en text not null,
    kind text not null,
    decree text not null,
    primary key (year, revision, day)
);
