using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>The returns of a month: who must file, who has, and by when.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class ReturnsPageModel(RegisterDesk desk, ReturnCalendar calendar) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    public DateOnly Month { get; private set; }

    public string Kind { get; private set; } = string.Empty;

    public string State { get; private set; } = string.Empty;

    public ReturnDays Days { get; private set; } = null!;

    public IReadOnlyList<DueReturn> Rows { get; private set; } = [];

    public string Path => ChargePaths.Returns(Code);

    public bool MayFile => _desk.Actor.May(ChargePermissions.File, Code);

    public static IEnumerable<Choice> Kinds =>
        RevenueKinds.All.Where(k => KindObject.Has(k) && LetterRules.ReturnOf(k) is not null).Select(k => new Choice(k.Code, k.Title.In()));

    public async Task<IActionResult> OnGetAsync(string region, string? masa, string? jenis, string? keadaan, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Month = ReturnForm.MonthOf(masa) ?? new DateOnly(Today.Year, Today.Month, 1).AddMonths(-1);
        Kind = RevenueKinds.Find(jenis ?? string.Empty)?.Code ?? string.Empty;
        State = keadaan == "belum" ? keadaan : string.Empty;
        Days = await calendar.DaysAsync(Code, Month, cancel);
        Rows = [.. (await calendar.OfAsync(Code, Month, Kind, cancel)).Where(r => State.Length == 0 || r.Filed is null)];
        return Page();
    }

    public string Lead(Texts texts) => Days.FileBy is { } file && Days.PayBy is { } pay
        ? texts["Revenue.Return.ListLead", LetterText.PeriodOf(Month, Month.AddMonths(1).AddDays(-1)), file, pay]
        : texts["Revenue.Return.ListLeadPlain"];

    public IHtmlContent StateOf(DueReturn row, Texts texts) => row.Filed switch
    {
        { FiledOn: { } on, FileDueOn: { } by } when on > by => Tag.Render(texts["Revenue.Return.FiledLate", on], Tone.Warning),
        { FiledOn: { } on } => Tag.Render(texts["Revenue.Return.FiledOn", on], Tone.Positive),
        { } => Tag.Render(texts["Revenue.Return.Estimated"], Tone.Info),
        null when Days.FileBy < Today => Tag.Render(texts["Revenue.Return.Overdue"], Tone.Danger),
        null => Tag.Render(texts["Revenue.Return.NotFiled"], Tone.Neutral),
    };
}
