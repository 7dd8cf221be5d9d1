-- Letters of delegation that were withdrawn before documents knew it: whoever checks one is told.
select set_config('app.region', '*', true);
update platform_document set
    state = 'Withdrawn',
    withdrawn_at = (select p.withdrawn_at from movement_signing_power p
        where p.region_code = platform_document.region_code and p.document_id = platform_document.id),
    version = version + 1
where state in ('Prepared', 'Signing', 'Issued') and exists (select 1 from movement_signing_power p
    where p.region_code = platform_document.region_code and p.document_id = platform_document.id and p.withdrawn_at is not null);
