-- An assessment reads the bills of one year, which the key by object does not lead to.
create index revenue_legacy_bill_year on revenue_legacy_bill (region_code, tax_year, nop);
