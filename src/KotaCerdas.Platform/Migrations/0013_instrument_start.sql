-- Of two published versions from the same day nobody could say which counts, also where two people publish at the same moment.
create unique index platform_instrument_start on platform_instrument (code, valid_from) where state = 'Published';
