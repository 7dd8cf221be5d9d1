-- Mentoring of the regions of a call, the bodies their decrees set up, and the meetings of both.
create table movement_mentoring_season (
    call_id uuid not null,
    guide text not null,
    opened_at timestamptz not null,
    opened_by uuid,
    primary key (call_id)
);

create table movement_mentoring (
    region_code text not null,
    call_id uuid not null,
    guide text not null,
    start text not null,
    agreement_id uuid,
    started_on date not null,
    due_on date not null,
    mentor_user uuid,
    mentor_name text not null,
    stage text not null,
    stage_opened_on date not null,
    stage_due_on date not null,
    missing_count integer not null,
    completed_on date,
    last_contact_on date,
    opened_at timestamptz not null,
    version integer not null,
    primary key (region_code, call_id)
);

-- Who mentors a region; the latest one counts.
create table movement_mentor_assignment (
    region_code text not null,
    id uuid not null,
    call_id uuid not null,
    user_id uuid not null,
    office text not null,
    at timestamptz not null,
    by_name text not null,
    primary key (region_code, id)
);
create index movement_mentor_assignment_call on movement_mentor_assignment (region_code, call_id);

create table movement_mentoring_stage (
    region_code text not null,
    call_id uuid not null,
    stage text not null,
    position integer not null,
    opened_on date not null,
    due_on date not null,
    completed_on date,
    primary key (region_code, call_id, stage)
);

create table movement_deliverable (
    region_code text not null,
    call_id uuid not null,
    code text not null,
    stage text not null,
    step text not null,
    latest integer not null,
    submitted integer,
    accepted integer,
    submitted_on date,
    first_accepted_on date,
    change_until date,
    version integer not null,
    primary key (region_code, call_id, code)
);

-- Versions of a deliverable. Facts: a change is a new version.
create table movement_draft (
    region_code text not null,
    call_id uuid not null,
    deliverable text not null,
    number integer not null,
    file_id uuid,
    file_name text not null,
    sha256 text not null,
    body text not null,
    note text not null,
    at timestamptz not null,
    by_user uuid not null,
    by_name text not null,
    primary key (region_code, call_id, deliverable, number)
);

create table movement_draft_ruling (
    region_code text not null,
    id uuid not null,
    call_id uuid not null,
    deliverable text not null,
    number integer not null,
    kind text not null,
    reason text not null,
    at timestamptz not null,
    by_user uuid not null,
    by_name text not null,
    primary key (region_code, id)
);
create index movement_draft_ruling_draft on movement_draft_ruling (region_code, call_id, deliverable);

create table movement_draft_comment (
    region_code text not null,
    id uuid not null,
    call_id uuid not null,
    deliverable text not null,
    number integer not null,
    body text not null,
    at timestamptz not null,
    by_user uuid not null,
    by_name text not null,
    primary key (region_code, id)
);
create index movement_draft_comment_draft on movement_draft_comment (region_code, call_id, deliverable);

-- The mentor's report of a stage; the highest revision counts.
create table movement_mentor_report (
    region_code text not null,
    call_id uuid not null,
    stage text not null,
    revision integer not null,
    fields text not null,
    at timestamptz not null,
    by_user uuid not null,
    by_name text not null,
    primary key (region_code, call_id, stage, revision)
);

create table movement_decree (
    region_code text not null,
    id uuid not null,
    kind text not null,
    guide text not null,
    number text not null,
    dated_on date,
    file_id uuid,
    file_name text not null,
    step text not null,
    submitted_on date,
    accepted_on date,
    created_at timestamptz not null,
    created_by uuid not null,
    version integer not null,
    primary key (region_code, id)
);
create index movement_decree_kind on movement_decree (region_code, kind);
create unique index movement_decree_open on movement_decree (region_code, kind) where step <> 'Accepted';

create table movement_decree_member (
    region_code text not null,
    id uuid not null,
    decree_id uuid not null,
    role text not null,
    dimension text not null,
    party text not null,
    office text not null,
    primary key (region_code, id)
);
create index movement_decree_member_decree on movement_decree_member (region_code, decree_id);

create table movement_decree_ruling (
    region_code text not null,
    id uuid not null,
    decree_id uuid not null,
    kind text not null,
    reason text not null,
    at timestamptz not null,
    by_user uuid not null,
    by_name text not null,
    primary key (region_code, id)
);
create index movement_decree_ruling_decree on movement_decree_ruling (region_code, decree_id);

-- Sessions of a stage, and meetings of the forum, the council and the team.
create table movement_meeting (
    region_code text not null,
    id uuid not null,
    kind text not null,
    call_id uuid,
    stage text not null,
    from_on date not null,
    to_on date not null,
    is_virtual boolean not null,
    place text not null,
    agenda text not null,
    minutes text not null,
    state text not null,
    held_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    version integer not null,
    primary key (region_code, id)
);
create index movement_meeting_kind on movement_meeting (region_code, kind, from_on);

create table movement_meeting_attendance (
    region_code text not null,
    meeting_id uuid not null,
    id uuid not null,
    party text not null,
    office text not null,
    people integer not null,
    primary key (region_code, meeting_id, id)
);

create table movement_meeting_file (
    region_code text not null,
    id uuid not null,
    meeting_id uuid not null,
    kind text not null,
    material text not null,
    title text not null,
    file_id uuid not null,
    at timestamptz not null,
    by_name text not null,
    primary key (region_code, id)
);
create index movement_meeting_file_meeting on movement_meeting_file (region_code, meeting_id);

create table movement_meeting_decision (
    region_code text not null,
    id uuid not null,
    meeting_id uuid not null,
    body text not null,
    owner_office text not null,
    due_on date not null,
    state text not null,
    outcome text not null,
    closed_on date,
    closed_by_name text not null,
    version integer not null,
    primary key (region_code, id)
);
create index movement_meeting_decision_meeting on movement_meeting_decision (region_code, meeting_id);
