using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// The numbers of returns and letters, as part of <c>kotacerdas ledger check</c>: each series of a kind and year begins with 1 and has no
/// gap, and a charge bears the number of its letter (I12).
/// </summary>
internal sealed class LetterAudit(KotaDb db) : ILedgerAudit
{
    private static readonly List<string> Kinds = [.. LetterRules.All.Select(l => l.Code)];

    public async Task RunAsync(RegionCode region, Action<Problem> found, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var series = await db.In<IssuedDocument>(scope).Where(d => Kinds.Contains(d.Kind)).GroupBy(d => new { d.Kind, d.Year })
            .Select(g => new
            {
                g.Key.Kind, g.Key.Year, Least = g.Min(d => d.Sequence), Most = g.Max(d => d.Sequence), Count = g.Count(),
            }).ToListAsync(cancel);
        foreach (var s in series.Where(s => s.Least != 1 || s.Most != s.Count).OrderBy(s => s.Year)
            .ThenBy(s => s.Kind, StringComparer.Ordinal))
        {
            found(new("Revenue.LetterAudit.NumberGap", null, region.Value, LetterRules.Of(s.Kind).Title.In(), Plain(s.Year), Plain(s.Count),
                Plain(s.Least), Plain(s.Most)));
        }

        var others = await (from c in db.In<Charge>(scope)
                            join d in db.In<IssuedDocument>(scope)
                                on new { c.RegionCode, Id = c.DocumentId } equals new { d.RegionCode, Id = (DocumentId?)d.Id } into papers
                            from d in papers.DefaultIfEmpty()
                            where d == null || d.Number != c.Number
                            orderby c.Number
                            select c.Number).ToListAsync(cancel);
        foreach (var number in others)
        {
            found(new("Revenue.LetterAudit.OtherNumber", null, region.Value, number));
        }
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
