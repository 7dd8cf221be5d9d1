-- What was published about a region and a period: never changed, a new figure is a new revision. The value is exact decimal text, null
-- where missing.
create table platform_measure_value (
    region_code text not null,
    measure_code text not null,
    period text not null,
    revision integer not null,
    value text,
    missing boolean not null,
    numerator text,
    denominator text,
    row_count integer not null,
    trace text not null,
    rows_hash text not null,
    published_at timestamptz not null,
    primary key (region_code, measure_code, period, revision)
);
