-- One row a region. Whoever posts shares it, whoever closes a day or changes a month holds it alone: so nothing is posted into what is
-- being closed, and nobody waits for a balance.
create table ledger_gate (
    region_code text not null,
    closed_day date,
    primary key (region_code)
);

-- A journal with its totals per book. Debits equal credits in each book, so one total stands for both.
create table ledger_journal (
    region_code text not null,
    id uuid not null,
    idem_key text not null check (length(idem_key) between 1 and 200),
    body_hash bytea not null,
    event text not null,
    source text not null,
    value_on date not null,
    posted_on date not null,
    booked_on date not null,
    posted_at timestamptz not null,
    posted_by text not null,
    line_count integer not null check (line_count >= 2),
    lo_total bigint not null check (lo_total >= 0),
    lra_total bigint not null check (lra_total >= 0),
    kas_total bigint not null check (kas_total >= 0),
    reverses uuid,
    primary key (region_code, id),
    check (lo_total + lra_total + kas_total > 0),
    check (reverses is null or reverses <> id)
);
create unique index ledger_journal_key on ledger_journal (region_code, idem_key);
create unique index ledger_journal_reverses on ledger_journal (region_code, reverses);
create index ledger_journal_day on ledger_journal (region_code, booked_on, id);

-- What happened to a month of a book. The highest revision is its state; a month that was closed keeps what it held then.
create table ledger_period_change (
    region_code text not null,
    book text not null check (book in ('LO', 'LRA', 'KAS')),
    month integer not null check (month between 190001 and 999912),
    revision integer not null check (revision >= 1),
    state text not null check (state in ('Open', 'SoftClosed', 'Closed')),
    decision text not null,
    entry_count bigint not null,
    debit bigint not null,
    changed_at timestamptz not null,
    changed_by uuid,
    changed_by_name text not null,
    primary key (region_code, book, month, revision),
    check (state <> 'Open' or decision <> '')
);

-- Days on which something was booked, each with a hash over its journals and entries and the hash of the day before.
create table ledger_day (
    region_code text not null,
    number integer not null check (number >= 1),
    booked_on date not null,
    journal_count bigint not null,
    entry_count bigint not null,
    previous_hash bytea not null,
    hash bytea not null,
    closed_at timestamptz not null,
    primary key (region_code, number)
);
create unique index ledger_day_booked on ledger_day (region_code, booked_on);

-- What a closed day moved, per account and month of posting: sums of entries, which can be made again at any time.
create table ledger_day_sum (
    region_code text not null,
    booked_on date not null,
    book text not null,
    account bigint not null,
    month integer not null,
    entry_count bigint not null,
    debit bigint not null,
    credit bigint not null,
    primary key (region_code, booked_on, book, account, month)
);
