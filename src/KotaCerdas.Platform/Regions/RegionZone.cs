namespace KotaCerdas.Platform;

/// <summary>One of Indonesia's three time zones. Fixed offsets, no daylight saving, so no time zone database is needed.</summary>
public enum RegionZone
{
    /// <summary>Western, UTC+7.</summary>
    WIB = 7,

    /// <summary>Central, UTC+8.</summary>
    WITA = 8,

    /// <summary>Eastern, UTC+9.</summary>
    WIT = 9,
}

/// <summary>Legal dates in a zone.</summary>
public static class RegionZones
{
    /// <summary>Hours ahead of UTC: 7, 8 or 9.</summary>
    public static int OffsetHours(this RegionZone zone) => (int)zone;

    /// <summary>The legal date at an instant.</summary>
    public static DateOnly DateAt(this RegionZone zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(instant.UtcDateTime.AddHours(zone.OffsetHours()));

    /// <summary>The instant at which a legal date begins in the zone, in UTC.</summary>
    public static DateTime StartOf(this RegionZone zone, DateOnly date) =>
        DateTime.SpecifyKind(date.ToDateTime(TimeOnly.MinValue).AddHours(-zone.OffsetHours()), DateTimeKind.Utc);
}
