using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>A find beside an object that it may be.</summary>
/// <param name="File">The object, its latest version current.</param>
/// <param name="Register">Fields of that version.</param>
/// <param name="Differences">What the find says otherwise.</param>
internal sealed record FindComparison(ObjectFile File, Dictionary<string, string> Register, IReadOnlyList<FieldDifference> Differences);

/// <summary>Holds a find against an object that is registered.</summary>
internal sealed class FindComparing(ObjectReading objects, SurveyReading surveys)
{
    /// <summary>
    /// A find beside an object. What the surveyor left empty says nothing: their form did not show what the register has.
    /// </summary>
    public async Task<Outcome<FindComparison>> OfAsync(FindRow row, string? number, DateOnly today, CancellationToken cancel)
    {
        var text = (number ?? string.Empty).Trim();
        if (!Nop.TryParse(text, out var nop) || await objects.FindAsync(row.Find.RegionCode, nop, today, cancel) is not { } file)
        {
            return text.Length == 0 ? new Problem("Revenue.Find.LinkNeeded", "Nop") : new Problem("Revenue.Find.LinkUnknown", "Nop", text);
        }

        var latest = file.Versions[^1];
        if (latest.State != ObjectState.Active)
        {
            return new Problem("Revenue.Find.LinkEnded", "Nop", nop.ToString());
        }

        var register = await surveys.FactsAsync(file, latest, cancel);
        var said = SurveyFacts.Clean(row.Facts.Where(f => f.Value.Length > 0));
        return new FindComparison(
            file with { Current = latest }, register, SurveyMerge.Of(register, SurveyFacts.Whole(register, said), register));
    }
}
