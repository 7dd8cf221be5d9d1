create table movement_panel_member (
    call_id uuid not null,
    user_id uuid not null,
    office text not null,
    sector text not null,
    institution text not null,
    home_region text not null,
    load_cap integer,
    state text not null,
    invited_at timestamptz not null,
    answered_at timestamptz,
    primary key (call_id, user_id)
);
create index movement_panel_member_user on movement_panel_member (user_id, call_id);

-- What a member declared about a region, also that there is no conflict. Facts.
create table movement_conflict (
    region_code text not null,
    id uuid not null,
    call_id uuid not null,
    user_id uuid not null,
    kind text not null,
    reason text not null,
    declared_at timestamptz not null,
    primary key (region_code, id)
);
create index movement_conflict_member on movement_conflict (region_code, call_id, user_id);

create table movement_assignment_run (
    call_id uuid not null,
    id uuid not null,
    seed integer not null,
    at timestamptz not null,
    by_name text not null,
    proposal text not null,
    accepted_at timestamptz,
    primary key (call_id, id)
);

-- That a member was given a region or lost it. Facts; movement_sheet holds what is in force.
create table movement_assignment (
    region_code text not null,
    id uuid not null,
    call_id uuid not null,
    user_id uuid not null,
    kind text not null,
    run_id uuid,
    reason text not null,
    at timestamptz not null,
    by_name text not null,
    primary key (region_code, id)
);
create index movement_assignment_member on movement_assignment (region_code, call_id, user_id);

create table movement_sheet (
    region_code text not null,
    call_id uuid not null,
    user_id uuid not null,
    assigned_at timestamptz not null,
    due_on date not null,
    submitted_at timestamptz,
    withdrawn_at timestamptz,
    primary key (region_code, call_id, user_id)
);
create index movement_sheet_member on movement_sheet (region_code, user_id, call_id);

-- Levels as they were given; every change is a new revision. Facts.
create table movement_score (
    region_code text not null,
    call_id uuid not null,
    user_id uuid not null,
    criterion_code text not null,
    revision integer not null,
    level integer,
    note text not null,
    at timestamptz not null,
    primary key (region_code, call_id, user_id, criterion_code, revision)
);

-- What moderation or the ministry decided about a criterion. Facts.
create table movement_moderation (
    region_code text not null,
    id uuid not null,
    call_id uuid not null,
    criterion_code text not null,
    kind text not null,
    level integer,
    reason text not null,
    confirms_id uuid,
    at timestamptz not null,
    by_user uuid not null,
    by_name text not null,
    primary key (region_code, id)
);
create index movement_moderation_criterion on movement_moderation (region_code, call_id, criterion_code);
