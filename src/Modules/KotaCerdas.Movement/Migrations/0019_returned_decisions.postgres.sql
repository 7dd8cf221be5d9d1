-- An approver's answer to a draft may be no, with a reason: a fact of the same step, so that a draft is never both approved and returned.
alter table movement_decision_approval add column return_reason text;

-- Where the correction after an objection was returned, the objection is answered again: the latest answer counts.
alter table movement_objection_answer add column number integer not null default 1;
alter table movement_objection_answer alter column number drop default;
alter table movement_objection_answer drop constraint movement_objection_answer_pkey;
alter table movement_objection_answer add primary key (region_code, objection_id, number);
