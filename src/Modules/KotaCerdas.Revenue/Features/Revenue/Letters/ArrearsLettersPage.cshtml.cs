using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Letters of many arrears at once: what is chosen, what would be made of it, what is left out and why; then proposed.</summary>
[Needs(ChargePermissions.ProposeCode)]
internal sealed class ArrearsLettersPageModel(
    RegisterDesk desk, ArrearsLetters letters, BillRegions regions, Operations operations, Texts texts) : RegisterPage(desk)
{
    /// <summary>Looked at for the page; the operation goes on behind them.</summary>
    public const int MostJudged = 500;

    private readonly RegisterDesk _desk = desk;
    private BillRegion _where = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public ArrearsSelection Selection { get; private set; } = null!;

    /// <summary>What would become of what is chosen; null before somebody asks for it.</summary>
    public IReadOnlyList<ArrearsVerdict>? Verdicts { get; private set; }

    /// <summary>More is chosen than was looked at.</summary>
    public bool IsCut { get; private set; }

    public string Path => BillPaths.ArrearsLetters(Code);

    /// <summary>Where the form is sent: what is chosen above it holds.</summary>
    public string FormHref => Path + Query();

    public string CountHref => FormHref + "#hitung";

    public IReadOnlyList<ArrearsVerdict> Made => [.. Verdicts!.Where(v => v.Why is null)];

    public IReadOnlyList<ArrearsVerdict> Left => [.. Verdicts!.Where(v => v.Why is not null)];

    public string VillageChosen => Selection.Village == 0 ? string.Empty : Selection.Village.ToString(CultureInfo.InvariantCulture);

    public string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) => await LoadAsync(region, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var reason = (Reason ?? string.Empty).Trim();
        if (reason.Length is 0 or > Charge.ReasonLength)
        {
            return this.Invalid(new Problem("Revenue.Letter.ReasonNeeded", "Reason", Charge.ReasonLength));
        }

        var batch = _desk.NewId();
        var started = await operations.StartAsync(
            _desk.Actor, ProposeArrears.Kind, Code, new ProposeArrearsInput(Code, batch, Selection, reason), batch.ToString(), cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    public static IReadOnlyList<Choice> LetterChoices() =>
        [.. ArrearsSelection.Letters.Select(l => new Choice(l.Code, l.Title.In()))];

    public static IReadOnlyList<Choice> KindChoices() =>
        [.. RevenueKinds.All.Where(k => ArrearsSelection.Letters.Any(l => l.AppliesTo(k))).Select(k => new Choice(k.Code, k.Title.In()))];

    public IReadOnlyList<Choice> VillageChoices() => ArrearsPageModel.VillagesOf(_where, texts);

    public IReadOnlyList<Cell> Row(ArrearsVerdict of) =>
    [
        Cell.Link(of.Of.Number, ChargePaths.Of(Code, of.Of.Charge)), of.Of.Owner, Cell.Money(of.Of.Open), texts.Of(of.Why!),
    ];

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Propose, cancel) is { } closed)
        {
            return closed;
        }

        _where = (await regions.FindAsync(Region.Slug, cancel))!;
        var (letter, kind) = (Request.Query["surat"].ToString(), Request.Query["jenis"].ToString());
        var filter = ArrearsPageModel.Read(Request.Query, _where);
        Selection = new(
            ArrearsSelection.Letters.Any(l => l.Code == letter) ? letter : ArrearsSelection.Letters.First(l => l.Interrupts).Code,
            KindChoices().Any(k => k.Value == kind) ? kind : RevenueKinds.Pbb, filter.Village, filter.Years, filter.Least);
        if (Request.Query["hitung"] == "ya" || HttpMethods.IsPost(Request.Method))
        {
            await JudgeAsync(cancel);
        }

        return null;
    }

    private async Task JudgeAsync(CancellationToken cancel)
    {
        var found = new List<ArrearsVerdict>();
        await foreach (var verdict in letters.JudgeAsync(Region, Today, Selection, new HashSet<ChargeId>(), cancel))
        {
            IsCut = found.Count == MostJudged;
            if (IsCut)
            {
                break;
            }

            found.Add(verdict);
        }

        Verdicts = found;
    }

    private string Query() => (QueryString.Create("surat", Selection.Letter).Add("jenis", Selection.Kind)
        + ArrearsPageModel.QueryOf(Selection.Filter())).Add("hitung", "ya").ToUriComponent();
}
