-- Revaluations of all buildings of a region by the tables of a year, and what happened to them. Both are append-only.
create table revenue_revaluation (
    region_code text not null,
    id uuid not null,
    tax_year integer not null,
    ordinal integer not null,
    rules_version integer not null,
    rules_hash text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, id)
);
create unique index revenue_revaluation_ordinal on revenue_revaluation (region_code, tax_year, ordinal);

create table revenue_revaluation_event (
    region_code text not null,
    revaluation_id uuid not null,
    ordinal integer not null,
    kind text not null,
    hash text not null,
    decree_number text not null,
    decree_on date,
    facts text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, revaluation_id, ordinal)
);
