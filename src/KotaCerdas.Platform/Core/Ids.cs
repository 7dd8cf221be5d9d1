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
    private static long _last;

    /// <summary>A new identifier of kind <typeparamref name="T"/> at the clock's instant.</summary>
    public static T New<T>(TimeProvider clock)
        where T : struct, IGuidId<T> => T.From(New(clock));

    /// <summary>
    /// A new plain UUID at the clock's instant. Of two made by this process in the same millisecond the later is greater: a counter of 26
    /// bits takes the place of the first random bits (RFC 9562, 6.2 method 1).
    /// </summary>
    public static Guid New(TimeProvider clock)
    {
        Span<byte> bytes = stackalloc byte[16];
        Check.That(Guid.CreateVersion7(clock.GetUtcNow()).TryWriteBytes(bytes, bigEndian: true, out _));
        var count = (uint)Interlocked.Increment(ref _last);
        bytes[6] = (byte)(0x70 | ((count >> 22) & 0x0F));
        bytes[7] = (byte)(count >> 14);
        bytes[8] = (byte)(0x80 | ((count >> 8) & 0x3F));
        bytes[9] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>A person with an account.</summary>
public readonly record struct UserId(Guid Value) : IGuidId<UserId>
{
    /// <inheritdoc />
    public static UserId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}
