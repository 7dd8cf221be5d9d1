-- A decree as a document of the platform: its wording where the region writes its own, the document that is signed, and the letter by
-- which the head lets another office sign.
alter table movement_decree add column considering text not null default '';
alter table movement_decree add column recalling text not null default '';
alter table movement_decree add column deciding text not null default '';
alter table movement_decree add column document_id uuid;
alter table movement_decree add column letter_id uuid;
alter table movement_decree add column letter_office text not null default '';
alter table movement_decree add column letter_until date;
alter table movement_decree add column letter_granted_at timestamptz;
