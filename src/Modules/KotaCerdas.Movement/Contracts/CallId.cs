using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>A call: one round of the movement for a year and a track.</summary>
public readonly record struct CallId(Guid Value) : IGuidId<CallId>
{
    /// <inheritdoc />
    public static CallId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}
