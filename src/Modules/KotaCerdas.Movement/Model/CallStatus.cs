namespace KotaCerdas.Movement.Model;

/// <summary>Who is called: kabupaten and kota, or provinces (from 2023).</summary>
internal enum CallTrack
{
    City,
    Province,
}

/// <summary>Where a call stands. It only moves forward, one step at a time, or out of the row: withdrawn, for good.</summary>
internal enum CallStatus
{
    Draft,
    Open,
    Closed,
    Assessing,
    Selecting,
    Decided,
    Announced,
    Withdrawn,
}
