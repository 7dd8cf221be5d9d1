-- Finds the objects that have a point of their own: few of a region, for the picture around an object and the middle of villages.
create index revenue_object_point on revenue_object (region_code, nop, version) where latitude_micro is not null;
