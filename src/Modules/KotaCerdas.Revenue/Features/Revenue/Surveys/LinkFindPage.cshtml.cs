using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Says that a find is an object that is registered: its number in the address, then field by field what is right.</summary>
[Needs(SurveyPermissions.DecideCode)]
internal sealed class LinkFindPageModel(RegisterDesk desk, FindDesk finds, FindComparing comparing, SettleFind settle)
    : FindDeskPage(desk, finds)
{
    private readonly Texts _texts = finds.Texts;

    [BindProperty(SupportsGet = true)]
    public string? Nop { get; set; }

    /// <summary>The latest version that was seen.</summary>
    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public FindComparison? Compared { get; private set; }

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, toDecide: true, cancel) is { } closed)
        {
            return closed;
        }

        if (Nop is null)
        {
            return Request.Query.ContainsKey(nameof(Nop))
                ? this.Invalid([new Problem("Revenue.Find.LinkNeeded", nameof(Nop))]) : Page();
        }

        var compared = await comparing.OfAsync(Row, Nop, Today, cancel);
        if (compared.Failed)
        {
            return this.Invalid(compared.Problems);
        }

        (Compared, Seen) = (compared.Value, compared.Value.File.Current.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, toDecide: true, cancel) is { } closed)
        {
            return closed;
        }

        var compared = await comparing.OfAsync(Row, Nop, Today, cancel);
        Compared = compared.Failed ? null : compared.Value;
        var choices = (Compared?.Differences ?? [])
            .ToDictionary(d => d.Field, d => Request.Form[d.Field].ToString(), StringComparer.Ordinal);
        var linked = await settle.LinkAsync(Code, id, (Nop ?? string.Empty, Seen), choices, Reason ?? string.Empty, cancel);
        return linked.Failed
            ? this.Invalid([.. linked.Problems.Select(p => p.Field == "reason" ? p.On(nameof(Reason)) : p)]) : this.SeeOther(Own);
    }

    /// <summary>The choice for a field: what was found, or what the register has.</summary>
    public IHtmlContent Choose(FieldDifference of) => SideChoice.Render(
        of, Visit, HttpContext.Request.HasFormContentType ? Request.Form[of.Field].ToString() : string.Empty,
        ModelState.TryGetValue(of.Field, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null, _texts);
}
