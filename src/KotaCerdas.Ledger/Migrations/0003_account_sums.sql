-- What a journal moves on an account of a book, and between which lines: sheets and balances are found by this, one row where a batch has
-- a thousand lines, so that no index over all lines is kept for it.
create table ledger_account_sum (
    region_code text not null,
    book text not null,
    account bigint not null,
    posted_on date not null,
    journal_id uuid not null,
    booked_on date not null,
    first_line integer not null,
    last_line integer not null,
    entry_count bigint not null check (entry_count >= 1),
    debit bigint not null,
    credit bigint not null,
    primary key (region_code, book, account, posted_on, journal_id)
);
create index ledger_account_sum_day on ledger_account_sum (region_code, booked_on);

insert into ledger_account_sum
    (region_code, book, account, posted_on, journal_id, booked_on, first_line, last_line, entry_count, debit, credit)
select j.region_code, e.book, e.account, j.posted_on, j.id, j.booked_on, min(e.line), max(e.line), count(*),
    cast(sum(e.debit) as bigint), cast(sum(e.credit) as bigint)
from ledger_journal j join ledger_entry e on e.region_code = j.region_code and e.journal_id = j.id
group by j.region_code, e.book, e.account, j.posted_on, j.id, j.booked_on;

drop index ledger_entry_account;
