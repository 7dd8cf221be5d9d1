using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>The announced selection, for anyone.</summary>
internal sealed class ResultsPage(AssessmentDesk desk, DecisionReader reader, Texts texts) : PageModel
{
    public Call Call { get; private set; } = null!;

    public IReadOnlyList<DecisionRow> Rows { get; private set; } = [];

    public string? Lead { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(new CallId(id), cancel);
        if (call.Failed)
        {
            return NotFound();
        }

        Call = call.Value;
        var (first, rows) = await reader.AnnouncedAsync(Call.Id, cancel);
        Rows = rows;
        Lead = first is null ? null : texts[
            "Movement.Decision.ResultsLead", rows.Count, rows.Count(r => r.Line.Result == SelectionResult.Selected),
                Formats.Instant(first.At, RegionZone.WIB)];
        return Page();
    }
}
