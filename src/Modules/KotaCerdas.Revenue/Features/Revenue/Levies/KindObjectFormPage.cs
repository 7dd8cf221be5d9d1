using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>What the forms of a new and of a changed object share: the kind with its rules, and the villages.</summary>
internal abstract class KindObjectFormPage(RegisterDesk desk, KindObjectReading reading, VillageMap map, Texts texts) : RegisterPage(desk)
{
    private KindRules? _rules;
    private IReadOnlyList<VillageRow> _villages = [];

    [BindProperty]
    public KindObjectForm Form { get; set; } = new();

    public RevenueKind? Kind { get; private set; }

    /// <summary>Why the inputs of the rules cannot be asked, or null where they can.</summary>
    public Problem? NoRules { get; private set; }

    /// <summary>Facts that stand in the form before anything is typed.</summary>
    protected IReadOnlyDictionary<string, string> Standing { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<Choice> Villages =>
    [
        new(string.Empty, texts["Revenue.Levy.NoVillage"]),
        .. _villages.DistinctBy(v => v.VillageCode).Select(v => new Choice(v.VillageCode, v.Name.Length > 0 ? v.Name : v.VillageCode)),
    ];

    public IEnumerable<IHtmlContent> FactFields => _rules is null ? [] : new FactFields(_rules, texts).Render(
        Standing, Request.HasFormContentType ? Request.Form : null, ModelState, standing: true);

    protected async Task PrepareAsync(string kind, CancellationToken cancel)
    {
        Kind = RevenueKinds.Find(kind);
        _villages = await map.RowsAsync(Code, cancel);
        var rules = await reading.RulesAsync(Code, kind, Today, cancel);
        _rules = rules.Failed ? null : rules.Value;
        NoRules = rules.Failed ? rules.Problem : null;
    }

    protected Outcome<KindObjectInput> Read() =>
        Form.Read(_rules is null ? Standing : new FactFields(_rules, texts).Read(Request.Form));

    /// <summary>Problems tied to their fields; those of facts have their own names.</summary>
    protected static IReadOnlyList<Problem> TieForm(IEnumerable<Problem> problems) =>
        [.. problems.Select(p => p.Field is null || p.Field.StartsWith(Levies.FactFields.Prefix, StringComparison.Ordinal) ? p
            : p.On("Form." + p.Field))];
}
