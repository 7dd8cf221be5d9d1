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

/// <summary>An object with months whose returns are overdue.</summary>
/// <param name="Object">The object as it was at the end of the newest of them.</param>
/// <param name="Owner">Name of the taxpayer.</param>
/// <param name="Months">First days of the months, oldest first; at least one.</param>
internal sealed record OverdueReturns(KindObject Object, string Owner, IReadOnlyList<DateOnly> Months);

/// <summary>When the returns of a month are due.</summary>
/// <param name="FileBy">Last day to file, null where the rules or the calendar do not say.</param>
/// <param name="PayBy">Last day to pay, null where the rules or the calendar do not say.</param>
/// <param name="Missing">What the rules or the calendar lack, or null.</param>
internal sealed record ReturnDays(DateOnly? FileBy, DateOnly? PayBy, Problem? Missing);

/// <summary>Who must file for a month, and who has.</summary>
internal sealed class ReturnCalendar(KotaDb db, ChargeReading charges, CalendarStore calendars)
{
    private static readonly List<string> Estimates = [.. LetterRules.All.Where(l => l.Basis == LetterBasis.Estimate).Select(l => l.Code)];

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
        var kinds = KindsOf(kind);
        var versions = await db.In<KindObject>(scope).AsNoTracking().Where(o => kinds.Contains(o.Kind)).ToListAsync(cancel);
        var active = versions.GroupBy(v => v.ObjectId).Select(g => DueIn(month, [.. g])).OfType<KindObject>()
            .OrderBy(o => o.Number, StringComparer.Ordinal).ToList();
        var filed = (await db.In<Charge>(scope).AsNoTracking()
                .Where(c => c.PeriodFrom == month && c.FiledOn != null && c.ObjectId != null).ToListAsync(cancel))
            .GroupBy(c => c.ObjectId!.Value).ToDictionary(g => g.Key, g => g.MaxBy(c => c.Cycle)!);
        var estimated = await EstimatedAsync(scope, month, cancel);
        var names = await NamesAsync(scope, active, cancel);
        return
        [
            .. active.Select(o => new DueReturn(
                o, names.GetValueOrDefault(o.TaxpayerId, string.Empty),
                filed.GetValueOrDefault(o.ObjectId) ?? estimated.GetValueOrDefault(o.ObjectId))),
        ];
    }

    /// <summary>The newest month whose last day to file is over.</summary>
    public async Task<DateOnly> LatestDueAsync(RegionCode region, DateOnly today, CancellationToken cancel)
    {
        var last = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var days = await DaysAsync(region, last, cancel);
        return days.FileBy < today ? last : last.AddMonths(-1);
    }

    /// <summary>
    /// Objects of self-assessed taxes with all their months that nobody filed for or assessed, those that wait longest first. Months are
    /// counted as long as a tax can be assessed.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="kind">A kind, or empty for all.</param>
    /// <param name="today">The legal date.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<OverdueReturns>> OverdueAsync(
        RegionCode region, string kind, DateOnly today, CancellationToken cancel)
    {
        var (scope, kinds) = (RegionScope.Of(region), KindsOf(kind));
        var last = await LatestDueAsync(region, today, cancel);
        var years = kinds.Select(k => LetterRules.ExpiryOf(RevenueKinds.Find(k)!).Years).DefaultIfEmpty(0).Max();
        var first = last.AddMonths(1).AddYears(-years);
        var versions = await db.In<KindObject>(scope).AsNoTracking().Where(o => kinds.Contains(o.Kind)).ToListAsync(cancel);
        var done = await DoneAsync(scope, kinds, (first, last), cancel);
        var found = new List<(KindObject Object, List<DateOnly> Months)>();
        foreach (var thing in versions.GroupBy(v => v.ObjectId))
        {
            List<KindObject> all = [.. thing];
            var begun = all.Min(v => v.ValidFrom);
            var month = begun > first ? new DateOnly(begun.Year, begun.Month, 1) : first;
            var (filed, open, newest) = (done[thing.Key].ToHashSet(), new List<DateOnly>(), (KindObject?)null);
            for (; month <= last; month = month.AddMonths(1))
            {
                if (!filed.Contains(month) && DueIn(month, all) is { } due)
                {
                    open.Add(month);
                    newest = due;
                }
            }

            if (newest is not null)
            {
                found.Add((newest, open));
            }
        }

        var names = await NamesAsync(scope, found.ConvertAll(f => f.Object), cancel);
        return
        [
            .. found.OrderBy(f => f.Months[0]).ThenBy(f => f.Object.Number, StringComparer.Ordinal)
                .Select(f => new OverdueReturns(f.Object, names.GetValueOrDefault(f.Object.TaxpayerId, string.Empty), f.Months)),
        ];
    }

    private static List<string> KindsOf(string kind) =>
    [
        .. RevenueKinds.All.Where(k => KindObject.Has(k) && LetterRules.ReturnOf(k) is not null)
            .Select(k => k.Code).Where(k => kind.Length == 0 || k == kind),
    ];

    /// <summary>The version at the end of a month in which the object was active on the first or the last day, or null.</summary>
    private static KindObject? DueIn(DateOnly month, IReadOnlyList<KindObject> versions)
    {
        var to = month.AddMonths(1).AddDays(-1);
        if (versions is [var only])
        {
            return only.State == ObjectState.Active && only.ValidFrom <= to ? only : null;
        }

        return KindObject.On(to, versions) is { } on
            && (on.State == ObjectState.Active || KindObject.On(month, versions) is { State: ObjectState.Active }) ? on : null;
    }

    /// <summary>Months of each object that were filed for, or assessed ex officio.</summary>
    private async Task<ILookup<KindObjectId, DateOnly>> DoneAsync(
        RegionScope scope, IReadOnlyList<string> kinds, (DateOnly First, DateOnly Last) months, CancellationToken cancel) =>
        (await db.In<Charge>(scope).AsNoTracking()
            .Where(c => c.ObjectId != null && c.PeriodFrom >= months.First && c.PeriodFrom <= months.Last && kinds.Contains(c.Kind)
                && (c.FiledOn != null || Estimates.Contains(c.Letter)))
            .Select(c => new { Object = c.ObjectId!.Value, c.PeriodFrom }).Distinct().ToListAsync(cancel))
        .ToLookup(c => c.Object, c => c.PeriodFrom);

    private async Task<Dictionary<TaxpayerId, string>> NamesAsync(
        RegionScope scope, IReadOnlyList<KindObject> of, CancellationToken cancel)
    {
        var owners = of.Select(o => o.TaxpayerId).Distinct().ToList();
        return (await db.In<Taxpayer>(scope).AsNoTracking().Where(t => owners.Contains(t.TaxpayerId))
            .Select(t => new { t.TaxpayerId, t.Version, t.Name }).ToListAsync(cancel)).GroupBy(t => t.TaxpayerId)
            .ToDictionary(g => g.Key, g => g.MaxBy(t => t.Version)!.Name);
    }

    /// <summary>Assessments ex officio of a month: nobody asks for the return any more.</summary>
    private async Task<Dictionary<KindObjectId, Charge>> EstimatedAsync(RegionScope scope, DateOnly month, CancellationToken cancel)
    {
        return (await db.In<Charge>(scope).AsNoTracking()
                .Where(c => c.PeriodFrom == month && c.ObjectId != null && Estimates.Contains(c.Letter)).ToListAsync(cancel))
            .GroupBy(c => c.ObjectId!.Value).ToDictionary(g => g.Key, g => g.MaxBy(c => c.Cycle)!);
    }
}
