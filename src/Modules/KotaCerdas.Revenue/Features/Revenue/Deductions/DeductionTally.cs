using System.Runtime.InteropServices;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;

namespace KotaCerdas.Revenue.Features.Deductions;

/// <summary>The most valuable billed object of each taxpayer of those who use the untaxed part on none.</summary>
internal sealed class DeductionTally
{
    private readonly Dictionary<Guid, Best> _best = [];

    /// <summary>Takes an object in; a public facility does not count.</summary>
    /// <param name="of">The object.</param>
    /// <param name="isBilled">False where another assessment billed it: a taxpayer of none but such is not missing.</param>
    public void Add(in ObjectFacts of, bool isBilled = true)
    {
        if (of.LandKind == ObjectLine.PublicFacility)
        {
            return;
        }

        ref var best = ref CollectionsMarshal.GetValueRefOrAddDefault(_best, of.Taxpayer.Value, out var known);
        var njop = checked(
            (Math.Max(0, of.LandValue) * of.LandArea) + (of.BuildingValue * of.BuildingArea) + of.CommonValue);
        var used = of.TakesDeduction || (known && best.Used);

        // Objects come in order of NOP, so that of two of the same value the lower number stays.
        var billed = isBilled || (known && best.Billed);
        best = known && njop <= best.Njop ? best with { Used = used, Billed = billed } : new(of.Nop, of.Version, njop, used, billed);
    }

    /// <summary>Objects that would get it, in order of NOP. One without any value gains nothing by it.</summary>
    public IEnumerable<(Nop Nop, int Version)> Missing =>
        _best.Values.Where(b => b is { Used: false, Billed: true, Njop: > 0 }).OrderBy(b => b.Nop.Value).Select(b => (b.Nop, b.Version));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Best(Nop Nop, int Version, long Njop, bool Used, bool Billed);
}
