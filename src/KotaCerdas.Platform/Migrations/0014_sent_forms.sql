-- What a form wrote is written once, however often it is sent: the same form with the same content is known by this row, which belongs to
-- the write itself. The answer is where the first sending led.
create table platform_sent_form (
    account_id uuid not null,
    id uuid not null,
    content text not null,
    sent_at timestamptz not null,
    answer text,
    primary key (account_id, id, content)
);
create index platform_sent_form_age on platform_sent_form (sent_at);
