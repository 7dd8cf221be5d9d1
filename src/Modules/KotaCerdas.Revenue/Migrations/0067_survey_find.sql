-- Objects that were found in the field and have no number yet, and what the desk made of them. Both are append-only; the id is made on the
-- phone, so that what is sent twice is one find.
create table revenue_survey_find (
    region_code text not null,
    id uuid not null,
    tax_code bigint not null,
    block integer not null,
    facts text not null,
    note text not null,
    photo_id uuid,
    found_at timestamptz not null,
    received_at timestamptz not null,
    received_by uuid,
    received_by_name text not null,
    primary key (region_code, id)
);
create index revenue_survey_find_village on revenue_survey_find (region_code, tax_code, id);

create table revenue_survey_find_decision (
    region_code text not null,
    find_id uuid not null,
    outcome text not null,
    nop bigint,
    version integer,
    choices text not null,
    reason text not null,
    decided_at timestamptz not null,
    decided_by text not null,
    primary key (region_code, find_id)
);
