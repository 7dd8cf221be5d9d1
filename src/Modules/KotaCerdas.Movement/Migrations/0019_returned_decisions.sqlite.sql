-- An approver's answer to a draft may be no, with a reason: a fact of the same step, so that a draft is never both approved and returned.
alter table movement_decision_approval add column return_reason text;

-- Where the correction after an objection was returned, the objection is answered again: the latest answer counts.
create table movement_objection_answer_numbered (
    region_code text not null,
    objection_id uuid not null,
    number integer not null,
    result text not null,
    reason text not null,
    new_decision_id uuid,
    at timestamptz not null,
    by_user uuid not null,
    by_name text not null,
    primary key (region_code, objection_id, number)
);
insert into movement_objection_answer_numbered (
    region_code, objection_id, number, result, reason, new_decision_id, at, by_user, by_name)
select region_code, objection_id, 1, result, reason, new_decision_id, at, by_user, by_name from movement_objection_answer;
drop table movement_objection_answer;
alter table movement_objection_answer_numbered rename to movement_objection_answer;
