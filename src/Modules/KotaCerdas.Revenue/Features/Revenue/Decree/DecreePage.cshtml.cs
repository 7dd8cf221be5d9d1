using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
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
internal sealed class DecreePageModel(RegisterDesk desk, DecreeFacts facts, DecreeVillages villages, Texts texts)
    : RegisterPage(desk)
{
    private const int Shown = 100;

    // From October on the decree of the next year is what is being written.
    private const int FirstMonthOfNext = 10;

    private static readonly string[] Heads = ["Revenue.Batch.Nop", "Revenue.Batch.Last", "Revenue.Batch.Now", "Revenue.Batch.Change"];

    private static readonly string[] SummaryHeads =
    [
        "Revenue.Decree.Part", "Revenue.Decree.What", "Revenue.Batch.LastAmount", "Revenue.Decree.NowColumn", "Revenue.Decree.TriedColumn",
        "Revenue.Batch.Change",
    ];

    private IReadOnlyList<DecreeFigure> _figures = [];
    private RiseThreshold _threshold;

    public DecreeObjects? Base { get; private set; }

    public string Missing { get; private set; } = string.Empty;

    public DecreeResult? Result { get; private set; }

    public DecreeView View { get; private set; } = null!;

    public IReadOnlyList<Rise> Above { get; private set; } = [];

    /// <summary>Why no regulation can set what was tried: rates over the law's ceiling; null where none is.</summary>
    public string? OverLaw { get; private set; }

    public string Percent => Typed("persen", "50");

    public string Rupiah => Typed("rupiah", "0");

    public IEnumerable<IHtmlContent> TierFields => _figures.Where(f => f.Tier is not null).Select(Field);

    public IEnumerable<IHtmlContent> OtherFields => _figures.Where(f => f.Tier is null).Select(Field);

    public string ReadText =>
        texts["Revenue.Decree.Read", Base!.Table.Count, Formats.Instant(Base.KnownAt, Region.Zone)];

    public string AgainHref => Href("baca", "lagi");

    public string DownloadHref => Href("handler", "Unduh");

    public string SummaryHref => Href("handler", "Ringkasan");

    public string PaperHref => Href("handler", "Cetak");

    public string AboveText => texts["Revenue.Decree.AboveText", Above.Count, _threshold.Percent, Formats.Money(_threshold.Rupiah),
        Math.Min(Shown, Above.Count)];

    public string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) =>
        await LoadAsync(region, cancel) is { } closed ? closed : await ComputeAsync(cancel) ?? Page();

    /// <summary>Every object above the threshold, for the hearing; the NOP is text.</summary>
    public Task<IActionResult> OnGetUnduhAsync(string region, CancellationToken cancel) => SendAsync(
        region, "simulasi", Heads,
        () => Above.Select(r => new object?[] { BatchWords.NopOf(r.Nop), r.Last, r.Amount, r.Amount - r.Last }), cancel);

    /// <summary>What was tried with its sums, deciles and villages, for the hearing.</summary>
    public Task<IActionResult> OnGetRingkasanAsync(string region, CancellationToken cancel) => SendAsync(
        region, "ringkasan-simulasi", SummaryHeads, Summary, cancel);

    /// <summary>The same with the largest rises on paper.</summary>
    public async Task<IActionResult> OnGetCetakAsync(string region, CancellationToken cancel)
    {
        if (await TriedAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var title = texts["Revenue.Decree.TitleOf", BillWords.Year(TaxYear)];
        var paper = new MemoryStream();
        var head = new DecreePaperHead(
            title, Region.Name, $"{texts["Revenue.Decree.PaperLead"]} {ReadText}",
            texts["Revenue.Decree.PaperFoot", Region.Name, Formats.Instant(Base!.KnownAt, Region.Zone)], Base.KnownAt);
        new DecreePaper(head, texts).Write(paper, Summary(), AboveText, Above.Take(Shown));
        return File(paper.ToArray(), "application/pdf", $"simulasi-{Code}-{BatchWords.Plain(TaxYear)}.pdf");
    }

    /// <summary>The year that is tried: the one asked for, else the one whose decree is being written at this time of the year.</summary>
    public int TaxYear =>
        int.TryParse(Request.Query["tahun"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        && asked >= Today.Year && asked <= Today.Year + 1 ? asked
            : Today.Month >= FirstMonthOfNext ? Today.Year + 1 : Today.Year;

    /// <summary>The years that can be tried beside it.</summary>
    public IEnumerable<int> OtherYears => new[] { Today.Year, Today.Year + 1 }.Where(y => y != TaxYear);

    private async Task<IActionResult> SendAsync(
        string region, string name, IEnumerable<string> heads, Func<IEnumerable<object?[]>> rows, CancellationToken cancel)
    {
        if (await TriedAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var sheet = new SheetRows("simulasi", [.. heads.Select(h => texts[h])], rows().ToAsyncEnumerable())
        {
            FileName = $"{name}-{Code}-{BatchWords.Plain(TaxYear)}",
        };
        await SheetFile.SendAsync(sheet, Request.Query["bentuk"] == "xlsx", Response, cancel);
        return new EmptyResult();
    }

    /// <summary>Computes what the address says; what answers instead where it cannot.</summary>
    private async Task<IActionResult?> TriedAsync(string region, CancellationToken cancel) =>
        await LoadAsync(region, cancel) is { } closed ? closed
        : Base is null || await ComputeAsync(cancel) is not null || Result is null ? NotFound()
        : null;

    private IEnumerable<object?[]> Summary() => View.Summary(_figures.Select(f => (
        Title(f), f.Value is { } value ? Plain(value, f.Unit) : string.Empty,
        Typed(f.Name, f.Value is { } same ? Plain(same, f.Unit) : string.Empty))));

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

        OverLaw = OverCeiling(changed.Value);
        _threshold = threshold.Value;
        Result = DecreeRun.Run(rules.Value, Base.Table);
        Above = DecreeRun.Above(rules.Value, Base.Table, _threshold);
        View = new(Code, Base.Now, Result, await villages.OfAsync(Code, cancel), texts);
        return null;
    }

    private string? OverCeiling(RuleSet tried)
    {
        var kind = RevenueKinds.Find(RevenueKinds.Pbb)!;
        var over = DecreeFigures.Of(tried, TaxYear)
            .Where(f => f is { Part: DecreePart.Rate, Value: { } rate } && rate.InMillionths() > kind.Ceiling).Select(Title).ToList();
        return over.Count == 0 ? null
            : texts["Revenue.Decree.OverCeiling", string.Join("; ", over), Formats.Percent(kind.Ceiling!.Value / 1_000_000m), kind.Law];
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
        return figure.Part switch
        {
            DecreePart.Rate => texts["Revenue.Decree.Rate", use, bounds],
            DecreePart.Njkp => texts["Revenue.Decree.Njkp", use, bounds],
            _ => texts["Revenue.Decree.Bound", use, bounds],
        };
    }
}
