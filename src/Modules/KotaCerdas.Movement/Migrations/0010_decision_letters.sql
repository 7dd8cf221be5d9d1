-- The letter that tells a region its announced result. Its document is in the ministry's register, whose numbers have no gap.
create table movement_decision_letter (
    region_code text not null,
    call_id uuid not null,
    decision_id uuid not null,
    document_id uuid,
    problem_code text,
    problem_args text,
    sent_at timestamptz,
    version integer not null,
    primary key (region_code, call_id, decision_id)
);
