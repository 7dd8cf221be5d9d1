using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Decree;

/// <summary>
/// Tries the figures of a decree before it is signed: what it brings, who carries it, and every object that rises by more than was chosen.
/// Everything stands in the address; nothing is kept.
/// </summary>
[Needs(AssessmentPermissions.ReadCode)]
internal sealed class DecreePageModel(RegisterDesk desk, DecreeFacts facts, VillageMap map, Texts texts) : RegisterPage(desk)
{
    private const int Shown = 100;

    // From October on the decree of the next year is what is being written.
    private const int FirstMonthOfNext = 10;

    private static readonly string[] Heads = ["Nop", "Last", "Now", "Change"];

    private IReadOnlyList<DecreeFigure> _figures = [];
    private RiseThreshold _threshold;

    public DecreeObjects? Base { get; private set; }

    public string Missing { get; private set; } = string.Empty;

    public DecreeResult? Result { get; private set; }

    public DecreeView View { get; private set; } = null!;

    public IReadOnlyList<Rise> Above { get; private set; } = [];

    public string Percent => Typed("persen", "50");

    public string Rupiah => Typed("rupiah", "0");

    public IEnumerable<IHtmlContent> TierFields => _figures.Where(f => f.Tier is not null).Select(Field);

    public IEnumerable<IHtmlContent> OtherFields => _figures.Where(f => f.Tier is null).Select(Field);

    public string ReadText =>
        texts["Revenue.Decree.Read", Base!.Table.Count, Formats.Instant(Base.KnownAt, Region.Zone)];

    public string AgainHref => Href("baca", "lagi");

    public string DownloadHref => Href("handler", "Unduh");

    public string AboveText => texts["Revenue.Decree.AboveText", Above.Count, _threshold.Percent, Formats.Money(_threshold.Rupiah),
        Math.Min(Shown, Above.Count)];

    public string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) =>
        await LoadAsync(region, cancel) is { } closed ? closed : await ComputeAsync(cancel) ?? Page();

    /// <summary>Every object above the threshold, for the hearing; the NOP is text.</summary>
    public async Task<IActionResult> OnGetUnduhAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        if (Base is null || await ComputeAsync(cancel) is not null)
        {
            return NotFound();
        }

        var workbook = Request.Query["bentuk"] == "xlsx";
        var heads = Heads.Select(c => texts["Revenue.Batch." + c]).ToList();
        var rows = Above.Select(r => new object?[] { BatchWords.NopOf(r.Nop), r.Last, r.Amount, r.Amount - r.Last }).ToAsyncEnumerable();
        Response.ContentType = SheetFile.TypeOf(workbook);
        Response.Headers.ContentDisposition = $"attachment; filename=\"simulasi-{Code}-{TaxYear}.{(workbook ? "xlsx" : "csv")}\"";
        await SheetFile.WriteAsync(new("simulasi", heads, rows), workbook, Response.Body, cancel);
        return new EmptyResult();
    }

    /// <summary>The year that is tried: the one asked for, else the one whose decree is being written at this time of the year.</summary>
    public int TaxYear =>
        int.TryParse(Request.Query["tahun"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        && asked >= Today.Year && asked <= Today.Year + 1 ? asked
            : Today.Month >= FirstMonthOfNext ? Today.Year + 1 : Today.Year;

    /// <summary>The years that can be tried beside it.</summary>
    public IEnumerable<int> OtherYears => new[] { Today.Year, Today.Year + 1 }.Where(y => y != TaxYear);

    private string Typed(string name, string otherwise) =>
        Request.Query.TryGetValue(name, out var value) ? value.ToString() : otherwise;

    private string Href(string name, string value) =>
        AssessmentPaths.Decree(Code) + new QueryBuilder(Request.Query.Where(q => q.Key is not ("baca" or "handler" or "bentuk"))
            .SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? string.Empty))
            .Append(KeyValuePair.Create(name, value))).ToQueryString().ToUriComponent();

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, AssessmentPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var opened = await facts.OpenAsync(Code, TaxYear, Request.Query["baca"] == "lagi", cancel);
        if (opened.Failed)
        {
            Missing = string.Join(' ', opened.Problems.Select(texts.Of));
            return null;
        }

        Base = opened.Value;
        _figures = DecreeFigures.Of(Base.Rules.Set, TaxYear);
        return null;
    }

    private async Task<IActionResult?> ComputeAsync(CancellationToken cancel)
    {
        if (Base is null || !Request.Query.ContainsKey("hitung"))
        {
            return null;
        }

        var typed = _figures.Where(f => Request.Query.ContainsKey(f.Name))
            .ToDictionary(f => f.Name, f => Request.Query[f.Name].ToString(), StringComparer.Ordinal);
        var changed = DecreeFigures.Change(Base.Rules.Set, TaxYear, typed, RuleText.Typed, Title);
        var threshold = Threshold();
        if (changed.Failed || threshold.Failed)
        {
            return this.Invalid([.. changed.Problems, .. threshold.Problems]);
        }

        var rules = PbbRules.Compile(changed.Value, TaxYear, estimate: true);
        if (rules.Failed)
        {
            return this.Invalid(rules.Problems);
        }

        _threshold = threshold.Value;
        Result = DecreeRun.Run(rules.Value, Base.Table);
        Above = DecreeRun.Above(rules.Value, Base.Table, _threshold);
        var names = (await map.RowsAsync(Code, cancel)).ToDictionary(v => v.TaxCode, v => v.Name);
        View = new(Code, Base.Now, Result, names, texts);
        return null;
    }

    private Outcome<RiseThreshold> Threshold()
    {
        var problems = new List<Problem>();
        if (!int.TryParse(RuleText.Typed(Percent.Trim()), CultureInfo.InvariantCulture, out var percent) || percent is < 0 or > 100_000)
        {
            problems.Add(new("Revenue.Calculator.NotWhole", "persen", texts["Revenue.Decree.Percent"]));
        }

        if (!long.TryParse(RuleText.Typed(Rupiah.Trim()), CultureInfo.InvariantCulture, out var rupiah) || rupiah < 0)
        {
            problems.Add(new("Revenue.Calculator.NotWhole", "rupiah", texts["Revenue.Decree.Rupiah"]));
        }

        return problems.Count > 0 ? problems : new RiseThreshold(percent, rupiah);
    }

    private IHtmlContent Field(DecreeFigure figure) => Input.Render(
        new()
        {
            Name = figure.Name, Label = Title(figure), Optional = figure.Optional, Width = figure.Unit.IsPercent ? 5 : 20, MaxLength = 24,
            Prefix = figure.Unit.IsPercent ? null : "Rp", Suffix = figure.Unit.IsPercent ? "%" : null, Error = ErrorOf(figure.Name),
            Value = Typed(figure.Name, figure.Value is { } value ? Plain(value, figure.Unit) : string.Empty),
        }, texts);

    /// <summary>As one types it: without <c>Rp</c> and per cent sign.</summary>
    private static string Plain(Fraction value, RuleUnit unit) =>
        RuleFigures.Show(value, unit).Replace("Rp", string.Empty, StringComparison.Ordinal).Replace(" %", string.Empty,
            StringComparison.Ordinal);

    private string Title(DecreeFigure figure)
    {
        if (figure.Tier is not { } tier)
        {
            return texts["Revenue.DecreeFigure." + figure.Name];
        }

        var use = RevenueKinds.Uses.FirstOrDefault(u => u.Code == tier.Use)?.Title.In() ?? tier.Use;
        var bounds = tier switch
        {
            { Above: 0, To: null } => texts["Revenue.Decree.AnyValue"],
            { To: null } => texts["Revenue.Decree.Over", Formats.Money(tier.Above)],
            { Above: 0, To: { } to } => texts["Revenue.Decree.UpTo", Formats.Money(to)],
            _ => texts["Revenue.Decree.Between", Formats.Money(tier.Above), Formats.Money(tier.To!.Value)],
        };
        return texts[figure.Name.StartsWith("rate", StringComparison.Ordinal) ? "Revenue.Decree.Rate" : "Revenue.Decree.Njkp", use, bounds];
    }
}
