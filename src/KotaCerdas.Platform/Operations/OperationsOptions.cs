using System.ComponentModel.DataAnnotations;

namespace KotaCerdas.Platform;

/// <summary>Section <c>Operations</c> of the configuration.</summary>
public sealed record OperationsOptions
{
    /// <summary>True where this process runs background operations, delivers events and sends mail.</summary>
    public bool Worker { get; init; } = true;

    /// <summary>Operations that run at the same time in this process.</summary>
    [Range(1, 64)]
    public int Parallel { get; init; } = 2;

    /// <summary>Seconds after which another worker takes over from one that fell silent.</summary>
    [Range(1, 600)]
    public int LeaseSeconds { get; init; } = 15;

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}
