-- Rule sets of a region, as they were loaded: canonical form and hash. A correction of a draft is a new revision; nothing is changed.
create table revenue_rule_content (
    region_code text not null,
    version integer not null,
    revision integer not null,
    title_id text not null,
    title_en text not null,
    instrument text not null,
    valid_from date not null,
    valid_to date,
    placeholder boolean not null,
    hash text not null,
    definition bytea not null,
    origin text not null,
    loaded_at timestamptz not null,
    loaded_by uuid,
    loaded_by_name text not null,
    primary key (region_code, version, revision)
);

-- A run of the worked examples that travel with a set.
create table revenue_rule_test (
    region_code text not null,
    version integer not null,
    revision integer not null,
    id uuid not null,
    passed integer not null,
    failed integer not null,
    ran_at timestamptz not null,
    ran_by uuid,
    ran_by_name text not null,
    primary key (region_code, version, revision, id)
);

-- One person's approval of exactly this content. Two of them, neither by who loaded it, bring a set into force by its dates.
create table revenue_rule_approval (
    region_code text not null,
    version integer not null,
    revision integer not null,
    approver uuid not null,
    approver_name text not null,
    hash text not null,
    decree text not null,
    approved_at timestamptz not null,
    primary key (region_code, version, revision, approver)
);
