-- Why a month was reopened, beside the decision.
alter table ledger_period_change add column reason text not null default '';
