using System.Runtime.InteropServices;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;

namespace KotaCerdas.Revenue.Features.Deductions;

/// <summary>The most valuable billed object of each taxpayer of those who use the untaxed part on none.</summary>
internal sealed class DeductionTally
{
    private readonly Dictionary<Guid, Best> _best = [];

    /// <summary>Takes an object in; those that are not billed do not count.</summary>
    public void Add(in ObjectFacts of)
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
        best = known && njop <= best.Njop ? best with { Used = used } : new(of.Nop, of.Version, njop, used);
    }

    /// <summary>Objects that would get it, in order of NOP. One without any value gains nothing by it.</summary>
    public IEnumerable<(Nop Nop, int Version)> Missing =>
        _best.Values.Where(b => b is { Used: false, Njop: > 0 }).OrderBy(b => b.Nop.Value).Select(b => (b.Nop, b.Version));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Best(Nop Nop, int Version, long Njop, bool Used);
}
