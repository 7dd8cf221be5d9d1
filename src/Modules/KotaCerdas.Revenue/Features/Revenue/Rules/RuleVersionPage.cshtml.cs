using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>A version of a region's rules: its state, its worked examples, its approvals, and everything in it.</summary>
[Needs(RulePermissions.ReadCode)]
internal sealed class RuleVersionPage(
    RuleStore store, TryRules tryRules, ApproveRules approve, KotaDb db, Actor actor, PageTexts words) : ProductPage
{
    public Region Region { get; private set; } = null!;

    public RuleVersion Version { get; private set; } = null!;

    public IReadOnlyList<RuleVersion> Others { get; private set; } = [];

    /// <summary>Worked examples that did not come out in the run that was just made.</summary>
    public IReadOnlyList<TrialResult> Failed { get; private set; } = [];

    public string Decree { get; private set; } = string.Empty;

    public string? DecreeError => ModelState.TryGetValue("Decree", out var entry) && entry.Errors is [var first, ..]
        ? first.ErrorMessage : null;

    public RuleSet Set => RuleStore.SetOf(Version.Content);

    public RuleTablesView Tables => new(Set, words.T);

    public bool MayApprove => actor.May(RulePermissions.Approve, Region.Code);

    public IHtmlContent State => RuleText.State(Version, words.Today(Region), words.T);

    public IReadOnlyList<Fact> Facts
    {
        get
        {
            var (t, content) = (words.T, Version.Content);
            return
            [
                new(t["Revenue.Tariff.Basis"], content.Instrument),
                new(t["Revenue.Rules.Validity"], RuleText.Validity(content.ValidFrom, content.ValidTo, t)),
                new(t["Revenue.Rules.LoadedBy"], t["Revenue.Rules.ByAt", content.LoadedByName, At(content.LoadedAt), content.Origin]),
                new(t["Revenue.Rules.Examples"], Version.Test is { } test
                    ? t["Revenue.Rules.TriedCount", test.Passed, test.Passed + test.Failed] : t["Revenue.Rules.NotTried"]),
                .. Version.Approvals.Select((a, i) => new Fact(
                    t["Revenue.Rules.ApprovalNumber", i + 1], t["Revenue.Rules.ByAt", a.ApproverName, At(a.ApprovedAt), a.Decree])),
                new(t["Revenue.Rules.Hash"], Cell.Of(Hash.Render(content.Hash))),
            ];
        }
    }

    public async Task<IActionResult> OnGetAsync(string region, int version, CancellationToken cancel) =>
        await LoadAsync(region, version, cancel) ? Page() : NotFound();

    /// <summary>The tables that give this very set when they are loaded.</summary>
    public async Task<IActionResult> OnGetZipAsync(string region, int version, CancellationToken cancel) =>
        await LoadAsync(region, version, cancel)
            ? File(RuleZip.Write(Version.Content.Definition), "application/zip",
                $"aturan-{Region.Code}-{RuleText.Plain(version)}.zip")
            : NotFound();

    public async Task<IActionResult> OnPostTryAsync(string region, int version, CancellationToken cancel)
    {
        if (!await LoadAsync(region, version, cancel))
        {
            return NotFound();
        }

        var tried = await tryRules.RunAsync(Region.Code, version, cancel);
        if (tried.Failed)
        {
            return this.Invalid(tried.Problems);
        }

        Failed = [.. tried.Value.Where(r => !r.Passed)];
        if (Failed.Count == 0)
        {
            return this.SeeOther(RulePaths.Version(Version.Content));
        }

        await LoadAsync(region, version, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostApproveAsync(string region, int version, string hash, string decree, CancellationToken cancel)
    {
        if (!await LoadAsync(region, version, cancel))
        {
            return NotFound();
        }

        Decree = decree;
        var approved = await approve.RunAsync(Region.Code, version, hash, decree, cancel);
        return approved.Failed ? this.Invalid(approved.Problems) : this.SeeOther(RulePaths.Version(Version.Content));
    }

    public IReadOnlyList<Cell> FailedRow(TrialResult result) =>
    [
        RuleText.Plain(result.Row.Row), RevenueKinds.Find(result.Row.Kind)?.Title.In() ?? result.Row.Kind, result.Row.Case,
        result.Row.Amount is { } expected ? Formats.Money(expected) : words.T["Revenue.Rules.Refusal"],
        result.Amount is { } amount ? Formats.Money(amount) : words.T.Of(result.Problem!),
    ];

    private string At(DateTime utc) => Formats.Instant(utc, Region.Zone);

    private async Task<bool> LoadAsync(string region, int version, CancellationToken cancel)
    {
        if (await RegionOfPage.FindAsync(db, actor, region, cancel) is not { } found)
        {
            return false;
        }

        var versions = await store.ListAsync(RegionScope.Of(found.Code), cancel);
        Region = found;
        Version = versions.FirstOrDefault(v => v.Content.Version == version)!;
        Others = [.. versions.Where(v => v.Content.Version != version)];
        return Version is not null;
    }
}
