using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>An own object of another tax or a levy: returns and assessments with what is open, and letters.</summary>
[Needs]
internal sealed class MyKindPageModel(MyObjects objects, MyFigures figures, MyLetters letters, Actor actor) : ProductPage
{
    public MyKind Thing { get; private set; } = null!;

    public KindFigures Figures { get; private set; } = null!;

    public IReadOnlyList<(Charge Charge, ChargeEvent Last)> Charges { get; private set; } = [];

    /// <summary>Months that wait for a return; null where the office assesses.</summary>
    public IReadOnlyList<DateOnly>? Unreported { get; private set; }

    public IReadOnlyList<MyLetter> Letters { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code)
            || await objects.FindAsync(actor.User!.Value, code, new KindObjectId(id), cancel) is not { } found)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = MineWords.NotKept;
        Thing = found;
        Figures = (await figures.OfAsync([found], cancel))[0];
        Charges = await figures.ChargesAsync(found, cancel);
        Unreported = LetterRules.ReturnOf(RevenueKinds.Find(found.Now.Kind)!) is null
            ? null : await figures.UnreportedAsync(found, Charges, cancel);
        Letters = await letters.OfAsync(found, cancel);
        return Page();
    }
}
