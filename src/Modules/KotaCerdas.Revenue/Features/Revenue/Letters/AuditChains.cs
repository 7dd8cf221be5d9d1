using System.Globalization;
using KotaCerdas.Revenue.Model.Letters;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// What audits of one return or assessment came to together: no more than the highest of their findings, less what was owed before the
/// first of them.
/// </summary>
internal static class AuditChains
{
    /// <summary>Numbers of letters that assess more than any of them found, chain by chain.</summary>
    public static IEnumerable<string> Exceeding(ILookup<ChargeId, Charge> cycles)
    {
        var follows = cycles.Select(c => c.First()).Where(c => LetterRules.Audits.Contains(c.FirstLetter) && c.Follows is not null)
            .ToDictionary(c => c.ChargeId, c => c.Follows!.Value);
        return follows.Keys.GroupBy(id => RootOf(follows, id))
            .Where(chain => Exceeds([.. chain], cycles, cycles[chain.Key].LastOrDefault()))
            .Select(chain => string.Join(", ", chain.Select(id => cycles[id].First().Number).Order(StringComparer.Ordinal)));
    }

    private static ChargeId RootOf(Dictionary<ChargeId, ChargeId> follows, ChargeId id)
    {
        while (follows.TryGetValue(id, out var before))
        {
            id = before;
        }

        return id;
    }

    private static bool Exceeds(IReadOnlyList<ChargeId> chain, ILookup<ChargeId, Charge> cycles, Charge? root)
    {
        var letters = chain.Select(id => (First: cycles[id].First(), Last: cycles[id].Last()))
            .Where(c => LetterRules.Of(c.Last.Letter).Basis != LetterBasis.Nil)
            .Select(c => (c.First, Found: FoundBy(c.First), Asks: Math.Min(c.First.Principal, c.Last.Principal)))
            .OrderBy(c => c.First.RecordedAt).ThenBy(c => c.First.ChargeId.Value).ToList();
        if (letters.Count == 0 || letters[0].Found is not { Before: var before })
        {
            return false;
        }

        // What was returned may have become less since; then the later findings assess that again.
        before = Math.Min(before, root?.Principal ?? before);
        return before + letters.Sum(l => l.Asks) > letters.Max(l => l.Found?.Total ?? 0);
    }

    /// <summary>What was owed before an audit and what it found, by the figures of its letter; null where it has none.</summary>
    private static (long Before, long Total)? FoundBy(Charge letter)
    {
        var steps = ChargeTrace.Read(letter.Trace).ToLookup(s => s.Name, s => s.Value, StringComparer.Ordinal);
        return Figure(steps, "before") is { } before && (Figure(steps, "short") ?? Figure(steps, "extra")) is { } more
            ? (before, before + more) : null;
    }

    private static long? Figure(ILookup<string, string> steps, string name) =>
        long.TryParse(steps[name].FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var figure)
            ? figure : null;
}
