-- Of two published versions from the same day nobody could say which counts, also where two people publish at the same moment. Versions
-- that were published so before stay published, since calls and evaluations name them: of those of a day the last one published has the
-- day, the others are told apart by their number.
alter table platform_instrument add column twin integer not null default 0;
update platform_instrument set twin = version where state = 'Published' and exists (select 1 from platform_instrument o
    where o.code = platform_instrument.code and o.valid_from = platform_instrument.valid_from and o.state = 'Published'
      and (o.published_at > platform_instrument.published_at
        or (o.published_at = platform_instrument.published_at and o.version > platform_instrument.version)));
create unique index platform_instrument_start on platform_instrument (code, valid_from, twin) where state = 'Published';
