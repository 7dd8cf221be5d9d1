-- A document that a region hands in with its objection. A fact.
create table movement_objection_file (
    region_code text not null,
    objection_id uuid not null,
    file_id uuid not null,
    name text not null,
    sha256 text not null,
    added_at timestamptz not null,
    primary key (region_code, objection_id, file_id)
);
