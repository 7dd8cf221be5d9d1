-- Documents from before documents knew what became of their agreements: those of agreements that were given up wait for nobody, nor does a
-- letter of delegation count that nobody had used, and those of agreements that were renewed lead to the renewal, or to none where that is
-- on paper.
update platform_document set
    state = 'Withdrawn',
    withdrawn_at = (select a.state_since from movement_agreement a
        where a.region_code = platform_document.region_code and a.document_id = platform_document.id),
    version = version + 1
where state in ('Prepared', 'Signing') and exists (select 1 from movement_agreement a
    where a.region_code = platform_document.region_code and a.document_id = platform_document.id and a.state = 'Withdrawn');

update platform_document set
    state = 'Withdrawn',
    withdrawn_at = (select a.state_since from movement_signing_power p
        join movement_agreement a on a.region_code = p.region_code and a.id = p.agreement_id
        where p.region_code = platform_document.region_code and p.document_id = platform_document.id),
    version = version + 1
where state in ('Prepared', 'Signing', 'Issued') and exists (select 1 from movement_signing_power p
    join movement_agreement a on a.region_code = p.region_code and a.id = p.agreement_id and a.state = 'Withdrawn'
    where p.region_code = platform_document.region_code and p.document_id = platform_document.id and p.withdrawn_at is null
      and not exists (select 1 from platform_document_signature s
        where s.region_code = a.region_code and s.document_id = a.document_id
          and s.role = case p.party when 1 then 'pihak-kesatu' else 'pihak-kedua' end));

update movement_signing_power set
    withdrawn_at = (select a.state_since from movement_agreement a
        where a.region_code = movement_signing_power.region_code and a.id = movement_signing_power.agreement_id),
    withdrawn_reason = (select a.state_reason from movement_agreement a
        where a.region_code = movement_signing_power.region_code and a.id = movement_signing_power.agreement_id)
where withdrawn_at is null and exists (select 1 from platform_document d
    where d.region_code = movement_signing_power.region_code and d.id = movement_signing_power.document_id and d.state = 'Withdrawn');

update platform_document set
    state = 'Superseded',
    superseded_by = (select r.document_id from movement_agreement a
        join movement_agreement r on r.region_code = a.region_code and r.parent_link = 'Renewal'
          and r.parent_id = case when a.parent_link = 'Addendum' then a.parent_id else a.id end
          and r.state in ('InForce', 'Ended', 'Renewed', 'Expired')
        where a.region_code = platform_document.region_code and a.document_id = platform_document.id
        order by r.signed_on, r.id limit 1),
    version = version + 1
where state = 'Issued' and exists (select 1 from movement_agreement a
    where a.region_code = platform_document.region_code and a.document_id = platform_document.id and a.state = 'Renewed');
