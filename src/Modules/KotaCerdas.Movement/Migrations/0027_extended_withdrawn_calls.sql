-- The last day of an open call may be moved later; each time is a fact with its reason.
create table movement_call_extension (
    call_id uuid not null,
    number integer not null,
    old_submit_by date not null,
    new_submit_by date not null,
    old_assess_from date not null,
    new_assess_from date not null,
    old_assess_to date not null,
    new_assess_to date not null,
    reason text not null,
    letter_number text not null,
    letter_date date,
    at timestamptz not null,
    by_user uuid,
    by_name text not null,
    primary key (call_id, number)
);

-- A call may be withdrawn until its result is decided. It stays readable, and another of its year and track may run.
alter table movement_call add column withdrawn_by uuid;
alter table movement_call add column withdrawn_at timestamptz;
alter table movement_call add column withdraw_reason text not null default '';
alter table movement_call add column withdraw_letter text not null default '';
alter table movement_call add column withdraw_letter_date date;
drop index movement_call_one_running;
create unique index movement_call_one_running on movement_call (year, track) where status <> 'Draft' and status <> 'Withdrawn';
