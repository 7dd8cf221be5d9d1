using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>The rules of a region with their articles and open points: the kinds, or one of them in full.</summary>
internal sealed class TariffPage(PublicRules rules, Texts texts) : ProductPage
{
    private PublicRuleSet _public = null!;

    public RuleSet Set { get; private set; } = null!;

    public string Slug => _public.Region.Slug;

    /// <summary>The kind that is shown in full, or null.</summary>
    public RevenueKind? Kind { get; private set; }

    public RuleTablesView Tables => new(Set, texts);

    /// <summary>True where the tables are shown that buildings are valued by.</summary>
    public bool ShowsDbkb { get; private set; }

    public IReadOnlyList<string> OpenPoints => [.. ShowsDbkb ? [] : Tables.OpenPoints(Kind?.Code)];

    public IEnumerable<IGrouping<string, RevenueKind>> Groups => Set.Kinds.GroupBy(k => k.Group);

    public PageHead Head => ShowsDbkb
        ? new()
        {
            Title = texts["Revenue.Dbkb.TableTitle"],
            Caption = _public.Region.Name,
            State = TariffListPage.StateOf(_public, texts),
            Breadcrumbs = [new(texts["Revenue.Tariff.ListTitle"], "/tarif"), new(_public.Region.Name, RulePaths.Public(Slug))],
        }
        : Kind is null
        ? new()
        {
            Title = texts["Revenue.Tariff.Title", _public.Region.Name],
            Caption = Set.Head.Instrument,
            State = TariffListPage.StateOf(_public, texts),
            Lead = RuleText.Validity(Set.Head.ValidFrom, Set.Head.ValidTo, texts),
            Breadcrumbs = [new(texts["Revenue.Tariff.ListTitle"], "/tarif")],
        }
        : new()
        {
            Title = Kind.Title.In(),
            Caption = _public.Region.Name,
            State = TariffListPage.StateOf(_public, texts),
            Lead = Kind.Law,
            Breadcrumbs = [new(texts["Revenue.Tariff.ListTitle"], "/tarif"), new(_public.Region.Name, RulePaths.Public(Slug))],
            Actions = Button.Render(new() { Text = texts["Revenue.Tariff.ComputeThis"], Href = RulePaths.Calculator(Slug, Kind.Code) }),
        };

    /// <summary>What these rules are: a sample, or read from sources and approved by nobody; nothing where they are in force.</summary>
    public IHtmlContent? Standing => StandingOf(_public, texts);

    public static IHtmlContent? StandingOf(PublicRuleSet set, Texts t)
    {
        var note = set.Set.Head.Note.In();
        if (set.Set.Head.Placeholder)
        {
            return Notice.Render(new() { Tone = Tone.Warning, Title = t["Revenue.Tariff.SampleTitle"], Text = note });
        }

        return set.InForce ? null : Notice.Render(new()
        {
            Tone = Tone.Warning, Title = t["Revenue.Tariff.DraftTitle"], Text = $"{t["Revenue.Tariff.DraftText"]} {note}",
        });
    }

    public async Task<IActionResult> OnGetAsync(string slug, string? kind, CancellationToken cancel)
    {
        if (await rules.FindAsync(slug, cancel) is not { } found)
        {
            return NotFound();
        }

        (_public, Set) = (found, found.Set);
        ShowsDbkb = kind == RulePaths.Dbkb && Set.Dbkb.Count > 0;
        Kind = kind is null ? null : Set.Kinds.FirstOrDefault(k => k.Code == kind);
        return kind is not null && Kind is null && !ShowsDbkb ? NotFound() : Page();
    }
}
