-- When the issuer of a document took it back; null too for what was taken back before this was recorded.
alter table platform_document add column withdrawn_at timestamptz;
