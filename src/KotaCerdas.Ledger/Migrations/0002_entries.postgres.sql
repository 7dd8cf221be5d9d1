-- A line: exactly one of debit and credit is positive. No foreign key to the journal: it would be checked line by line for batches of a
-- million, and `kotacerdas ledger check` compares all lines with their journals.
create table ledger_entry (
    region_code text not null,
    journal_id uuid not null,
    line integer not null check (line >= 1),
    book text not null check (book in ('LO', 'LRA', 'KAS')),
    account bigint not null check (account between 100000000000 and 999999999999),
    debit bigint not null check (debit >= 0),
    credit bigint not null check (credit >= 0),
    subject text not null,
    period integer not null,
    unit text not null,
    posted_on date not null,
    primary key (region_code, journal_id, line),
    check ((debit = 0) <> (credit = 0))
);
create index ledger_entry_account on ledger_entry (region_code, book, account, posted_on, journal_id, line);
create index ledger_entry_subject on ledger_entry (region_code, subject, period, account);
