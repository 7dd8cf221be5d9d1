using System.Globalization;
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
    private Dictionary<KindObjectId, OverdueReturns> _overdue = [];

    public DateOnly Month { get; private set; }

    public string Kind { get; private set; } = string.Empty;

    public string State { get; private set; } = string.Empty;

    /// <summary>Value of the filter that shows every open month of an object, whatever month is chosen.</summary>
    public const string Overdue = "menunggak";

    private const string NotFiled = "belum";

    /// <summary>Objects with overdue months; of a month as well, to say how many more there are.</summary>
    public IReadOnlyList<OverdueReturns> OverdueRows { get; private set; } = [];

    public bool IsOverdue => State == Overdue;

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
        State = keadaan is NotFiled or Overdue ? keadaan : string.Empty;
        Days = await calendar.DaysAsync(Code, Month, cancel);
        OverdueRows = await calendar.OverdueAsync(Code, Kind, Today, cancel);
        _overdue = OverdueRows.ToDictionary(r => r.Object.ObjectId);
        Rows = IsOverdue ? [] : [.. (await calendar.OfAsync(Code, Month, Kind, cancel)).Where(r => State.Length == 0 || r.Filed is null)];
        return Page();
    }

    public static IReadOnlyList<Choice> States(Texts texts) =>
    [
        new(string.Empty, texts["Revenue.Return.AnyState"]), new(NotFiled, texts["Revenue.Return.NotFiled"]),
        new(Overdue, texts["Revenue.Return.OverdueAll"]),
    ];

    /// <summary>How many months of an object are overdue, and the oldest.</summary>
    public string OverdueOf(KindObjectId id, Texts texts) => _overdue.GetValueOrDefault(id) is { } open
        ? texts[
            "Revenue.Return.OverdueMonths", open.Months.Count, open.Months[0].ToString("MM/yyyy", CultureInfo.InvariantCulture)] : "–";

    public static string NameOf(DateOnly month) => LetterText.PeriodOf(month, month.AddMonths(1).AddDays(-1));

    public string Lead(Texts texts) => IsOverdue ? texts["Revenue.Return.OverdueLead"] : Days.FileBy is { } file && Days.PayBy is { } pay
        ? texts["Revenue.Return.ListLead", NameOf(Month), file, pay]
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
