-- The interview of a region, once the ministry has told the timetable. It stands with the application, so that later changes of the
-- panels do not move what regions and assessors were told.
alter table movement_application add column interview_on date;
alter table movement_application add column interview_slot integer;
alter table movement_application add column interview_room integer;
