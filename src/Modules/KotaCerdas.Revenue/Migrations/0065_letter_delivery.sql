-- Whether a letter reached somebody, as it was recorded; the latest record of a letter counts. Clocks that the law counts from receipt run
-- from it.
create table revenue_letter_delivery (
    region_code text not null,
    document_id uuid not null,
    ordinal integer not null,
    charge_id uuid not null,
    outcome text not null,
    receiver text not null,
    relation text not null,
    happened_on date not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (region_code, document_id, ordinal)
);
create index revenue_letter_delivery_charge on revenue_letter_delivery (region_code, charge_id);
