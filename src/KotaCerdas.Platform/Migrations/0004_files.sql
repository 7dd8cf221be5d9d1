create table platform_file (
    region_code text not null,
    id uuid not null,
    sha256 text not null,
    size bigint not null,
    media_type text not null,
    name text not null,
    scan text not null,
    uploaded_at timestamptz not null,
    uploaded_by uuid,
    primary key (region_code, id)
);
create index platform_file_content on platform_file (region_code, sha256);
