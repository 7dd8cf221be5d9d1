-- The form of bills that a setting of paper asks for; null for those recorded before there were several, whose runs are made as they were.
alter table revenue_paper add column form integer;
