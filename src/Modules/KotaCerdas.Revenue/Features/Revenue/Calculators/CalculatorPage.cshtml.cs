using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Calculators;

/// <summary>
/// Computes a tax or levy for anyone: one form, the answer as a sentence, then how it came about. Nothing is kept; the address holds what
/// was entered, so that it can be passed on.
/// </summary>
internal sealed class CalculatorPage(PublicRules rules, TimeProvider clock, Texts texts) : ProductPage
{
    private PublicRuleSet _public = null!;
    private Calculator? _calculator;

    public string Slug => _public.Region.Slug;

    public RevenueKind? Kind { get; private set; }

    public CalculatorAnswer? Answer { get; private set; }

    public IEnumerable<IGrouping<string, RevenueKind>> Groups => _public.Set.Kinds.GroupBy(k => k.Group);

    public IEnumerable<IHtmlContent> Fields =>
        _calculator!.Fields.Select(f => f.Render(Request.Query[f.Name].ToString(), ErrorOf(f.Name), texts));

    public IHtmlContent? Standing => TariffPage.StandingOf(_public, texts);

    public PageHead Head => Kind is null
        ? new()
        {
            Title = texts["Revenue.Calculator.Title"],
            Caption = _public.Region.Name,
            Lead = texts["Revenue.Calculator.Lead"],
            Breadcrumbs = [new(texts["Revenue.Tariff.ListTitle"], "/tarif"), new(_public.Region.Name, RulePaths.Public(Slug))],
        }
        : new()
        {
            Title = texts["Revenue.Calculator.KindTitle", Kind.Title.In()],
            Caption = _public.Region.Name,
            State = TariffListPage.StateOf(_public, texts),
            Breadcrumbs =
            [
                new(_public.Region.Name, RulePaths.Public(Slug)), new(texts["Revenue.Calculator.Title"], RulePaths.Calculator(Slug)),
            ],
            Narrow = true,
        };

    public async Task<IActionResult> OnGetAsync(string slug, string? kind, CancellationToken cancel)
    {
        if (await rules.FindAsync(slug, cancel) is not { } found)
        {
            return NotFound();
        }

        _public = found;
        if (kind is null)
        {
            return Page();
        }

        Kind = found.Set.Kinds.FirstOrDefault(k => k.Code == kind);
        if (Kind is null)
        {
            return NotFound();
        }

        var calculator = Calculator.Of(found, Kind, found.Region.Zone.DateAt(clock.GetUtcNow()), texts);
        _calculator = calculator;
        return Request.Query.ContainsKey("hitung") ? Compute(calculator) : Page();
    }

    private IActionResult Compute(Calculator calculator)
    {
        var given = calculator.Fields.ToDictionary(f => f.Name, f => Request.Query[f.Name].ToString(), StringComparer.Ordinal);
        var answer = calculator.Compute(given);
        if (answer.Failed)
        {
            return this.Invalid(answer.Problems);
        }

        Answer = answer.Value;
        return Page();
    }

    private string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;
}
