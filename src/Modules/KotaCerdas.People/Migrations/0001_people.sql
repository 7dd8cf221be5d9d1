-- Someone who can sign in. Numbers of the person are sealed (AES-256-GCM) and found by keyed hash.
create table people_account (
    id uuid not null primary key,
    name text not null,
    normal_name text not null,
    email text not null,
    normal_email text not null,
    display_name text not null,
    affiliation text not null,
    password_hash text,
    security_stamp text not null,
    phone_sealed bytea,
    phone_lookup bytea,
    nip_sealed bytea,
    nip_lookup bytea,
    code_key_sealed bytea,
    code_since timestamptz,
    code_last_step bigint not null,
    recovery_hashes text not null,
    held_in text not null,
    is_demo boolean not null,
    created_at timestamptz not null,
    closed_at timestamptz
);
create unique index people_account_name on people_account (normal_name);
create unique index people_account_email on people_account (normal_email);
create index people_account_nip on people_account (nip_lookup);

create table people_passkey (
    credential_id bytea not null primary key,
    user_id uuid not null,
    name text not null,
    public_key bytea not null,
    sign_count bigint not null,
    transports text not null,
    user_verified boolean not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    attestation_object bytea not null,
    client_data_json bytea not null,
    created_at timestamptz not null,
    used_at timestamptz
);
create index people_passkey_user on people_passkey (user_id);

-- A browser that is signed in, until it is ended here.
create table people_session (
    id uuid not null primary key,
    user_id uuid not null,
    device text not null,
    way text not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz
);
create index people_session_user on people_session (user_id, id);

-- An organisational unit of a region's government (OPD) or a part of one.
create table people_unit (
    region_code text not null,
    id uuid not null,
    name text not null,
    kind text not null,
    parent_id uuid,
    created_at timestamptz not null,
    closed_at timestamptz,
    primary key (region_code, id)
);

-- A role held in a region for a period of legal dates. The ending is added once; nothing else changes.
create table people_holding (
    region_code text not null,
    id uuid not null,
    user_id uuid not null,
    role text not null,
    kind text not null,
    unit_id uuid,
    from_date date not null,
    to_date date,
    letter text not null,
    on_behalf_of uuid,
    granted_by uuid,
    granted_at timestamptz not null,
    ended_at timestamptz,
    ended_by uuid,
    end_reason text not null,
    primary key (region_code, id)
);
create index people_holding_user on people_holding (region_code, user_id);
create index people_holding_role on people_holding (region_code, role);

create table people_invitation (
    region_code text not null,
    id uuid not null,
    token_hash bytea not null,
    email text not null,
    normal_email text not null,
    role text not null,
    kind text not null,
    from_date date not null,
    to_date date,
    letter text not null,
    invited_by uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    withdrawn_at timestamptz,
    primary key (region_code, id)
);

-- Who opened whose data. Never changed, never deleted.
create table people_access_log (
    whose uuid not null,
    id uuid not null,
    who uuid,
    who_name text not null,
    what text not null,
    about text not null,
    why text not null,
    at timestamptz not null,
    primary key (whose, id)
);

-- Attempts to sign in, by keyed hash of the name or of the address they came from.
create table people_throttle (key text not null primary key, attempts integer not null, since timestamptz not null);
