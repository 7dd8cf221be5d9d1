-- A document of a kind with its number. Signing replaces the file it names; earlier files stay.
create table platform_document (
    region_code text not null,
    id uuid not null,
    kind text not null,
    template_version integer not null,
    number text not null,
    year integer not null,
    sequence integer not null,
    title text not null,
    dated_on date not null,
    content_sha256 text not null,
    file_id uuid not null,
    state text not null,
    check_code text not null,
    subject_kind text not null,
    subject_id text not null,
    places text not null,
    pages integer not null,
    prepared_at timestamptz not null,
    prepared_by uuid,
    issued_at timestamptz,
    superseded_by uuid,
    generated boolean not null,
    version integer not null,
    primary key (region_code, id)
);
create unique index platform_document_series on platform_document (region_code, kind, year, sequence);
create unique index platform_document_check on platform_document (region_code, check_code);
create index platform_document_subject on platform_document (region_code, subject_kind, subject_id);

-- The last number given in a series; locked from taking a number to the end of the write that took it.
create table platform_document_number (
    region_code text not null,
    kind text not null,
    year integer not null,
    last integer not null,
    primary key (region_code, kind, year)
);
