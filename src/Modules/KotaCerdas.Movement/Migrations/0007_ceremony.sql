-- Letters that the platform made, which count once the holder of the office has signed them.
alter table movement_signing_power add column document_id uuid;
alter table movement_signing_power add column granted_at timestamptz;

-- Ceremonies stand under 00; each region's seat under the region.
create table movement_ceremony (
    region_code text not null,
    id uuid not null,
    title text not null,
    held_on date not null,
    place text not null,
    held_online boolean not null,
    state text not null,
    opened_at timestamptz,
    closed_at timestamptz,
    countersign_id uuid,
    protocol_id uuid,
    generated boolean not null,
    created_by uuid,
    created_by_name text not null,
    created_at timestamptz not null,
    version integer not null,
    primary key (region_code, id)
);

create table movement_ceremony_seat (
    region_code text not null,
    ceremony_id uuid not null,
    agreement_id uuid not null,
    came_at timestamptz,
    came_office text not null,
    seen_at timestamptz,
    problem_code text not null,
    problem_args text not null,
    problem_at timestamptz,
    primary key (region_code, ceremony_id)
);
create index movement_ceremony_seat_agreement on movement_ceremony_seat (region_code, agreement_id);

-- Witnesses and who attended for no region: offices, not names of persons.
create table movement_ceremony_person (
    region_code text not null,
    id uuid not null,
    ceremony_id uuid not null,
    kind text not null,
    office text not null,
    institution text not null,
    online boolean not null,
    primary key (region_code, id)
);
create index movement_ceremony_person_of on movement_ceremony_person (region_code, ceremony_id);
