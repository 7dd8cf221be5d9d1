-- The scan of an agreement that was signed on paper.
alter table movement_agreement add column scan_file_id uuid;
