using System.Globalization;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Measures;

/// <summary>
/// Agreements in force at the end of a year, or today in the current one, and how obligations whose last day fell in the year were kept.
/// docs/measures.md states the rule.
/// </summary>
internal sealed class AgreementMeasures(KotaDb db, TimeProvider clock) : IMeasureSource
{
    public IReadOnlyList<Measure> Measures => MovementMeasures.OfAgreements;

    public async Task<IReadOnlyList<string>> PeriodsAsync(CancellationToken cancel)
    {
        var first = await db.In<AgreementRecord>(RegionScope.National("years of agreements")).Where(a => a.SignedOn != null)
            .MinAsync(a => a.SignedOn, cancel);
        var last = RegionZone.WIB.DateAt(clock.GetUtcNow()).Year;
        return first is null ? []
            : [.. Enumerable.Range(first.Value.Year, Math.Max(0, last - first.Value.Year + 1))
                .Select(y => y.ToString(CultureInfo.InvariantCulture))];
    }

    public async Task<IReadOnlyList<MeasureRow>> RowsAsync(string period, RegionCode? only, CancellationToken cancel)
    {
        if (!int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return [];
        }

        var today = RegionZone.WIB.DateAt(clock.GetUtcNow());
        var end = new DateOnly(year, 12, 31) < today ? new DateOnly(year, 12, 31) : today;
        var scope = only is { } region ? RegionScope.Of(region) : RegionScope.National("measures of agreements");
        var agreements = await db.In<AgreementRecord>(scope).AsNoTracking().Where(a => a.SignedOn != null && a.SignedOn <= end)
            .ToListAsync(cancel);
        var obligations = await db.In<Obligation>(scope).AsNoTracking()
            .Where(o => o.DueOn >= new DateOnly(year, 1, 1) && o.DueOn < end && o.State != ObligationState.Lapsed).ToListAsync(cancel);
        var codes = agreements.ConvertAll(a => a.RegionCode);
        var slugs = await db.Shared<Region>().Where(r => codes.Contains(r.Code))
            .ToDictionaryAsync(r => r.Code, r => "/daerah/" + r.Slug, cancel);
        return
        [
            .. agreements.Select(a => new MeasureRow(
                MovementMeasures.AgreementsInForce.Code, a.RegionCode, $"movement.agreement/{a.RegionCode}/{a.Id}", InForceOn(a, end)
                    ? 1 : 0)
                { LabelKey = "Movement.Measure.RowAgreement", LabelArgs = [a.Title], Href = slugs[a.RegionCode] }),
            .. obligations.SelectMany(o => Rows(o, end, slugs.GetValueOrDefault(o.RegionCode))),
        ];
    }

    private static bool InForceOn(AgreementRecord agreement, DateOnly day) =>
        agreement.EndsOn >= day
        && (agreement.State == AgreementState.InForce || DateOnly.FromDateTime(agreement.StateSince) > day);

    private static IEnumerable<MeasureRow> Rows(Obligation obligation, DateOnly end, string? href)
    {
        MeasureRow Row(Measure measure, decimal count) => new(
            measure.Code, obligation.RegionCode, $"movement.obligation/{obligation.RegionCode}/{obligation.Id}", count)
            {
                LabelKey = "Movement.Measure.RowObligation", LabelArgs = [obligation.Title, obligation.DueOn!.Value], Href = href,
            };
        yield return Row(MovementMeasures.ObligationsOnTime, obligation.MetOnTime ? 1 : 0);
        yield return Row(MovementMeasures.ObligationsLate, obligation.IsLate(end) ? 1 : 0);
    }
}
