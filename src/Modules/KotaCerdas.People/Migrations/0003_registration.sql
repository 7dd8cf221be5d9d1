-- Somebody asked for an account of their own and has not shown yet that the address is theirs. Gone when it is confirmed or expires.
create table people_registration (
    id uuid not null primary key,
    token_hash bytea not null,
    email text not null,
    normal_email text not null,
    language text not null,
    back text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index people_registration_email on people_registration (normal_email);
create index people_registration_expiry on people_registration (expires_at);
