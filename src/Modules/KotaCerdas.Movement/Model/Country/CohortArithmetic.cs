using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Country;

/// <summary>One cohort in the running total.</summary>
/// <param name="Year">The year.</param>
/// <param name="Selected">Regions selected, repeats included.</param>
/// <param name="Repeats">Regions that had been selected before.</param>
/// <param name="Total">Different regions up to and with this year.</param>
/// <param name="Known">Members whose names are known.</param>
/// <param name="Likely">Regions of which only attendance is known.</param>
/// <param name="Unknown">Members whose names are not known.</param>
internal sealed record CohortStep(int Year, int Selected, int Repeats, int Total, int Known, int Likely, int Unknown);

/// <summary>
/// The country's sum: how many different regions have joined. Every figure comes from the rows; a cohort adds its size less its repeats,
/// whether or not the names are known.
/// </summary>
internal static class CohortArithmetic
{
    /// <summary>The running total of a track, year by year; cohorts that contradict themselves are refused.</summary>
    public static Outcome<IReadOnlyList<CohortStep>> Steps(Track track, IEnumerable<Cohort> cohorts, IEnumerable<CohortMember> members)
    {
        var named = members.Where(m => m.Track == track).ToLookup(m => m.Year);
        var steps = new List<CohortStep>();
        var problems = new List<Problem>();
        var seen = new HashSet<RegionCode>();
        foreach (var cohort in cohorts.Where(c => c.Track == track).OrderBy(c => c.Year))
        {
            var total = steps.Count == 0 ? 0 : steps[^1].Total;
            if (steps.Exists(s => s.Year == cohort.Year))
            {
                problems.Add(new("Movement.Country.YearTwice", null, Show(cohort.Year)));
                continue;
            }

            var known = named[cohort.Year].Where(m => m.Status != MemberStatus.Attendance).Select(m => m.Region).ToHashSet();
            var likely = named[cohort.Year].Select(m => m.Region).Distinct().Count(r => !known.Contains(r));
            problems.AddRange(Contradictions(cohort, known.Count, known.Count(seen.Contains), total));
            seen.UnionWith(known);
            steps.Add(new(
                cohort.Year, cohort.Selected, cohort.Repeats, total + cohort.Selected - cohort.Repeats, known.Count, likely,
                cohort.Selected - known.Count));
        }

        return problems.Count == 0 ? steps : problems;
    }

    /// <summary>
    /// Cohorts with what was signed here: a season that no source names yet is the regions whose memoranda were signed in it, and no cohort
    /// is smaller than the members that are known of it.
    /// </summary>
    public static IReadOnlyList<Cohort> WithSigned(IReadOnlyList<Cohort> stored, IReadOnlyList<CohortMember> members)
    {
        var named = members.Where(m => m.Status != MemberStatus.Attendance).ToLookup(m => (m.Year, m.Track));
        var signed = members.Where(m => m.SignedOn is not null).GroupBy(m => (m.Year, m.Track)).ToDictionary(g => g.Key, g => g.ToList());
        var all = stored.Concat(signed.Where(s => !stored.Any(c => (c.Year, c.Track) == s.Key)).Select(s => Of(s.Key, s.Value)));
        var tracks = signed.Keys.Select(k => k.Track).ToHashSet();
        var seen = new HashSet<(Track, RegionCode)>();
        var result = new List<Cohort>();
        foreach (var cohort in all.OrderBy(c => c.Year))
        {
            var known = named[(cohort.Year, cohort.Track)].Select(m => (m.Track, m.Region)).ToHashSet();
            var again = known.Count(seen.Contains);
            seen.UnionWith(known);
            result.Add(!tracks.Contains(cohort.Track) ? cohort : cohort with
            {
                Selected = Math.Max(cohort.Selected, known.Count), Repeats = Math.Max(cohort.Repeats, again),
            });
        }

        return result;
    }

    private static Cohort Of((int Year, Track Track) season, IReadOnlyList<CohortMember> signed)
    {
        var (from, to) = (signed.Min(m => m.SignedOn)!.Value, signed.Max(m => m.SignedOn)!.Value);
        var days = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} – {to:yyyy-MM-dd}");
        return new()
        {
            Year = season.Year, Track = season.Track, Selected = 0, Repeats = 0, SignedFrom = from, SignedTo = to,
            Sources = [$"KotaCerdas: nota kesepakatan ({days})"],
        };
    }

    /// <summary>Regions that are known to have been in a cohort before, by the year in which they came again.</summary>
    public static IReadOnlyList<CohortMember> KnownRepeats(IEnumerable<CohortMember> members)
    {
        var seen = new HashSet<(Track, RegionCode)>();
        return [.. from member in members
                   where member.Status != MemberStatus.Attendance
                   orderby member.Year
                   where !seen.Add((member.Track, member.Region))
                   select member];
    }

    private static IEnumerable<Problem> Contradictions(Cohort cohort, int known, int knownBefore, int totalBefore)
    {
        if (known > cohort.Selected)
        {
            yield return new("Movement.Country.TooManyMembers", null, Show(cohort.Year), known, cohort.Selected);
        }

        if (cohort.Repeats > Math.Min(cohort.Selected, totalBefore) || cohort.Repeats < 0 || cohort.Selected < 0)
        {
            yield return new("Movement.Country.TooManyRepeats", null, Show(cohort.Year), cohort.Repeats);
        }

        if (knownBefore > cohort.Repeats)
        {
            yield return new("Movement.Country.RepeatsDiffer", null, Show(cohort.Year), knownBefore, cohort.Repeats);
        }
    }

    // As text: a year has no thousands separator.
    private static string Show(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
