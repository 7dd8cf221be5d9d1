using System.Runtime.CompilerServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Parts of a result as rows of a file, read while they are written. A NOP is printed with its points and stays a text.</summary>
internal sealed class BatchFiles(BatchReading reading, AssessmentFacts facts, Texts texts)
{
    private const int Page = 5_000;

    /// <summary>Names of the parts: sums by village, every bill, every refused object.</summary>
    public static IReadOnlyList<string> Names { get; } = ["kelurahan", "ketetapan", "ditolak"];

    /// <summary>A part.</summary>
    public SheetRows Rows(BatchHistory history, string name, CancellationToken cancel) => name switch
    {
        "kelurahan" => new(name, Heads("Village", "Bills", "Refused", "NotBilledColumn", "BilledBeforeColumn", "Njop", "Amount",
            "LastAmount", "Higher", "Lower", "Fresh"), VillagesAsync(history.Batch, cancel)),
        "ditolak" => new(name, Heads("Nop", "Reason"), RefusalsAsync(history.Batch, cancel)),
        _ => new(name, Heads("Nop", "LandArea", "BuildingArea", "LandClass", "BuildingClass", "Njop", "Deduction", "Njkp", "Tax",
            "Last", "Now", "Change"), BillsAsync(history, cancel)),
    };

    private string[] Heads(params string[] columns) => Array.ConvertAll(columns, c => texts["Revenue.Batch." + c]);

    private async IAsyncEnumerable<object?[]> VillagesAsync(Batch batch, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var v in await reading.VillagesAsync(batch.RegionCode, batch.Id, cancel))
        {
            yield return
            [
                TaxVillage.Show(v.TaxCode), v.Bills, v.Refused, v.NotBilled, v.BilledBefore, v.Njop, v.Amount, v.LastAmount, v.Higher,
                    v.Lower,
                v.Fresh,
            ];
        }
    }

    private async IAsyncEnumerable<object?[]> RefusalsAsync(Batch batch, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = -1L;
        while (true)
        {
            var page = await reading.RefusalsAsync(batch.RegionCode, batch.Id, after, Page, cancel);
            foreach (var refused in page)
            {
                yield return [refused.Nop.ToString(), texts[$"Revenue.Refusal.{refused.Reason}"]];
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].Nop.Value;
        }
    }

    /// <summary>
    /// Computed again: before the posting there is nothing else, after it the check of the ledger proves that it is the same.
    /// </summary>
    private async IAsyncEnumerable<object?[]> BillsAsync(BatchHistory history, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rules = (await reading.RulesAsync(history.Batch, cancel)).Value;
        var before = history.Posted is { } posted ? PostedFacts.Of(posted).FirstNumber : long.MaxValue;
        var table = await facts.LoadAsync(FactsQuery.Of(history.Batch, before), rules, null, cancel);
        for (var i = 0; i < table.Count; i++)
        {
            var line = table[i];
            if (line.IsBilled && Assessor.Assess(rules, line, out var a) is null)
            {
                var had = line.Last.Amount >= 0;
                yield return
                [
                    line.Object.Nop.ToString(), line.Object.LandArea, line.Object.BuildingArea, rules.LandClassCode(a.LandClass),
                    rules.BuildingClassCode(a.BuildingClass), a.Njop, a.Deduction, a.Njkp, a.Tax, had ? line.Last.Amount : null, a.Payable,
                    had ? a.Payable - line.Last.Amount : null,
                ];
            }
        }
    }
}
