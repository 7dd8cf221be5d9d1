using System.Runtime.InteropServices;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>What was billed for an object the year before.</summary>
/// <param name="Amount">Rupiah, −1 where nothing was billed.</param>
/// <param name="Base">
/// What a limit on growth compares with: the amount before a reduction on request, which is granted for a year and not for those after it.
/// </param>
/// <param name="Njop">Rupiah.</param>
/// <param name="LandClass">Row of the class in this year's rules, −1 where unknown.</param>
/// <param name="BuildingClass">Row of the class in this year's rules, −1 where unknown.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LastBill(long Amount, long Base, long Njop, short LandClass, short BuildingClass)
{
    public static readonly LastBill None = new(-1, -1, -1, -1, -1);

    /// <summary>A bill without a reduction on request.</summary>
    public LastBill(long amount, long njop, short landClass, short buildingClass)
        : this(amount, amount, njop, landClass, buildingClass)
    {
    }
}

/// <summary>An object with what its assessment needs.</summary>
/// <param name="Object">The object on 1 January.</param>
/// <param name="TaxpayerVersion">Version of the taxpayer that was known.</param>
/// <param name="Last">What was billed the year before.</param>
/// <param name="BilledBefore">True where the object has a bill of the year already.</param>
/// <param name="Reduction">Reduction that was granted for the year, millionths of the tax.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ObjectLine(ObjectFacts Object, int TaxpayerVersion, LastBill Last, bool BilledBefore, int Reduction)
{
    /// <summary>SISMIOP's number of public facilities, which are not billed.</summary>
    public const int PublicFacility = 4;

    public bool IsBilled => !BilledBefore && Object.LandKind != PublicFacility;

    /// <summary>True where the zone of the land has no value: it must be named, never counted as nothing.</summary>
    public bool LacksLandValue => Object is { LandArea: > 0, LandValue: < 0 };

    /// <summary>What the rules assess.</summary>
    public PbbFacts Facts => new(
        Object.LandArea, Math.Max(0, Object.LandValue), Object.LandUse, Object.BuildingArea, Object.BuildingValue, Object.CommonValue,
        Object.TakesDeduction, Last.Base, Reduction);
}

/// <summary>The objects of one village in a table: one range, since they lie in order of NOP.</summary>
/// <param name="TaxCode">The tax office's ten digits.</param>
/// <param name="First">First line.</param>
/// <param name="Count">Lines.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VillageRange(long TaxCode, int First, int Count);

/// <summary>Objects in order of NOP, in segments that the collector need not move: about 120 bytes each.</summary>
internal sealed class FactTable
{
    private const int Bits = 13;
    private const int Segment = 1 << Bits;

    private readonly List<ObjectLine[]> _segments = [];
    private readonly List<VillageRange> _villages = [];

    public int Count { get; private set; }

    public IReadOnlyList<VillageRange> Villages => _villages;

    /// <summary>Bills of the year before whose object is not among these any more.</summary>
    public int GoneBills { get; set; }

    /// <summary>What they asked for.</summary>
    public long GoneAmount { get; set; }

    public ref readonly ObjectLine this[int index] => ref _segments[index >> Bits][index & (Segment - 1)];

    public void Add(in ObjectLine line)
    {
        if ((Count & (Segment - 1)) == 0)
        {
            _segments.Add(new ObjectLine[Segment]);
        }

        _segments[Count >> Bits][Count & (Segment - 1)] = line;
        var village = line.Object.Nop.Village;
        if (_villages.Count > 0 && _villages[^1].TaxCode == village)
        {
            _villages[^1] = _villages[^1] with { Count = _villages[^1].Count + 1 };
        }
        else
        {
            _villages.Add(new(village, Count, 1));
        }

        Count++;
    }

    /// <summary>Line of an object, or −1.</summary>
    public int Find(Nop nop)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var value = this[middle].Object.Nop.Value;
            if (value == nop.Value)
            {
                return middle;
            }

            (low, high) = value < nop.Value ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
