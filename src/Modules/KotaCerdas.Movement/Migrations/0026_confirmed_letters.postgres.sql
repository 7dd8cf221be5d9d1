-- A letter of delegation counts once the holder of the office has confirmed it. Those uploaded before counted from then on.
select set_config('app.region', '*', true);
update movement_signing_power set granted_at = added_at where document_id is null and granted_at is null;
