-- Agreements of a region with the ministry or with others; the text is negotiated clause by clause and frozen before it is signed.
create table movement_agreement (
    region_code text not null,
    id uuid not null,
    template text not null,
    template_version integer not null,
    vehicle text not null,
    title text not null,
    year integer not null,
    state text not null,
    state_since timestamptz not null,
    state_reason text not null,
    call_id uuid,
    parent_id uuid,
    parent_link text not null,
    planned_on date,
    place text not null,
    held_online boolean not null,
    duration_months integer not null,
    renewal text not null,
    frozen_text text not null,
    frozen_sha256 text not null,
    frozen_at timestamptz,
    document_id uuid,
    signed_on date,
    ends_on date,
    generated boolean not null,
    created_by uuid,
    created_by_name text not null,
    created_at timestamptz not null,
    version integer not null,
    primary key (region_code, id)
);
create index movement_agreement_state on movement_agreement (region_code, state);

create table movement_agreement_party (
    region_code text not null,
    agreement_id uuid not null,
    number integer not null,
    kind text not null,
    name text not null,
    party_region text not null,
    officer_user uuid,
    document_number text not null,
    signatory_office text not null,
    capacity text not null,
    confirmed_sha256 text not null,
    confirmed_at timestamptz,
    confirmed_by_name text not null,
    primary key (region_code, agreement_id, number)
);

-- Witnesses and who attended: offices, not names of persons.
create table movement_agreement_person (
    region_code text not null,
    id uuid not null,
    agreement_id uuid not null,
    kind text not null,
    office text not null,
    institution text not null,
    online boolean not null,
    primary key (region_code, id)
);
create index movement_agreement_person_of on movement_agreement_person (region_code, agreement_id);

create table movement_clause_version (
    region_code text not null,
    agreement_id uuid not null,
    clause text not null,
    number integer not null,
    position integer not null,
    heading text not null,
    body text not null,
    state text not null,
    party integer not null,
    by_user uuid,
    by_name text not null,
    at timestamptz not null,
    note text not null,
    answered_by_name text not null,
    answered_at timestamptz,
    answer_reason text not null,
    primary key (region_code, agreement_id, clause, number)
);

create table movement_clause_comment (
    region_code text not null,
    id uuid not null,
    agreement_id uuid not null,
    clause text not null,
    reply_to uuid,
    party integer not null,
    body text not null,
    by_user uuid,
    by_name text not null,
    at timestamptz not null,
    primary key (region_code, id)
);
create index movement_clause_comment_of on movement_clause_comment (region_code, agreement_id, clause);

-- A letter by which the head of a party lets another office sign.
create table movement_signing_power (
    region_code text not null,
    id uuid not null,
    agreement_id uuid not null,
    party integer not null,
    from_office text not null,
    to_office text not null,
    letter_number text not null,
    letter_date date not null,
    valid_from date not null,
    valid_until date not null,
    scope text not null,
    file_id uuid not null,
    added_by uuid,
    added_by_name text not null,
    added_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_reason text not null,
    primary key (region_code, id)
);
create index movement_signing_power_of on movement_signing_power (region_code, agreement_id, party);

create table movement_obligation (
    region_code text not null,
    id uuid not null,
    agreement_id uuid not null,
    party integer not null,
    code text not null,
    occurrence integer not null,
    title text not null,
    owner text not null,
    due_kind text not null,
    due_days integer not null,
    due_unit text not null,
    due_date date,
    law text not null,
    state text not null,
    starts_on date,
    due_on date,
    reported_on date,
    met_on date,
    version integer not null,
    primary key (region_code, id)
);
create unique index movement_obligation_once on movement_obligation (region_code, agreement_id, code, occurrence);
create index movement_obligation_due on movement_obligation (region_code, state, due_on);

-- What was handed in, returned or accepted. Facts.
create table movement_obligation_step (
    region_code text not null,
    id uuid not null,
    obligation_id uuid not null,
    agreement_id uuid not null,
    kind text not null,
    note text not null,
    file_id uuid,
    party integer not null,
    on_date date not null,
    by_user uuid,
    by_name text not null,
    at timestamptz not null,
    primary key (region_code, id)
);
create index movement_obligation_step_of on movement_obligation_step (region_code, obligation_id);

-- One alert a threshold: the key is what keeps it from being sent twice.
create table movement_obligation_alert (
    region_code text not null,
    obligation_id uuid not null,
    percent integer not null,
    on_date date not null,
    at timestamptz not null,
    primary key (region_code, obligation_id, percent)
);
