-- What somebody asked for, what an officer proposed, what another person decided: three facts, each only added.
create table revenue_request (
    region_code text not null,
    id uuid not null,
    letter text not null,
    charge_id uuid not null,
    received_on date not null,
    decide_by date,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, id)
);
create index revenue_request_charge on revenue_request (region_code, charge_id);

create table revenue_proposal (
    region_code text not null,
    id uuid not null,
    letter text not null,
    kind text not null,
    charge_id uuid,
    object_id uuid,
    period_from date not null,
    period_to date not null,
    request_id uuid,
    batch_id uuid,
    facts text not null,
    amount bigint not null,
    reason text not null,
    decide_by date,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    primary key (region_code, id)
);
create index revenue_proposal_charge on revenue_proposal (region_code, charge_id);
create index revenue_proposal_batch on revenue_proposal (region_code, batch_id);

-- Nobody decides what they proposed: the database refuses it too.
create table revenue_decision (
    region_code text not null,
    proposal_id uuid not null,
    result text not null,
    decided_on date not null,
    reason text not null,
    charge_id uuid,
    document_id uuid,
    proposed_by uuid not null,
    decided_by uuid not null,
    decided_by_name text not null,
    recorded_at timestamptz not null,
    primary key (region_code, proposal_id),
    check (proposed_by <> decided_by)
);
