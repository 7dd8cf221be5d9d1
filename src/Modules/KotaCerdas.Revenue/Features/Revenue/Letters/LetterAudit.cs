using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// The numbers of returns and letters, as part of <c>kotacerdas ledger check</c>: each series of a kind and year begins with 1 and has no
/// gap, and a charge bears the number of its letter (I12); no letter stands for nothing (I13).
/// </summary>
internal sealed class LetterAudit(KotaDb db) : ILedgerAudit
{
    private static readonly List<string> Kinds = [.. LetterRules.All.Select(l => l.Code)];

    public IReadOnlyList<DatabaseRule> Rules => [new(Invariant.I12, "platform_document", "platform_document_series")];

    public async Task RunAsync(RegionCode region, LedgerFindings found, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var series = await db.In<IssuedDocument>(scope).Where(d => Kinds.Contains(d.Kind)).GroupBy(d => new { d.Kind, d.Year })
            .Select(g => new
            {
                g.Key.Kind, g.Key.Year, Least = g.Min(d => d.Sequence), Most = g.Max(d => d.Sequence), Count = g.Count(),
            }).ToListAsync(cancel);
        found.Look(Invariant.I12, series.Sum(s => (long)s.Count));
        foreach (var s in series.Where(s => s.Least != 1 || s.Most != s.Count).OrderBy(s => s.Year)
            .ThenBy(s => s.Kind, StringComparer.Ordinal))
        {
            found.Break(Invariant.I12, new(
                "Revenue.LetterAudit.NumberGap", null, region.Value, LetterRules.Of(s.Kind).Title.In(), Plain(s.Year),
                Plain(s.Count), Plain(s.Least), Plain(s.Most)));
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
            found.Break(Invariant.I12, new("Revenue.LetterAudit.OtherNumber", null, region.Value, number));
        }

        found.Look(Invariant.I13, series.Sum(s => (long)s.Count));
        foreach (var number in await StrayAsync(scope, cancel))
        {
            found.Break(Invariant.I13, new("Revenue.LetterAudit.Stray", null, region.Value, number));
        }
    }

    /// <summary>Letters that neither a charge nor anything that happened to one, nor a reduction, has.</summary>
    private Task<List<string>> StrayAsync(RegionScope scope, CancellationToken cancel) => db.In<IssuedDocument>(scope)
        .Where(d => Kinds.Contains(d.Kind) && !db.In<Charge>(scope).Any(c => c.DocumentId == d.Id)
            && !db.In<ChargeEvent>(scope).Any(e => e.DocumentId == d.Id) && !db.In<Reduction>(scope).Any(r => r.DocumentId == d.Id))
        .OrderBy(d => d.Number).Select(d => d.Number).ToListAsync(cancel);

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
