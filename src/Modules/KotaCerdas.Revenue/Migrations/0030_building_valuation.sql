-- What a building was valued by with the DBKB tables: attributes, the rules, and what came out. The ladder is computed again from these.
create table revenue_building_valuation (
    region_code text not null,
    nop bigint not null,
    version integer not null,
    number integer not null,
    tax_year integer not null,
    rule_version integer not null,
    rule_hash text not null,
    facts text not null,
    value bigint not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, nop, version, number)
);
