using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>An object whose return of a month is due.</summary>
/// <param name="Object">The object.</param>
/// <param name="Owner">Name of the taxpayer.</param>
/// <param name="Filed">The return, or null where none came.</param>
internal sealed record DueReturn(KindObject Object, string Owner, Charge? Filed);

/// <summary>When the returns of a month are due.</summary>
/// <param name="FileBy">Last day to file, null where the rules or the calendar do not say.</param>
/// <param name="PayBy">Last day to pay, null where the rules or the calendar do not say.</param>
/// <param name="Missing">What the rules or the calendar lack, or null.</param>
internal sealed record ReturnDays(DateOnly? FileBy, DateOnly? PayBy, Problem? Missing);

/// <summary>Who must file for a month, and who has.</summary>
internal sealed class ReturnCalendar(KotaDb db, ChargeReading charges, CalendarStore calendars)
{
    /// <summary>When the returns of a month are due.</summary>
    public async Task<ReturnDays> DaysAsync(RegionCode region, DateOnly month, CancellationToken cancel)
    {
        var to = month.AddMonths(1).AddDays(-1);
        var set = await charges.InForceAsync(region, to, cancel);
        if (set.Failed)
        {
            return new(null, null, set.Problem);
        }

        var calendar = await calendars.LoadAsync(cancel);
        var file = FileReturn.FileBy(set.Value, to, calendar);
        var pay = LetterRules.Of("sptpd").DueOn(set.Value, to, calendar);
        var missing = file.Failed ? file.Problem : pay.Failed ? pay.Problem : null;
        return new(file.Failed ? null : file.Value, pay.Failed ? null : pay.Value, missing);
    }

    /// <summary>Objects of self-assessed taxes that were active in a month, by number, each with its return.</summary>
    public async Task<IReadOnlyList<DueReturn>> OfAsync(RegionCode region, DateOnly month, string kind, CancellationToken cancel)
    {
        var (scope, to) = (RegionScope.Of(region), month.AddMonths(1).AddDays(-1));
        var kinds = RevenueKinds.All.Where(k => KindObject.Has(k) && LetterRules.ReturnOf(k) is not null)
            .Select(k => k.Code).Where(k => kind.Length == 0 || k == kind).ToList();
        var versions = await db.In<KindObject>(scope).AsNoTracking().Where(o => kinds.Contains(o.Kind)).ToListAsync(cancel);
        var active = versions.GroupBy(v => v.ObjectId).Select(g => (On: KindObject.On(to, g), Began: KindObject.On(month, g)))
            .Where(p => p.On is { State: ObjectState.Active } || (p.On is not null && p.Began is { State: ObjectState.Active }))
            .Select(p => p.On!).OrderBy(o => o.Number, StringComparer.Ordinal).ToList();
        var filed = (await db.In<Charge>(scope).AsNoTracking()
                .Where(c => c.PeriodFrom == month && c.FiledOn != null && c.ObjectId != null).ToListAsync(cancel))
            .GroupBy(c => c.ObjectId!.Value).ToDictionary(g => g.Key, g => g.MaxBy(c => c.Cycle)!);
        var estimated = await EstimatedAsync(scope, month, cancel);
        var owners = active.Select(o => o.TaxpayerId).Distinct().ToList();
        var names = (await db.In<Taxpayer>(scope).AsNoTracking().Where(t => owners.Contains(t.TaxpayerId))
            .Select(t => new { t.TaxpayerId, t.Version, t.Name }).ToListAsync(cancel)).GroupBy(t => t.TaxpayerId)
            .ToDictionary(g => g.Key, g => g.MaxBy(t => t.Version)!.Name);
        return
        [
            .. active.Select(o => new DueReturn(
                o, names.GetValueOrDefault(o.TaxpayerId, string.Empty),
                filed.GetValueOrDefault(o.ObjectId) ?? estimated.GetValueOrDefault(o.ObjectId))),
        ];
    }

    /// <summary>Assessments ex officio of a month: nobody asks for the return any more.</summary>
    private async Task<Dictionary<KindObjectId, Charge>> EstimatedAsync(RegionScope scope, DateOnly month, CancellationToken cancel)
    {
        var letters = LetterRules.All.Where(l => l.Basis == LetterBasis.Estimate).Select(l => l.Code).ToList();
        return (await db.In<Charge>(scope).AsNoTracking()
                .Where(c => c.PeriodFrom == month && c.ObjectId != null && letters.Contains(c.Letter)).ToListAsync(cancel))
            .GroupBy(c => c.ObjectId!.Value).ToDictionary(g => g.Key, g => g.MaxBy(c => c.Cycle)!);
    }
}
