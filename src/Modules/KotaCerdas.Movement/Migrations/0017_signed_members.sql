-- A memorandum that is signed here makes its region a member of the cohort of its call's year.
alter table movement_cohort_member add column signed_on date;
alter table movement_cohort_member add column agreement_id uuid;
