-- Background work: one row from being asked for to its result. due_at is the next instant at which a worker may take it: the start while
-- queued, the end of the lease while running, null at the end.
create table platform_operation (
    region_code text not null,
    id uuid not null,
    kind text not null,
    input text not null,
    state text not null,
    due_at timestamptz,
    lease_token uuid,
    attempts integer not null,
    max_attempts integer not null,
    progress_done bigint not null,
    progress_total bigint not null,
    message_key text not null,
    message_args text not null,
    checkpoint text,
    idempotency_key text not null,
    started_by uuid,
    started_by_name text not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    result text,
    error text,
    cancel_requested boolean not null,
    primary key (region_code, id)
);
create unique index platform_operation_once on platform_operation (region_code, kind, idempotency_key);
create index platform_operation_due on platform_operation (region_code, due_at) where due_at is not null;
create index platform_operation_starter on platform_operation (region_code, started_by, id);

-- What the self-check operation writes: each step exactly once, whatever happens to the process.
create table platform_self_check (
    region_code text not null,
    operation_id uuid not null,
    step integer not null,
    half text not null,
    id uuid not null,
    primary key (region_code, id)
);
create index platform_self_check_operation on platform_self_check (region_code, operation_id, step);

-- An event that no retry could deliver rests until someone replays it.
alter table platform_outbox add column dead_at timestamptz;
create index platform_outbox_open on platform_outbox (region_code, id) where done_at is null and dead_at is null;
create index platform_outbox_dead on platform_outbox (region_code, id) where dead_at is not null;
