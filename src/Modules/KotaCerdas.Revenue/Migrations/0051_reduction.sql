-- Reductions of PBB-P2 that were granted before the assessment: the share of the tax of an object from a year to another. Append-only: a
-- later decision replaces an earlier one for its years, and ends it with a share of nothing. An assessment knows what was recorded until
-- its instant.
create table revenue_reduction (
    region_code text not null,
    id uuid not null,
    nop bigint not null,
    first_year integer not null,
    last_year integer not null,
    share integer not null check (share between 0 and 1000000),
    letter text not null,
    document_id uuid,
    decided_on date not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, id),
    check (first_year <= last_year)
);
create index revenue_reduction_object on revenue_reduction (region_code, nop, recorded_at);
