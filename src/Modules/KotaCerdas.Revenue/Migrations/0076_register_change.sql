-- Changes of the registers that would lower what is billed: proposed by one officer, confirmed or refused by another. Both are append-only.
create table revenue_register_change (
    region_code text not null,
    id uuid not null,
    kind text not null,
    nop bigint,
    object_id uuid,
    seen integer not null,
    valid_from date not null,
    content text not null,
    lowers text not null,
    reason text not null,
    proposed_at timestamptz not null,
    proposed_by uuid not null,
    proposed_by_name text not null,
    primary key (region_code, id)
);
create index revenue_register_change_nop on revenue_register_change (region_code, nop);
create index revenue_register_change_object on revenue_register_change (region_code, object_id);

create table revenue_register_change_decision (
    region_code text not null,
    change_id uuid not null,
    outcome text not null,
    version integer,
    reason text not null,
    decided_at timestamptz not null,
    decided_by uuid not null,
    decided_by_name text not null,
    primary key (region_code, change_id)
);
