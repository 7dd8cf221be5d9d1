-- What was taken over from SISMIOP: bills and payments of earlier years as they were, and the proof of each import.
create table revenue_legacy_bill (
    region_code text not null,
    nop bigint not null,
    tax_year integer not null,
    import_id uuid not null,
    cycle integer not null,
    name text not null,
    land_class text not null,
    building_class text not null,
    land_area integer not null,
    building_area integer not null,
    land_value bigint not null,
    building_value bigint not null,
    total_value bigint not null,
    deduction bigint not null,
    tax bigint not null,
    reduction bigint not null,
    amount bigint not null,
    due_on date,
    issued_on date,
    primary key (region_code, nop, tax_year)
);

create table revenue_legacy_payment (
    region_code text not null,
    nop bigint not null,
    tax_year integer not null,
    number integer not null,
    import_id uuid not null,
    amount bigint not null,
    penalty bigint not null,
    paid_on date not null,
    primary key (region_code, nop, tax_year, number)
);

create table revenue_import (
    region_code text not null,
    id uuid not null,
    result text not null,
    set_hash text not null,
    files text not null,
    facts text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, id)
);
create index revenue_import_set on revenue_import (region_code, set_hash);

create table revenue_import_exception (
    region_code text not null,
    import_id uuid not null,
    ordinal bigint not null,
    file text not null,
    line integer not null,
    rule text not null,
    nop bigint not null,
    tax_year integer not null,
    tax_code bigint not null,
    amount bigint not null,
    expected text not null,
    found text not null,
    primary key (region_code, import_id, ordinal)
);

create table revenue_import_proof (
    region_code text not null,
    import_id uuid not null,
    kind text not null,
    tax_code bigint not null,
    tax_year integer not null,
    source_count bigint not null,
    source_sum bigint not null,
    left_count bigint not null,
    left_sum bigint not null,
    kept_count bigint not null,
    kept_sum bigint not null,
    primary key (region_code, import_id, kind, tax_code, tax_year)
);
