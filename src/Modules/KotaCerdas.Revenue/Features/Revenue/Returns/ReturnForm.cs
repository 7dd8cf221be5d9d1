using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>The e-form of a return as a page shows it: fields of the rules, then what they come to, then sending.</summary>
internal sealed class ReturnForm(KindRules rules, string slug, Texts texts)
{
    /// <summary>Name of the field that says how far one is.</summary>
    public const string Step = "langkah";

    /// <summary>Value of the field that sends.</summary>
    public const string Send = "kirim";

    /// <summary>Name of the field with the amount that was seen.</summary>
    public const string Seen = "dilihat";

    private readonly FactFields _fields = new(rules, texts);

    /// <summary>What it comes to, null before it was computed.</summary>
    public ReturnPreview? Preview { get; set; }

    /// <summary>Facts that stand in the form before anything is typed.</summary>
    public IReadOnlyDictionary<string, string> Standing { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<LadderStep> Ladder => Preview is { } preview ? ChargeSteps.Ladder(preview.Draft.Result, slug, texts) : [];

    public string SeenAmount => Preview?.Draft.Result.Parts.Total.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    public IEnumerable<IHtmlContent> Fields(HttpRequest request, ModelStateDictionary errors) =>
        _fields.Render(Standing, request.HasFormContentType ? request.Form : null, errors, standing: false);

    public IReadOnlyDictionary<string, string> Facts(IFormCollection form) => _fields.Read(form);

    /// <summary>True where the form is sent, not only computed.</summary>
    public static bool Sends(IFormCollection form) => form[Step] == Send;

    /// <summary>The amount that was seen, or −1.</summary>
    public static long SeenOf(IFormCollection form) =>
        long.TryParse(form[Seen], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1;

    /// <summary>The month of an address, <c>2026-01</c>, or null.</summary>
    public static DateOnly? MonthOf(string? text) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;

    public static string MonthText(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Months that a return can still be filed for, newest first.</summary>
    public static IReadOnlyList<Choice> Months(DateOnly today, int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => new DateOnly(today.Year, today.Month, 1).AddMonths(-i))
            .Select(m => new Choice(MonthText(m), LetterText.PeriodOf(m, m.AddMonths(1).AddDays(-1)))),
    ];

    /// <summary>Takes the files that came with a return.</summary>
    public static async Task<Outcome<IReadOnlyList<StoredFile>>> TakeAsync(
        FileStore files, Actor actor, RegionCode region, IFormFileCollection posted, CancellationToken cancel)
    {
        var sent = posted.Where(f => f.Length > 0).Select(f => (Content: f.OpenReadStream(), f.FileName)).ToList();
        var taken = await files.TakeAllAsync(actor, region, sent, cancel);
        sent.ForEach(f => f.Content.Dispose());
        return taken.Failed ? taken.Problem.On("Files") : taken.Value.Select(t => t.File).ToList();
    }
}

/// <summary>The form with what stands around it.</summary>
/// <param name="Form">The form.</param>
/// <param name="AsksReason">True where it corrects an earlier return.</param>
/// <param name="Reason">The reason as typed.</param>
internal sealed record ReturnFormView(ReturnForm Form, bool AsksReason, string? Reason)
{
    /// <summary>The error of a field, or null.</summary>
    public string? ErrorOf(ModelStateDictionary errors, string name) =>
        errors.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;
}
