-- Why a selection was drafted though assessors who differ beyond the bound of the call were not brought together.
alter table movement_decision add column unmoderated_reason text not null default '';
