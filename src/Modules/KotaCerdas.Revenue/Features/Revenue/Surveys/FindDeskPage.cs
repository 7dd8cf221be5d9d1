using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>What the pages of one find need.</summary>
internal sealed class FindDesk(FindReading reading, VillageMap map, RuleStore rules, Texts texts)
{
    public Texts Texts => texts;

    public Task<FindRow?> FindAsync(RegionCode region, Guid id, CancellationToken cancel) => reading.FindAsync(region, id, cancel);

    /// <summary>How fields of finds are shown.</summary>
    public async Task<(FindFields Fields, SurveyFields Visit)> FieldsAsync(RegionCode region, DateOnly today, CancellationToken cancel)
    {
        var set = await rules.InForceAsync(region, today, cancel);
        var tables = set.Failed || set.Value.Dbkb.Count == 0 ? null : DbkbRules.Of(set.Value, today.Year, estimate: false).Value;
        var visit = new SurveyFields(tables, _ => string.Empty, _ => null, texts);
        return (new(visit, await map.RowsAsync(region, cancel), texts), visit);
    }
}

/// <summary>A page on one find.</summary>
internal abstract class FindDeskPage(RegisterDesk desk, FindDesk finds) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    public FindRow Row { get; private set; } = null!;

    public FindFields Fields { get; private set; } = null!;

    public SurveyFields Visit { get; private set; } = null!;

    public bool MayDecide => Row.Waits && _desk.Actor.May(SurveyPermissions.Decide, Code);

    /// <summary>The find's page.</summary>
    public string Own => SurveyPaths.Find(Code, Row.Find.Id);

    /// <summary>Opens the find for whoever may see it; what the page answers where that is not possible, or null.</summary>
    protected async Task<IActionResult?> LoadAsync(string region, Guid id, bool toDecide, CancellationToken cancel)
    {
        if (await OpenAsync(region, toDecide ? SurveyPermissions.Decide : RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        // Surveyors see what they found themselves.
        if (await finds.FindAsync(Code, id, cancel) is not { } row
            || !(_desk.Actor.May(SurveyPermissions.Decide, Code) || row.Find.ReceivedBy == _desk.Actor.User))
        {
            return NotFound();
        }

        Row = row;
        (Fields, Visit) = await finds.FieldsAsync(Code, Today, cancel);
        return toDecide && !row.Waits ? this.SeeOther(Own) : null;
    }
}
