-- Language that a person chose (id, en), or null; and whether the person wants mail.
alter table people_account add column language text;
alter table people_account add column wants_mail boolean not null default true;

-- The unit that an invited person will belong to.
alter table people_invitation add column unit_id uuid;
