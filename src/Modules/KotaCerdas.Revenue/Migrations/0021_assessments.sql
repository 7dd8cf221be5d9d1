-- What is owed of everything but PBB-P2: returns, assessments and bills of sanctions. The cycle with the highest number counts; a
-- correction is a further cycle. Everything is append-only.
create table revenue_assessment (
    region_code text not null,
    charge_id uuid not null,
    cycle integer not null check (cycle >= 1),
    letter text not null,
    kind text not null,
    number text not null,
    document_id uuid,
    object_id uuid,
    taxpayer_id uuid not null,
    subject text not null,
    reference text not null,
    period_from date not null,
    period_to date not null,
    ledger_period integer not null,
    facts text not null,
    trace text not null,
    rules_version integer not null,
    rules_hash text not null,
    principal bigint not null check (principal >= 0),
    sanction bigint not null check (sanction >= 0),
    province bigint not null check (province >= 0),
    amount bigint not null,
    issued_on date not null,
    due_on date,
    filed_on date,
    file_due_on date,
    follows uuid,
    channel text not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, charge_id, cycle),
    check (amount = principal + sanction + province)
);
create unique index revenue_assessment_reference on revenue_assessment (region_code, reference, cycle);
create index revenue_assessment_object on revenue_assessment (region_code, object_id, period_from);
create index revenue_assessment_taxpayer on revenue_assessment (region_code, taxpayer_id, period_from);
create index revenue_assessment_follows on revenue_assessment (region_code, follows);

-- What happened to an obligation, in order; what is still open after each of them is never negative.
create table revenue_assessment_event (
    region_code text not null,
    charge_id uuid not null,
    ordinal integer not null check (ordinal >= 1),
    kind text not null,
    happened_on date not null,
    change bigint not null,
    open_after bigint not null check (open_after >= 0),
    paid_after bigint not null check (paid_after >= 0),
    over_after bigint not null check (over_after >= 0),
    state text not null,
    due_on date,
    expires_from date not null,
    letter text not null,
    decision_id uuid,
    document_id uuid,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, charge_id, ordinal)
);

-- Files that came with a return or a request.
create table revenue_assessment_file (
    region_code text not null,
    owner_id uuid not null,
    file_id uuid not null,
    recorded_at timestamptz not null,
    primary key (region_code, owner_id, file_id)
);

-- A link by which a taxpayer files returns of one object without an account; only its hash is kept.
create table revenue_return_link (
    region_code text not null,
    object_id uuid not null,
    id uuid not null,
    token_hash bytea not null,
    expires_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, object_id, id)
);
create unique index revenue_return_link_token on revenue_return_link (region_code, token_hash);
