-- What the books took over from an import: open bills as opening balances, once for each import, by village with its journal.
create table revenue_opening (
    region_code text not null,
    import_id uuid not null,
    value_on date not null,
    bills integer not null,
    debit bigint not null,
    credit bigint not null,
    over_bills integer not null,
    over_amount bigint not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, import_id)
);

create table revenue_opening_village (
    region_code text not null,
    import_id uuid not null,
    tax_code bigint not null,
    journal_id uuid not null,
    bills integer not null,
    debit bigint not null,
    credit bigint not null,
    primary key (region_code, import_id, tax_code)
);
