namespace KotaCerdas.Platform;

/// <summary>An identifier that wraps a time-ordered UUID, one type per kind of thing.</summary>
public interface IGuidId<TSelf>
    where TSelf : struct, IGuidId<TSelf>
{
    /// <summary>The UUID.</summary>
    Guid Value { get; }

    /// <summary>Wraps a UUID.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Makes time-ordered identifiers (UUID version 7), never random ones: they keep index pages warm.</summary>
public static class Ids
{
    /// <summary>A new identifier of kind <typeparamref name="T"/> at the clock's instant.</summary>
    public static T New<T>(TimeProvider clock)
        where T : struct, IGuidId<T> => T.From(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <summary>A new plain UUID at the clock's instant.</summary>
    public static Guid New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}

/// <summary>A person with an account.</summary>
public readonly record struct UserId(Guid Value) : IGuidId<UserId>
{
    /// <inheritdoc />
    public static UserId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}
