-- What stands on the region's bills beside the bill: offices, signatory, places to pay; from a date on, in the order of recording.
create table revenue_paper (
    region_code text not null,
    valid_from date not null,
    version integer not null,
    government text not null,
    office text not null,
    address text not null,
    place text not null,
    signatory_title text not null,
    signatory_name text not null,
    signatory_number text not null,
    pay_places text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, version)
);

-- Print runs: bills or collection lists of a batch, made part by part and kept as they were made.
create table revenue_print_run (
    region_code text not null,
    id uuid not null,
    batch_id uuid not null,
    kind text not null,
    paper text not null,
    paper_version integer not null,
    printed_on date not null,
    due_on date,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, id)
);

-- A file of a run. The root is that of the Merkle tree over the bills in it; empty where it holds no bills of its own.
create table revenue_print_part (
    region_code text not null,
    run_id uuid not null,
    ordinal integer not null,
    tax_code bigint not null,
    form text not null,
    first_nop bigint not null,
    last_nop bigint not null,
    bills integer not null,
    amount bigint not null,
    pages integer not null,
    file_id uuid not null,
    sha256 text not null,
    root text not null,
    primary key (region_code, run_id, ordinal)
);

-- A run that is complete: the root over its parts, which the transparency log has.
create table revenue_print_seal (
    region_code text not null,
    run_id uuid not null,
    parts integer not null,
    bills integer not null,
    amount bigint not null,
    root text not null,
    recorded_at timestamptz not null,
    primary key (region_code, run_id)
);
