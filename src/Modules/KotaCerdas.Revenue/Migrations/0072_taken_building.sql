-- What the system before said of a building, in its own codes; what they mean is data of the rules. Append-only.
create table revenue_taken_building (
    region_code text not null,
    nop bigint not null,
    number integer not null,
    import_id uuid not null,
    renovated text,
    condition text,
    construction text,
    roof text,
    wall text,
    floor text,
    ceiling text,
    appraised bigint not null,
    primary key (region_code, nop, number)
);

create table revenue_taken_facility (
    region_code text not null,
    nop bigint not null,
    number integer not null,
    code text not null,
    import_id uuid not null,
    amount integer not null,
    primary key (region_code, nop, number, code)
);
