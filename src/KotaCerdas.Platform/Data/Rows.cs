namespace KotaCerdas.Platform;

/// <summary>
/// A row that belongs to one region. Its table's key starts with <c>region_code</c>; it is read only through <c>KotaDb.In</c>.
/// </summary>
public interface ITenantRow
{
    /// <summary>The region the row belongs to; never changes.</summary>
    RegionCode RegionCode { get; }
}

/// <summary>A row of a small table that all regions share: regions, calls, instruments, accounts.</summary>
public interface ISharedRow;
