-- Memoranda that were signed before this was recorded; what the demo generated is no part of the country.
select set_config('app.region', '*', true);
insert into movement_cohort_member (region_code, year, track, status, sources, imported, signed_on, agreement_id)
select a.region_code, c.year, c.track, 'Signed',
    a.title || coalesce(', ' || d.number, '') || ' (' || cast(a.signed_on as text) || ')', true, a.signed_on, a.id
from movement_agreement a
join movement_call c on c.id = a.call_id
left join platform_document d on d.region_code = a.region_code and d.id = a.document_id
where a.signed_on is not null and not a.generated and not c.generated
order by a.signed_on, a.id
on conflict do nothing;
