-- One round of the movement for a year and a track. Rules are JSON text (Model/CallRules.cs).
create table movement_call (
    id uuid not null primary key,
    year integer not null,
    track text not null,
    title_id text not null,
    title_en text not null,
    application_instrument text not null,
    application_version integer not null,
    assessment_instrument text not null,
    assessment_version integer not null,
    legal_basis text not null,
    letter_number text not null,
    letter_date date,
    status text not null,
    opens_on date not null,
    submit_by date not null,
    return_days integer not null,
    assess_from date not null,
    assess_to date not null,
    objection_days integer not null,
    objection_in_working_days boolean not null,
    quota integer not null,
    reserve_size integer not null,
    territorial_rules text not null,
    assessor_rules text not null,
    generated boolean not null,
    created_by uuid,
    created_at timestamptz not null,
    opened_by uuid,
    opened_at timestamptz,
    closed_by uuid,
    closed_at timestamptz,
    version integer not null
);
-- At most one call of a year and track is past the draft, whatever two officers do at once.
create unique index movement_call_one_running on movement_call (year, track) where status <> 'Draft';

-- Public indices by which regions are invited, each with the document it stands in.
create table movement_index_value (
    region_code text not null,
    index_code text not null,
    year integer not null,
    value_micro bigint,
    class text not null,
    source text not null,
    generated boolean not null,
    imported_by uuid,
    imported_at timestamptz not null,
    primary key (region_code, index_code, year)
);

create table movement_invitation (
    region_code text not null,
    call_id uuid not null,
    kind text not null,
    status text not null,
    reason text not null,
    basis text not null,
    letter_number text not null,
    letter_date date,
    invited_at timestamptz not null,
    invited_by uuid,
    answered_at timestamptz,
    answered_by uuid,
    answer_reason text not null,
    primary key (region_code, call_id)
);

create table movement_application (
    region_code text not null,
    call_id uuid not null,
    status text not null,
    started_at timestamptz not null,
    started_by uuid,
    submitted_at timestamptz,
    submitted_by uuid,
    submitted_on date,
    first_submitted_on date,
    verified_at timestamptz,
    verified_by uuid,
    return_round integer not null,
    returned_at timestamptz,
    returned_by uuid,
    return_deadline date,
    withdrawn_at timestamptz,
    withdrawn_by uuid,
    withdraw_reason text not null,
    required_count integer not null,
    answered_count integer not null,
    saved_at timestamptz not null,
    generated boolean not null,
    version integer not null,
    primary key (region_code, call_id)
);

create table movement_answer (
    region_code text not null,
    call_id uuid not null,
    item_code text not null,
    value text not null,
    note text not null,
    revision integer not null,
    updated_at timestamptz not null,
    updated_by uuid,
    updated_by_name text not null,
    primary key (region_code, call_id, item_code)
);

-- Every value an answer ever had: nothing that was typed is lost when two people edit at once.
create table movement_answer_history (
    region_code text not null,
    call_id uuid not null,
    item_code text not null,
    revision integer not null,
    value text not null,
    note text not null,
    changed_at timestamptz not null,
    changed_by uuid,
    changed_by_name text not null,
    primary key (region_code, call_id, item_code, revision)
);

create table movement_evidence (
    region_code text not null,
    id uuid not null,
    call_id uuid not null,
    item_code text not null,
    file_id uuid not null,
    sha256 text not null,
    title text not null,
    page_anchor text not null,
    valid_from date,
    valid_until date,
    added_at timestamptz not null,
    added_by uuid,
    removed_at timestamptz,
    removed_by uuid,
    primary key (region_code, id)
);
create index movement_evidence_item on movement_evidence (region_code, call_id, item_code);

create table movement_return_reason (
    region_code text not null,
    call_id uuid not null,
    round integer not null,
    item_code text not null,
    reason text not null,
    returned_at timestamptz not null,
    returned_by uuid,
    primary key (region_code, call_id, round, item_code)
);
