-- Memoranda that were signed before this was recorded; what the demo generated is no part of the country. As a signing does it: what is
-- known of a membership from elsewhere stays, one that was only likely becomes certain, and the first memorandum of a season counts.
insert into movement_cohort_member (region_code, year, track, status, sources, imported, signed_on, agreement_id)
select s.region_code, s.year, s.track, 'Signed', s.source, true, s.signed_on, s.id
from (
    select a.region_code, c.year, c.track, a.signed_on, a.id,
        a.title || coalesce(', ' || d.number, '') || ' (' || cast(a.signed_on as text) || ')' as source,
        row_number() over (partition by a.region_code, c.year, c.track order by a.signed_on, a.id) as place
    from movement_agreement a
    join movement_call c on c.id = a.call_id
    left join platform_document d on d.region_code = a.region_code and d.id = a.document_id
    where a.signed_on is not null and not a.generated and not c.generated
) s
where s.place = 1
on conflict (region_code, year, track) do update set
    signed_on = coalesce(movement_cohort_member.signed_on, excluded.signed_on),
    agreement_id = coalesce(movement_cohort_member.agreement_id, excluded.agreement_id),
    sources = case when movement_cohort_member.status = 'Attendance' then excluded.sources else movement_cohort_member.sources end,
    note = case when movement_cohort_member.status = 'Attendance' then null else movement_cohort_member.note end,
    status = case when movement_cohort_member.status = 'Attendance' then 'Signed' else movement_cohort_member.status end,
    imported = true;
