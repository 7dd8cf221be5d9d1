-- Whether a bill reached somebody, as the village recorded it; the latest record of a bill counts.
create table revenue_delivery (
    region_code text not null,
    tax_year integer not null,
    nop bigint not null,
    ordinal integer not null,
    tax_code bigint not null,
    outcome text not null,
    receiver text not null,
    relation text not null,
    happened_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, tax_year, nop, ordinal)
);
create index revenue_delivery_village on revenue_delivery (region_code, tax_year, tax_code, outcome);

-- What a taxpayer says is wrong about a bill, and what became of it. Contacts are encrypted.
create table revenue_bill_correction (
    region_code text not null,
    id uuid not null,
    number integer not null,
    year integer not null,
    nop bigint not null,
    tax_year integer not null,
    kind text not null,
    reason text not null,
    contact bytea not null,
    file_id uuid,
    received_at timestamptz not null,
    primary key (region_code, id)
);
create index revenue_correction_bill on revenue_bill_correction (region_code, nop, tax_year);

create table revenue_bill_correction_step (
    region_code text not null,
    correction_id uuid not null,
    ordinal integer not null,
    state text not null,
    note text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, correction_id, ordinal)
);

-- What the region means to receive in a year, by kind of tax or levy; the latest version counts.
create table revenue_target (
    region_code text not null,
    kind text not null,
    year integer not null,
    version integer not null,
    amount bigint not null,
    basis text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, kind, year, version)
);
