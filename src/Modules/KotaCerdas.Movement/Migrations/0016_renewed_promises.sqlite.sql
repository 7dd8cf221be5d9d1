-- A renewal left the promises of what it renewed running, and so late for ever: nobody could keep them any more. They lapse with the
-- agreement, as they do where one ends or its term is over.
update movement_obligation set
    state = 'Lapsed',
    version = version + 1
where state not in ('Met', 'Lapsed') and exists (select 1 from movement_agreement a
    where a.region_code = movement_obligation.region_code and a.id = movement_obligation.agreement_id
      and a.state in ('Ended', 'Renewed', 'Expired'));
