using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>Identifies a ceremony in which agreements are signed.</summary>
public readonly record struct CeremonyId(Guid Value) : IGuidId<CeremonyId>
{
    /// <inheritdoc />
    public static CeremonyId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>A ceremony was closed; its protocol has a number.</summary>
/// <param name="Region">The country.</param>
/// <param name="CeremonyId">The ceremony.</param>
/// <param name="Signed">Agreements that all parties signed.</param>
/// <param name="Expected">Agreements that were planned.</param>
public sealed record CeremonyClosed(RegionCode Region, Guid CeremonyId, int Signed, int Expected) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.ceremony-closed.v1";
}
