namespace KotaCerdas.Platform;

/// <summary>How long to wait before trying again: doubled each time, up to a limit.</summary>
/// <param name="First">Wait after the first failure.</param>
/// <param name="Most">Longest wait.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Most)
{
    /// <summary>The wait after so many failures.</summary>
    /// <param name="failures">One or more.</param>
    public TimeSpan After(int failures)
    {
        Check.That(failures > 0);
        var wait = First * Math.Pow(2, Math.Min(failures - 1, 30));
        return wait < Most ? wait : Most;
    }
}
