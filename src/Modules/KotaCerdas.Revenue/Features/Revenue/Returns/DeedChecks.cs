using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>
/// Holds a return of BPHTB against what the office knows: the NJOP of the land (UU 1/2022 art. 46: the tax is never below it), whether it
/// is the taxpayer's first acquisition in the region (the untaxed part NPOPTKP of a first one is given once), and that a reduction is
/// granted by a decision and not by whoever files. Facts are named as the rules name their inputs; a region without such an input is not
/// checked.
/// </summary>
internal sealed class DeedChecks(KotaDb db)
{
    private const string Njop = "njop";
    private const string Case = "case";
    private const string First = "pertama";
    private const string Relief = "relief";

    /// <summary>What stands in the way, by field, and what only has to be looked at.</summary>
    /// <param name="topic">The deed.</param>
    /// <param name="input">The return.</param>
    /// <param name="reference">Its reference: another return of the same deed does not count.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Notes)> RunAsync(
        ChargeTopic topic, ReturnInput input, string reference, CancellationToken cancel)
    {
        var region = topic.Taxpayer.RegionCode;
        var account = input.Channel == ReturnChannel.Account;
        var (problems, notes) = (new List<Problem>(), new List<Problem>());
        var nop = Nop.Of(long.Parse(topic.Subject, CultureInfo.InvariantCulture));
        var known = await NjopAsync(region, nop, topic.To.Year, cancel);
        if (known is null && account && !await db.In<TaxObject>(RegionScope.Of(region)).AnyAsync(o => o.Nop == nop, cancel))
        {
            problems.Add(new("Revenue.Return.NopUnknown", "Nop", nop.ToString()));
        }

        if (known is { } value && Number(input, Njop) is { } typed && typed < value.Njop)
        {
            var below = new Problem(
                account ? "Revenue.Return.NjopBelow" : "Revenue.Return.NjopBelowNote", FactFields.Prefix + Njop,
                Formats.Money(value.Njop), value.Year.ToString(CultureInfo.InvariantCulture));
            (account ? problems : notes).Add(below);

            // Part of the land may be worth less than the whole; why, the office says and keeps.
            if (!account && input.Reason.Length == 0)
            {
                problems.Add(new("Revenue.Return.NjopBelowReason", "Reason", Formats.Money(value.Njop)));
            }
        }

        if (Number(input, Relief) is > 0)
        {
            problems.Add(new("Revenue.Return.ReliefByDecision", FactFields.Prefix + Relief));
        }

        if (input.Facts.GetValueOrDefault(Case) == First && await FirstAsync(topic, reference, cancel) is { } before)
        {
            problems.Add(new("Revenue.Return.NotFirst", FactFields.Prefix + Case, before));
        }

        return (problems, notes);
    }

    private static decimal? Number(ReturnInput input, string name) =>
        decimal.TryParse(input.Facts.GetValueOrDefault(name), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    /// <summary>NJOP of the bill of a year, else of the latest year before it; null where the land was never billed.</summary>
    private async Task<(long Njop, int Year)?> NjopAsync(RegionCode region, Nop nop, int year, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var own = await db.In<Bill>(scope).Where(b => b.Nop == nop && b.TaxYear <= year)
            .OrderByDescending(b => b.TaxYear).ThenByDescending(b => b.Cycle).Select(b => new { b.Njop, b.TaxYear })
            .FirstOrDefaultAsync(cancel);
        var legacy = await db.In<LegacyBill>(scope).Where(b => b.Nop == nop && b.TaxYear <= year)
            .OrderByDescending(b => b.TaxYear).Select(b => new { b.TotalValue, b.TaxYear }).FirstOrDefaultAsync(cancel);
        return own is not null && own.TaxYear >= (legacy?.TaxYear ?? 0) ? (own.Njop, own.TaxYear)
            : legacy is null ? null : (legacy.TotalValue, legacy.TaxYear);
    }

    /// <summary>Number of another return by which the taxpayer acquired land for the first time already, or null.</summary>
    private async Task<string?> FirstAsync(ChargeTopic topic, string reference, CancellationToken cancel)
    {
        var (region, kind) = (topic.Taxpayer.RegionCode, topic.Kind.Code);
        var scope = RegionScope.Of(region);
        var taxpayer = topic.Taxpayer.TaxpayerId;
        var merged = db.In<TaxpayerMerge>(scope).Where(m => m.IntoId == taxpayer).Select(m => m.FromId);
        var filed = await db.In<Charge>(scope).AsNoTracking()
            .Where(c => c.Kind == kind && c.Reference != reference && (c.TaxpayerId == taxpayer || merged.Contains(c.TaxpayerId)))
            .ToListAsync(cancel);
        foreach (var first in filed.GroupBy(c => c.ChargeId).Select(g => g.MaxBy(c => c.Cycle)!).OrderBy(c => c.RecordedAt)
            .Where(c => Facts.Read(c.Facts).GetValueOrDefault(Case) == First))
        {
            // One that a decision took back was no acquisition.
            if (await db.In<ChargeEvent>(scope).AsNoTracking().Where(e => e.ChargeId == first.ChargeId).OrderByDescending(e => e.Ordinal)
                .FirstAsync(cancel) is not { State: ChargeState.Cancelled })
            {
                return first.Number;
            }
        }

        return null;
    }
}
