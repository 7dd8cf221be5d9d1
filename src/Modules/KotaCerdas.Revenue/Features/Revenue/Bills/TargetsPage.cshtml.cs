using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What the region means to receive by year and kind.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class TargetsPageModel(RegisterDesk desk, TargetDesk targets, Actor actor) : RegisterPage(desk)
{
    public IReadOnlyList<RevenueTarget> Targets { get; private set; } = [];

    /// <summary>What was received of each, where the measures know it.</summary>
    public IReadOnlyDictionary<(string Kind, int Year), (long Received, decimal Share)> Realised { get; private set; } =
        new Dictionary<(string, int), (long, decimal)>();

    /// <summary>The next days on which bills fall due, each with the number of villages.</summary>
    public IReadOnlyList<(DateOnly Day, int Villages)> FallsDue { get; private set; } = [];

    public bool MaySet => actor.May(BillPermissions.Target, Code);

    [BindProperty]
    public string? Kind { get; set; } = RevenueKinds.Pbb;

    [BindProperty]
    public string? Year { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? Basis { get; set; }

    public static IReadOnlyList<Choice> Kinds() => [.. RevenueKinds.Income.Select(k => new Choice(k.Code, k.Title.In()))];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        Year = BillWords.Year(Today.Year);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var year = int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        var amount = long.TryParse(Typed.Digits(Amount), NumberStyles.None, CultureInfo.InvariantCulture, out var rupiah) ? rupiah : 0;
        var done = await targets.SetAsync(Code, (Kind ?? string.Empty, year), amount, Basis ?? string.Empty, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(BillPaths.Targets(Code));
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Targets = await targets.AllAsync(Code, cancel);
        Realised = await targets.RealisedAsync(Code, Targets, cancel);
        FallsDue = await targets.FallsDueAsync(Code, Today, cancel);
        return null;
    }

    /// <summary>
    /// Targets of this year together, and what was received of those of which that is known; a kind of which nothing is known is not zero.
    /// </summary>
    public IEnumerable<Fact> ThisYear(Texts texts)
    {
        var now = Targets.Where(t => t.Year == Today.Year).ToList();
        var known = now.FindAll(t => Realised.ContainsKey((t.Kind, t.Year)));
        yield return new(texts["Revenue.Target.Sum"], Formats.Money(now.Sum(t => t.Amount)));
        if (known.Count == 0)
        {
            yield return new(texts["Revenue.Target.Received"], Cell.NotRecorded(texts));
            yield break;
        }

        var (received, of) = (known.Sum(t => Realised[(t.Kind, t.Year)].Received), known.Sum(t => t.Amount));
        yield return new(texts["Revenue.Target.Received"], Cell.Of(new HtmlBuilder().Element("strong", Formats.Money(received))));
        yield return new(texts["Revenue.Target.Share"], Formats.Percent((decimal)received / of));
        if (known.Count < now.Count)
        {
            yield return new(texts["Revenue.Target.Unknown"], texts["Revenue.Target.UnknownText", now.Count - known.Count]);
        }
    }
}
