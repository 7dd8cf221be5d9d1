-- What the inviter calls the person, to start with; the invited person may change it. Empty where nobody said.
alter table people_invitation add column name text not null default '';
