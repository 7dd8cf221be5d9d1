using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>The newest decision as CSV: exactly the table of the page.</summary>
[Needs("movement.score.see")]
internal sealed class DecisionDownload(AssessmentDesk desk, DecisionReader reader, Texts texts) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(new CallId(id), cancel);
        if (call.Failed || await reader.NewestAsync(call.Value.Id, cancel) is not { } newest)
        {
            return NotFound();
        }

        var table = new DecisionTable(await reader.ReadAsync(newest, cancel), texts);
        return CsvTable.File(table.Columns.Select(c => c.Text), table.Rows, $"keputusan-{call.Value.Year}-{newest.Number}.csv");
    }
}
