-- Asks that measures be published soon after something happened: one row for each span of minutes.
create table platform_measure_request (
    due_at timestamptz not null primary key
);

-- A mail that goes out even to who has switched mail off: a link to sign in with. Its link is forgotten once it is sent.
alter table platform_mail add column essential boolean not null default false;
