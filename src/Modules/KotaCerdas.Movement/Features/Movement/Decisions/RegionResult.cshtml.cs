using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>Why a region was selected or not, for anyone. It names criteria and rules, never an assessor.</summary>
internal sealed class RegionResultPage(
    AssessmentDesk desk, DecisionReader reader, PublicOverrides overrides, PublicLog log, Texts texts) : ProductPage
{
    public Call Call { get; private set; } = null!;

    public DecisionRow Row { get; private set; } = null!;

    /// <summary>Until when the region can or could object; null where it has done so.</summary>
    public string? Objecting { get; private set; }

    /// <summary>Place of the result in its region's log; null while it waits.</summary>
    public long? LogEntry { get; private set; }

    public bool Corrected { get; private set; }

    /// <summary>Levels that the ministry set against the assessors.</summary>
    public IReadOnlyList<PublicOverride> Overrides { get; private set; } = [];

    /// <summary>Where anyone reads the questions, levels, weights and formulas.</summary>
    public string InstrumentPath => FormattableString.Invariant($"/instrumen/{Call.AssessmentInstrument}/{Call.AssessmentVersion}");

    public Cell Number(decimal? value) => value is { } known ? Formats.Decimal(known, 1) : Cell.Missing(texts);

    public async Task<IActionResult> OnGetAsync(Guid id, string regionSlug, CancellationToken cancel)
    {
        var call = await desk.CallAsync(new CallId(id), cancel);
        if (call.Failed)
        {
            return NotFound();
        }

        Call = call.Value;
        var (first, rows) = await reader.AnnouncedAsync(Call.Id, cancel);
        if (rows.FirstOrDefault(r => r.Region.Slug == regionSlug) is not { } row)
        {
            return NotFound();
        }

        Row = row;
        Corrected = row.Line.DecisionId != first!.DecisionId;
        LogEntry = await log.FindAsync(row.Region.Code, DecisionFacts.Result, row.Line.DecisionId.ToString(), cancel);
        Overrides = await overrides.OfAsync(Call, row.Region.Code, cancel);
        Objecting = await reader.WindowAsync(row, cancel) is { } window
            ? texts[window.Open ? "Movement.Decision.ObjectionUntil" : "Movement.Decision.ObjectionEnded", window.LastOn] : null;
        return Page();
    }
}
