-- What people are told inside the product. It belongs to the person, not to a region; the text is made in the reader's language when it is
-- read.
create table platform_notification (
    user_id uuid not null,
    id uuid not null,
    text_key text not null,
    text_args text not null,
    link text,
    created_at timestamptz not null,
    read_at timestamptz,
    primary key (user_id, id)
);
create index platform_notification_unread on platform_notification (user_id, id) where read_at is null;

-- Mail on its way. The address is looked up when it is sent and is not kept here.
create table platform_mail (
    id uuid not null primary key,
    user_id uuid not null,
    text_key text not null,
    text_args text not null,
    link text,
    state text not null,
    attempts integer not null,
    next_attempt_at timestamptz,
    last_error text not null,
    created_at timestamptz not null,
    sent_at timestamptz
);
create index platform_mail_waiting on platform_mail (next_attempt_at) where next_attempt_at is not null;
create index platform_mail_state on platform_mail (state, id);
