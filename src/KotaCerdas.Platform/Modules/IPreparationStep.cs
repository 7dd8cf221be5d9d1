namespace KotaCerdas.Platform;

/// <summary>
/// Brings shipped data into the database after the schema is up to date and before the first request. Registered by modules, run in the
/// order of registration; safe to repeat, and quick where there is nothing to do.
/// </summary>
public interface IPreparationStep
{
    /// <summary>Does what is missing.</summary>
    Task RunAsync(CancellationToken cancel);
}
