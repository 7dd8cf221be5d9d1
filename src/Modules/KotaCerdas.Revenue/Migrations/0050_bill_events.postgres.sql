-- What happens to a PBB-P2 bill is found by object and year: amount, due day and what is open are asked for with the bill. The cycle is
-- the one that counts after the event; the plan holds the terms of instalments or a deferral for as long as they apply.
alter table revenue_assessment_event add column nop bigint;
alter table revenue_assessment_event add column tax_year integer;
alter table revenue_assessment_event add column cycle integer;
alter table revenue_assessment_event add column plan text;

-- An identifier of version 8 is made of both; reminders and acknowledgements of bills were recorded before.
select set_config('app.region', '*', true);
update revenue_assessment_event set
    nop = ('x' || replace(substr(charge_id::text, 20), '-', ''))::bit(64)::bigint & 9223372036854775807,
    tax_year = ('x' || substr(charge_id::text, 10, 4))::bit(16)::integer,
    cycle = 1
where substr(charge_id::text, 15, 1) = '8';

create index revenue_assessment_event_bill on revenue_assessment_event (region_code, nop, tax_year, ordinal);
