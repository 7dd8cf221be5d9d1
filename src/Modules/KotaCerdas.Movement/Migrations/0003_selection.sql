-- A selection as drafted, or its correction. Facts: a new draft replaces an old one.
create table movement_decision (
    call_id uuid not null,
    id uuid not null,
    number integer not null,
    corrects_id uuid,
    quota integer not null,
    reserve_size integer not null,
    instrument text not null,
    note text not null,
    drafted_at timestamptz not null,
    drafted_by uuid not null,
    drafted_by_name text not null,
    primary key (call_id, id)
);
create unique index movement_decision_number on movement_decision (call_id, number);

create table movement_decision_line (
    region_code text not null,
    call_id uuid not null,
    decision_id uuid not null,
    result text not null,
    place integer not null,
    reserve_place integer,
    total bigint not null,
    reasons text not null,
    primary key (region_code, call_id, decision_id)
);

create table movement_decision_remark (
    region_code text not null,
    id uuid not null,
    decision_id uuid not null,
    remark text not null,
    at timestamptz not null,
    by_name text not null,
    primary key (region_code, id)
);
create index movement_decision_remark_line on movement_decision_remark (region_code, decision_id);

-- One approval a step, and one a person: nobody can give both.
create table movement_decision_approval (
    decision_id uuid not null,
    step text not null,
    user_id uuid not null,
    by_name text not null,
    at timestamptz not null,
    primary key (decision_id, step)
);
create unique index movement_decision_approval_person on movement_decision_approval (decision_id, user_id);

create table movement_announcement (
    call_id uuid not null,
    decision_id uuid not null,
    at timestamptz not null,
    by_name text not null,
    primary key (call_id, decision_id)
);

create table movement_objection_window (
    region_code text not null,
    call_id uuid not null,
    decision_id uuid not null,
    opens_on date not null,
    last_on date not null,
    primary key (region_code, call_id, decision_id)
);

create table movement_objection (
    region_code text not null,
    id uuid not null,
    call_id uuid not null,
    decision_id uuid not null,
    grounds text not null,
    filed_at timestamptz not null,
    filed_on date not null,
    filed_by uuid not null,
    filed_by_name text not null,
    primary key (region_code, id)
);
create unique index movement_objection_once on movement_objection (region_code, call_id, decision_id);

create table movement_objection_answer (
    region_code text not null,
    objection_id uuid not null,
    result text not null,
    reason text not null,
    new_decision_id uuid,
    at timestamptz not null,
    by_user uuid not null,
    by_name text not null,
    primary key (region_code, objection_id)
);
