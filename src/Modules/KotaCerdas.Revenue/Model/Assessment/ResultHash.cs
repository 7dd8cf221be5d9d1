using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>
/// SHA-256 over what a batch would bill: its own words, then each object in order of NOP with the facts and every figure, or the reason why
/// it has none. What is approved is this, and posting must come to the same.
/// </summary>
internal sealed class ResultHash : IDisposable
{
    private const int Width = 256;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[Width * 64];
    private int _used;

    public ResultHash(Batch batch) => _hash.AppendData(Encoding.UTF8.GetBytes(
        $"assessment 1\n{batch.RegionCode}\n{batch.Id}\n{batch.TaxYear}\n{batch.Scope}\n{batch.RulesHash}\n{batch.FactsOn:O}\n"
        + $"{batch.KnownAt:O}\n"));

    /// <summary>Takes a bill.</summary>
    public void Add(in ObjectLine line, in PbbAmount amount)
    {
        var o = line.Object;
        Begin(line.Reduction == 0 ? (byte)1 : (byte)4, o.Nop);
        if (line.Last.Base != line.Last.Amount)
        {
            Put(line.Last.Base);
        }

        if (line.Reduction != 0)
        {
            Put(line.Reduction);
        }

        Put(o.Version);
        Check.That(o.Taxpayer.Value.TryWriteBytes(_buffer.AsSpan(_used)));
        _used += 16;
        Put(line.TaxpayerVersion);
        Put(o.LandArea);
        Put(o.LandValue);
        Put(o.LandUse);
        Put(o.BuildingArea);
        Put(o.BuildingValue);
        Put(o.CommonValue);
        Put(o.TakesDeduction ? 1 : 0);
        Put(line.Last.Amount);
        Put((amount.LandClass << 16) | (ushort)amount.BuildingClass);
        Put(amount.Tier);
        Put(amount.LandUnit);
        Put(amount.BuildingUnit);
        Put(amount.LandNjop);
        Put(amount.BuildingNjop);
        Put(amount.Njop);
        Put(amount.Deduction);
        Put(amount.Njkp);
        Put(amount.Tax);
        Put(amount.Adjusted);
        Put(amount.Limited);
        Put(amount.Reduced);
        Put(amount.Payable);
    }

    /// <summary>Takes an object without a bill.</summary>
    /// <param name="line">The object.</param>
    /// <param name="reason">Why it is refused, or null where it is not billed at all.</param>
    public void Add(in ObjectLine line, RefusalReason? reason)
    {
        Begin(reason is null ? (byte)3 : (byte)2, line.Object.Nop);
        Put(line.Object.Version);
        Put(reason is { } why ? (int)why : line.BilledBefore ? 1 : 0);
    }

    /// <summary>The hash, hexadecimal.</summary>
    public string End()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private void Begin(byte kind, Nop nop)
    {
        if (_used > _buffer.Length - Width)
        {
            Flush();
        }

        _buffer[_used++] = kind;
        Put(nop.Value);
    }

    private void Put(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(_used), value);
        _used += 8;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
