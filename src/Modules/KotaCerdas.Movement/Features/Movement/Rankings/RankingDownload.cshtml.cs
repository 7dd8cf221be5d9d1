using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>The ranking as CSV: exactly the table of the page.</summary>
[Needs("movement.score.see")]
internal sealed class RankingDownload(CallRankings rankings, Texts texts) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var ranked = await rankings.OfAsync(new CallId(id), cancel);
        if (ranked.Failed)
        {
            return this.Refused(id, ranked.Problems);
        }

        var table = new RankingTable(ranked.Value, texts);
        return CsvTable.File(table.Columns.Select(c => c.Text), table.Rows, $"peringkat-{ranked.Value.Standing.Call.Year}.csv");
    }
}
