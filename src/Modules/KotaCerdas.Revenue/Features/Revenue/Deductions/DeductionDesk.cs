using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Deductions;

/// <summary>Asks for the operation that keeps the untaxed part to one object of each taxpayer.</summary>
internal sealed class DeductionDesk(KotaDb db, RegisterDesk desk, Operations operations)
{
    /// <summary>The years it can be settled for: this one and the next.</summary>
    public static IReadOnlyList<int> Years(DateOnly today) => [today.Year, today.Year + 1];

    /// <summary>This year, or the next one where bills of this year are out: what is settled now no longer changes them.</summary>
    public async Task<int> UsualYearAsync(RegionCode region, DateOnly today, CancellationToken cancel)
    {
        var year = today.Year;
        return await db.In<Bill>(RegionScope.Of(region)).AnyAsync(b => b.TaxYear == year, cancel) ? year + 1 : year;
    }

    /// <summary>Starts <see cref="SettleDeductions"/>.</summary>
    public async Task<Outcome<OperationId>> SettleAsync(RegionCode code, DeductionWork input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        List<Problem> problems = [];
        var years = Years(desk.Today(region.Value));
        if (!years.Contains(input.Year))
        {
            problems.Add(new("Revenue.Deduction.BadYear", nameof(input.Year), Plain(years[0]), Plain(years[^1])));
        }

        var reason = input.Reason.Trim();
        if (reason.Length is 0 or > Taxpayer.ReasonLength)
        {
            problems.Add(new("Revenue.Register.ReasonNeeded", nameof(input.Reason), Taxpayer.ReasonLength));
        }

        return problems.Count > 0 ? problems : await operations.StartAsync(
            desk.Actor, SettleDeductions.Kind, code, input with { Reason = reason }, null, cancel);
    }

    private static string Plain(int year) => year.ToString(CultureInfo.InvariantCulture);
}
