-- What follows bills of a PBB-P2 object, by its number: a check of bills asks whether their interest is billed already.
create index revenue_assessment_following on revenue_assessment (region_code, subject) where follows is not null;
