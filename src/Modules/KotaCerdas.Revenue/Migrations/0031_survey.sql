-- Field survey: who visits which object, what was found there, and how a contradiction was settled. All of it is append-only.
create table revenue_survey_task (
    region_code text not null,
    id uuid not null,
    nop bigint not null,
    surveyor uuid not null,
    surveyor_name text not null,
    note text not null,
    due_on date,
    assigned_at timestamptz not null,
    assigned_by text not null,
    primary key (region_code, id)
);
create index revenue_survey_task_surveyor on revenue_survey_task (region_code, surveyor, id);

-- The id is made on the phone, so that what is sent twice is one report.
create table revenue_survey_report (
    region_code text not null,
    id uuid not null,
    task_id uuid not null,
    nop bigint not null,
    base_version integer not null,
    facts text not null,
    note text not null,
    photo_id uuid,
    surveyed_at timestamptz not null,
    received_at timestamptz not null,
    received_by uuid,
    received_by_name text not null,
    outcome text not null,
    version integer,
    primary key (region_code, id)
);
create index revenue_survey_report_task on revenue_survey_report (region_code, task_id, id);

create table revenue_survey_decision (
    region_code text not null,
    report_id uuid not null,
    choices text not null,
    reason text not null,
    version integer,
    decided_at timestamptz not null,
    decided_by text not null,
    primary key (region_code, report_id)
);
