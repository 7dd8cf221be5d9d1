using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>
/// SHA-256 over what a journal says: event, source, value date, the journal it reverses, and its lines. A reversal has no lines of its own
/// in it, since its original has them.
/// </summary>
internal sealed class BodyHash : IDisposable
{
    public const int LongestSubject = 40;
    public const int LongestUnit = 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[64 + LongestSubject + LongestUnit];

    /// <summary>Begins a journal. The texts hold no line ends.</summary>
    public void Begin(string happened, string source, DateOnly valueOn, Guid? reverses) => _hash.AppendData(Encoding.UTF8.GetBytes(
        $"journal 1\n{happened}\n{source}\n{valueOn:O}\n{reverses?.ToString() ?? string.Empty}\n"));

    /// <summary>Takes a line: fixed widths, texts with their length before them.</summary>
    public void Add(Book book, long account, (long Debit, long Credit) amount, (string Subject, int Period, string Unit) dimensions)
    {
        var span = _buffer.AsSpan();
        span[0] = (byte)book;
        BinaryPrimitives.WriteInt64BigEndian(span[1..], account);
        BinaryPrimitives.WriteInt64BigEndian(span[9..], amount.Debit);
        BinaryPrimitives.WriteInt64BigEndian(span[17..], amount.Credit);
        BinaryPrimitives.WriteInt32BigEndian(span[25..], dimensions.Period);
        var subject = Encoding.ASCII.GetBytes(dimensions.Subject, span[30..]);
        span[29] = (byte)subject;
        var unit = Encoding.ASCII.GetBytes(dimensions.Unit, span[(31 + subject)..]);
        span[30 + subject] = (byte)unit;
        _hash.AppendData(span[..(31 + subject + unit)]);
    }

    /// <summary>The hash since <see cref="Begin"/>.</summary>
    public byte[] End() => _hash.GetHashAndReset();

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();
}
