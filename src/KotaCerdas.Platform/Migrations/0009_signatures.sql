-- One signature of a document: who signed which bytes, and which bytes came of it. Never changed.
create table platform_document_signature (
    region_code text not null,
    document_id uuid not null,
    ordinal integer not null,
    role text not null,
    office text not null,
    signed_by uuid,
    certificate_subject text not null,
    certificate_serial text not null,
    certificate_fingerprint text not null,
    level text not null,
    adapter text not null,
    signed_at timestamptz not null,
    sha256_before text not null,
    sha256_after text not null,
    file_id uuid not null,
    primary key (region_code, document_id, ordinal)
);
create unique index platform_document_signature_role on platform_document_signature (region_code, document_id, role);
create index platform_document_signature_after on platform_document_signature (region_code, sha256_after);
