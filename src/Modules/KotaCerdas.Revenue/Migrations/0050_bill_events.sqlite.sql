-- What happens to a PBB-P2 bill is found by object and year: amount, due day and what is open are asked for with the bill. The cycle is
-- the one that counts after the event; the plan holds the terms of instalments or a deferral for as long as they apply.
alter table revenue_assessment_event add column nop bigint;
alter table revenue_assessment_event add column tax_year integer;
alter table revenue_assessment_event add column cycle integer;
alter table revenue_assessment_event add column plan text;

-- An identifier of version 8 is made of both; reminders and acknowledgements of bills were recorded before. The guard against changes
-- comes back with the end of the migration.
drop trigger if exists revenue_assessment_event_no_update;
update revenue_assessment_event set
    nop = (
        with recursive digit(place, value) as (
            select 1, 0
            union all
            select place + 1, value * 16 + instr('0123456789ABCDEF', upper(substr(
                replace(substr(charge_id, 20), '-', ''), place + 1, 1))) - 1 from digit where place < 16)
        select value from digit where place = 16),
    tax_year = (
        with recursive digit(place, value) as (
            select 0, 0
            union all
            select place + 1, value * 16 + instr('0123456789ABCDEF', upper(substr(charge_id, 10 + place, 1))) - 1
            from digit where place < 4)
        select value from digit where place = 4),
    cycle = 1
where substr(charge_id, 15, 1) = '8';

create index revenue_assessment_event_bill on revenue_assessment_event (region_code, nop, tax_year, ordinal);
