-- What a request asks for in figures, how it came and which account made it; older ones say none of it.
alter table revenue_request add column facts text;
alter table revenue_request add column channel text;
alter table revenue_request add column asked_by uuid;
create index revenue_request_asker on revenue_request (region_code, asked_by);

-- A request that nobody decided in time counts as granted: nobody proposed it and nobody decided it. Once a request.
create table revenue_deemed_decision (
    region_code text not null,
    request_id uuid not null,
    letter text not null,
    charge_id uuid not null,
    since date not null,
    decided_on date not null,
    article text not null,
    document_id uuid,
    recorded_at timestamptz not null,
    primary key (region_code, request_id)
);
