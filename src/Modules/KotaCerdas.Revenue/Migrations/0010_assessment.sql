-- Official assessment of PBB-P2: batches of one year, what was simulated, approved and posted, and the bills. Everything is append-only.
create table revenue_batch (
    region_code text not null,
    id uuid not null,
    tax_year integer not null,
    ordinal integer not null,
    title text not null,
    scope text not null,
    rules_version integer not null,
    rules_hash text not null,
    facts_on date not null,
    known_at timestamptz not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, id)
);
create unique index revenue_batch_ordinal on revenue_batch (region_code, tax_year, ordinal);

-- What happened to a batch, in order. The hash is that of the simulated result.
create table revenue_batch_event (
    region_code text not null,
    batch_id uuid not null,
    ordinal integer not null,
    kind text not null,
    hash text not null,
    decree_number text not null,
    decree_on date,
    facts text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, batch_id, ordinal)
);

-- Sums of a batch by the tax office's ten digits of a village, as they were simulated; a batch is posted only where they come out again.
create table revenue_batch_village (
    region_code text not null,
    batch_id uuid not null,
    tax_code bigint not null,
    bills integer not null,
    refused integer not null,
    not_billed integer not null,
    billed_before integer not null,
    land_area bigint not null,
    building_area bigint not null,
    njop bigint not null,
    tax bigint not null,
    amount bigint not null,
    last_bills integer not null,
    last_amount bigint not null,
    higher integer not null,
    lower integer not null,
    fresh integer not null,
    primary key (region_code, batch_id, tax_code)
);

-- Bills of a village by the book that lists group them by (Buku I to V).
create table revenue_batch_book (
    region_code text not null,
    batch_id uuid not null,
    tax_code bigint not null,
    book text not null,
    bills integer not null,
    amount bigint not null,
    primary key (region_code, batch_id, tax_code, book)
);

-- Objects that could not be assessed, each with the reason.
create table revenue_batch_refusal (
    region_code text not null,
    batch_id uuid not null,
    nop bigint not null,
    object_version integer not null,
    reason text not null,
    primary key (region_code, batch_id, nop)
);

-- A bill, which is what is owed for an object and year: the facts it was computed from and every figure that came of them.
create table revenue_bill (
    region_code text not null,
    nop bigint not null,
    tax_year integer not null,
    cycle integer not null,
    number bigint not null,
    batch_id uuid not null,
    object_version integer not null,
    taxpayer_id uuid not null,
    taxpayer_version integer not null,
    land_area integer not null,
    land_value bigint not null,
    land_use integer not null,
    building_area integer not null,
    building_value bigint not null,
    common_value bigint not null,
    takes_deduction boolean not null,
    last_year bigint not null,
    reduction integer not null,
    land_class text not null,
    building_class text not null,
    tier integer not null,
    land_unit bigint not null,
    building_unit bigint not null,
    land_njop bigint not null,
    building_njop bigint not null,
    njop bigint not null,
    deduction bigint not null,
    njkp bigint not null,
    tax bigint not null,
    adjusted bigint not null,
    limited bigint not null,
    reduced bigint not null,
    amount bigint not null,
    primary key (region_code, nop, tax_year, cycle)
);
create unique index revenue_bill_number on revenue_bill (region_code, tax_year, number);

-- The day on which the bills of a village went out, which starts the clock of what they ask for.
create table revenue_dispatch (
    region_code text not null,
    batch_id uuid not null,
    tax_code bigint not null,
    dispatched_on date not null,
    due_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, batch_id, tax_code)
);
