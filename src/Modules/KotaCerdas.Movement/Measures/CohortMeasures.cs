using System.Globalization;
using KotaCerdas.Movement.Features.Country;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Measures;

/// <summary>
/// How many different kabupaten and kota have joined, year by year. The country's rows are the cohorts; a region has a figure only where
/// its membership is known, because the members of some cohorts are not.
/// </summary>
internal sealed class CohortMeasures(CountryQueries country) : IMeasureSource
{
    public IReadOnlyList<Measure> Measures => [MovementMeasures.Membership];

    public async Task<IReadOnlyList<string>> PeriodsAsync(CancellationToken cancel) =>
        [.. Steps(await country.CohortsAsync(cancel), await country.MembersAsync(cancel)).Select(s => Text(s.Year))];

    public async Task<IReadOnlyList<MeasureRow>> RowsAsync(string period, RegionCode? only, CancellationToken cancel)
    {
        var members = await country.MembersAsync(cancel);
        var steps = Steps(await country.CohortsAsync(cancel), members);
        return int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && steps.Any(s => s.Year == year)
            ? [.. steps.Where(s => s.Year <= year).Select(OfCountry), .. OfRegions(members, year, only)]
            : [];
    }

    private static MeasureRow OfCountry(CohortStep step) =>
        new(MovementMeasures.Membership.Code, RegionCode.National, $"movement.cohort/{step.Year}", step.Selected - step.Repeats)
        {
            LabelKey = "Movement.Measure.RowCohort", LabelArgs = [Text(step.Year), step.Selected, step.Repeats], Href = "/",
        };

    private static IEnumerable<MeasureRow> OfRegions(IEnumerable<CohortMember> members, int year, RegionCode? only) =>
        from member in members
        where member.Track == Track.City && member.Status != MemberStatus.Attendance && member.Year <= year
        where only is null || member.Region == only
        group member by member.Region into joined
        let first = joined.Min(m => m.Year)
        select new MeasureRow(MovementMeasures.Membership.Code, joined.Key, $"movement.cohort-member/{joined.Key}", 1)
        {
            LabelKey = "Movement.Measure.RowMember", LabelArgs = [Text(first)],
        };

    // Import refuses cohorts that contradict themselves.
    private static IReadOnlyList<CohortStep> Steps(IEnumerable<Cohort> cohorts, IEnumerable<CohortMember> members) =>
        CohortArithmetic.Steps(Track.City, cohorts, members).Value;

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
