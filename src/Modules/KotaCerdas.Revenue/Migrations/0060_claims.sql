-- That an account has shown to hold an object's bill, or that the office connected it with a taxpayer. Figures are never kept here:
-- whose an object is, is asked of the register each time.
create table revenue_claim (
    region_code text not null,
    id uuid not null,
    user_id uuid not null,
    kind text not null,
    nop bigint,
    taxpayer_id uuid not null,
    taxpayer_version integer not null,
    proof_year integer,
    code_id uuid,
    recorded_at timestamptz not null,
    primary key (region_code, id)
);
create index revenue_claim_user on revenue_claim (region_code, user_id);
create index revenue_claim_object on revenue_claim (region_code, nop);
create index revenue_claim_taxpayer on revenue_claim (region_code, taxpayer_id);
create unique index revenue_claim_code on revenue_claim (region_code, code_id);

-- That a claim no longer holds.
create table revenue_claim_end (
    region_code text not null,
    claim_id uuid not null,
    ended_by uuid,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, claim_id)
);

-- A code that an officer gave a taxpayer at the counter: good once and for a while. Only its keyed hash is kept.
create table revenue_connection_code (
    region_code text not null,
    id uuid not null,
    taxpayer_id uuid not null,
    code_hash bytea not null,
    expires_at timestamptz not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, id)
);
create unique index revenue_connection_code_hash on revenue_connection_code (region_code, code_hash);
create index revenue_connection_code_taxpayer on revenue_connection_code (region_code, taxpayer_id);

-- The regions in which an account has something of its own: where to look, without searching all regions.
create table revenue_own_place (
    user_id uuid not null,
    place text not null,
    primary key (user_id, place)
);

-- The account that asked for a correction, or null where somebody without one did.
alter table revenue_bill_correction add column asked_by uuid;
create index revenue_correction_asker on revenue_bill_correction (region_code, asked_by);
