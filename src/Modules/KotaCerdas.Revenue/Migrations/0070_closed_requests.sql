-- A request that can be answered no more, because what it is about was cancelled or written off before anybody proposed an answer. Once a
-- request; the letter that did it says why.
create table revenue_closed_request (
    region_code text not null,
    request_id uuid not null,
    charge_id uuid not null,
    closed_on date not null,
    cause text not null,
    document_id uuid,
    recorded_at timestamptz not null,
    recorded_by uuid,
    recorded_by_name text not null,
    primary key (region_code, request_id)
);

-- Letters are looked up by their document: deliveries, and the papers of a taxpayer.
create index revenue_assessment_event_document on revenue_assessment_event (region_code, document_id);
