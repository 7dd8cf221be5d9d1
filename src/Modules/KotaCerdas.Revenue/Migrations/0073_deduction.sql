-- Finds the objects of a taxpayer on which the untaxed part (NJOPTKP) is used; it may be used on one of them.
create index revenue_object_deduction on revenue_object (region_code, taxpayer_id, nop) where takes_deduction;
