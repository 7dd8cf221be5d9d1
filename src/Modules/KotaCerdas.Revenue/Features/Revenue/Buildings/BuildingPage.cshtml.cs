using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Buildings;

/// <summary>When and why a valuation is recorded, as it is typed.</summary>
internal sealed class ValuationForm
{
    /// <summary>The latest version that was seen.</summary>
    public int Seen { get; set; }

    public DateFields ValidFrom { get; set; } = new();

    public string? Reason { get; set; }
}

/// <summary>Values a building by the DBKB tables: attributes in the address, the value with every step, then the record.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class BuildingPageModel(
    RegisterDesk desk, ObjectReading reading, ValuationReading valuations, RuleStore store, ValueBuilding value, Texts texts)
    : RegisterPage(desk)
{
    private Dictionary<string, string> _given = [];

    [BindProperty]
    public ValuationForm Form { get; set; } = new();

    public ObjectFile Known { get; private set; } = null!;

    /// <summary>The building, or null for a new one.</summary>
    public Building? Building { get; private set; }

    public int Number { get; private set; }

    /// <summary>The tables, or why there are none.</summary>
    public Outcome<DbkbRules> Rules { get; private set; }

    /// <summary>What was just computed, or what the recorded value comes from.</summary>
    public DbkbValue? Value { get; private set; }

    /// <summary>Codes of the system before that fill no field, because nobody has said what they mean.</summary>
    public IReadOnlyList<TakenCode> Unread { get; private set; } = [];

    /// <summary>True where the value was just computed and can be recorded.</summary>
    public bool IsNew { get; private set; }

    public string Back => RegisterPaths.Of(Code, Known.Nop);

    public BuildingFields Fields => new(Rules.Value, name => _given.GetValueOrDefault(name, string.Empty), ErrorOf, texts);

    public async Task<IActionResult> OnGetAsync(string region, string nop, int number, CancellationToken cancel)
    {
        if (await LoadAsync((region, nop, number), RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (!IsAsked || Rules.Failed)
        {
            return Page();
        }

        var facts = BuildingFactsText.Read(_given);
        var valued = facts.Failed ? Outcome.Fail<DbkbValue>(facts.Problems) : Rules.Value.Value(facts.Value);
        if (valued.Failed)
        {
            return this.Invalid(valued.Problems);
        }

        (Value, IsNew) = (valued.Value, true);
        Form = new() { Seen = Known.Versions[^1].Version };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, string nop, int number, CancellationToken cancel)
    {
        if (await LoadAsync((region, nop, number), RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var facts = BuildingFactsText.Read(_given);
        var from = Form.ValidFrom.Read("Form.ValidFrom");
        if (facts.Failed || from.Failed)
        {
            return this.Invalid([.. facts.Failed ? facts.Problems : [], .. from.Failed ? from.Problems : []]);
        }

        Value = Rules.Failed || Rules.Value.Value(facts.Value) is not { Failed: false } shown ? null : shown.Value;
        IsNew = Value is not null;
        var saved = await value.RunAsync(
            Code, (Known.Nop, Form.Seen), Number, facts.Value, (from.Value, Form.Reason ?? string.Empty), cancel);
        return saved.Failed ? this.Invalid(Tie(saved.Problems)) : this.SeeOther(Back);
    }

    private bool IsAsked => Request.Query.ContainsKey("hitung");

    private async Task<IActionResult?> LoadAsync(
        (string Region, string Nop, int Number) at, Permission permission, CancellationToken cancel)
    {
        if (await OpenAsync(at.Region, permission, cancel) is { } closed)
        {
            return closed;
        }

        if (!Nop.TryParse(at.Nop, out var nop) || await reading.FindAsync(Code, nop, Today, cancel) is not { } file)
        {
            return NotFound();
        }

        var buildings = file.Buildings[file.Current.Version].ToList();
        (Known, Number, Building) = (file, at.Number, buildings.Find(b => b.Number == at.Number));
        if (Building is null && (at.Number != buildings.Count + 1 || !MayEdit))
        {
            return NotFound();
        }

        var set = await store.InForceAsync(Code, Today, cancel);
        Rules = set.Failed ? Outcome.Fail<DbkbRules>(set.Problems) : DbkbRules.Of(set.Value, Today.Year, estimate: false);
        await FillAsync(cancel);
        return null;
    }

    /// <summary>What stands in the address; without a question what is recorded.</summary>
    private async Task FillAsync(CancellationToken cancel)
    {
        if (IsAsked)
        {
            _given = Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
            return;
        }

        if (Building is not null && await valuations.FindAsync(Code, Building, cancel) is { } valuation)
        {
            _given = BuildingFactsText.Write(ValuationReading.FactsOf(valuation));
            Value = await valuations.ExplainAsync(valuation, cancel);
        }
        else if (Building is not null)
        {
            var known = await valuations.KnownAsync(Known, Known.Current, Today, cancel);
            var facts = known.All.First(b => b.Of.Number == Number).Facts;
            _given = facts is null ? BuildingFactsText.Write(Building) : BuildingFactsText.Write(facts);
            Unread = facts is null ? [] : [.. facts.Unread.Values];
        }
    }

    private string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;
}
