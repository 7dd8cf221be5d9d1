using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>A bill as a page shows it.</summary>
/// <param name="Story">The bill and its explanation.</param>
/// <param name="Where">The region.</param>
/// <param name="Year">How it stands today.</param>
/// <param name="Name">Name as the reader may see it.</param>
internal sealed record BillView(BillStory Story, BillRegion Where, BilledYear Year, string Name)
{
    /// <summary>By when which part is to be paid, where a consent says so.</summary>
    public IReadOnlyList<DuePart> Parts =>
        Year.Open > 0 && !Year.Expired && Year.Terms is { } terms ? terms.Parts(Year.Open, Year.Paid) : [];

    public string Slug => Where.Region.Slug;

    public IReadOnlyList<Fact> Facts(Texts t) =>
    [
        new(t["Revenue.Object.Nop"], Story.Bill.Nop.ToString()),
        new(t["Revenue.Bill.Name"], Name),
        new(t["Revenue.Object.Village"], Where.VillageOf(Story.Bill.Nop)),
        new(t["Revenue.Bill.Principal"], Formats.Money(Year.Principal)),
        .. Year.WrittenOff > 0 ? new Fact[] { new(t["Revenue.Bill.WrittenOff"], Formats.Money(Year.WrittenOff)) } : [],
        new(t["Revenue.Bill.DueOn"], Year.DueOn is { } due ? Cell.Date(due) : t["Revenue.Bill.NotSent"]),
        new(t["Revenue.Bill.Paid"], Year.LastPaidOn is { } last ? t["Revenue.Bill.PaidOn", Formats.Money(Year.Paid), last]
            : Formats.Money(Year.Paid)),
        .. Year.Overpaid > 0 ? new Fact[] { new(t["Revenue.Charge.Over"], Formats.Money(Year.Overpaid)) } : [],
        new(t["Revenue.Bill.InterestToday"], BillCheckPageModel.Interest(Year, t)),
        .. BillWords.Owed((Year.ToPay - Year.LaterThan(Where.Today), Year.LaterThan(Where.Today), Year.ExpiredOpen), t),
    ];
}
