using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>The fields that the basis of a letter asks for: facts of the kind, amounts, shares, a number of instalments, a day.</summary>
internal sealed class LetterForm(LetterCase at, Texts texts)
{
    private readonly KindRules? _rules = at.FromFacts && KindRules.Of(at.Set, at.Topic.Kind.Code, at.RuleDay, estimate: false) is
        { Failed: false } known ? known.Value : null;

    /// <summary>True where nothing stands in the fields before somebody types.</summary>
    public bool Blank { get; init; }

    public IEnumerable<IHtmlContent> Fields(IFormCollection? form, ModelStateDictionary errors) => _rules is not null
        ? new FactFields(_rules, texts).Render(Standing, form, errors, standing: false)
        : at.Asked.Select(name => Input.Render(
            new()
            {
                Name = FactFields.Prefix + name,
                Label = texts["Revenue.LetterField." + name],
                Hint = HintOf(name),
                Value = form is null ? Default(name) : form[FactFields.Prefix + name].ToString(),
                Error = errors.TryGetValue(FactFields.Prefix + name, out var e) && e.Errors is [var first, ..] ? first.ErrorMessage : null,
                Width = 20,
                MaxLength = 40,
                Prefix = name is "principal" or "sanction" ? "Rp" : null,
                Suffix = name.EndsWith("_share", StringComparison.Ordinal) ? "%" : null,
            }, texts));

    /// <summary>What was typed, in plain text.</summary>
    public IReadOnlyDictionary<string, string> Read(IFormCollection form) => _rules is not null
        ? new FactFields(_rules, texts).Read(form)
        : at.Asked.ToDictionary(n => n, n => Plain(n, form[FactFields.Prefix + n].ToString().Trim()), StringComparer.Ordinal);

    /// <summary>What was typed, or null where no figure was.</summary>
    public IReadOnlyDictionary<string, string>? Typed(IFormCollection form)
    {
        var values = Read(form);
        var figures = _rules is null ? at.Asked : [.. _rules.Inputs.Where(i => i.Unit is not null).Select(i => i.Name)];
        return figures.Any(n => values.GetValueOrDefault(n, string.Empty).Length > 0) ? values : null;
    }

    /// <summary>What a proposal says, in words.</summary>
    public IReadOnlyList<(string Name, string Value)> Words(IReadOnlyDictionary<string, string> values) => _rules is not null
        ? FactFields.Words(_rules, values, texts)
        :
        [
            .. at.Asked.Where(values.ContainsKey).Select(n => (texts["Revenue.LetterField." + n], n switch
            {
                "principal" or "sanction" when long.TryParse(values[n], CultureInfo.InvariantCulture, out var rupiah) =>
                    Formats.Money(rupiah),
                "due" when DateOnly.TryParseExact(values[n], "yyyy-MM-dd", out var day) => Formats.Date(day),
                _ => n.EndsWith("_share", StringComparison.Ordinal) ? values[n] + " %" : values[n],
            })),
        ];

    private IReadOnlyDictionary<string, string> Standing => Blank ? Facts.Read(Facts.None) : Facts.Read(
        at.Request?.Facts ?? at.Parent?.Current.Facts ?? at.Topic.Object?.Facts ?? Facts.None);

    private string Default(string name) => name switch
    {
        _ when Blank => string.Empty,
        _ when Requested.TryGetValue(name, out var asked) => Shown(name, asked),
        "principal" => Formats.Number(at.Parent!.Current.Principal),
        "sanction" => Formats.Number(at.Parent!.Current.Sanction),
        "principal_share" or "sanction_share" => "0",
        ReductionCase.First or ReductionCase.Last => (at.On.Year + 1).ToString(CultureInfo.InvariantCulture),
        _ => string.Empty,
    };

    /// <summary>What the request that is answered asks for, by name; empty where it names no figures.</summary>
    private IReadOnlyDictionary<string, string> Requested => Facts.Read(at.Request?.Facts ?? Facts.None);

    /// <summary>Of a bill a reduction never takes more than what is left above the smallest amount.</summary>
    private string HintOf(string name) =>
        name == BillChange.PrincipalShare && at is { Letter.Basis: LetterBasis.Share, Parent.Bill: { } bill }
            ? texts["Revenue.LetterHint.bill_share", Formats.Money(bill.Rules.Minimum)] : texts["Revenue.LetterHint." + name];

    private static string Shown(string name, string asked) =>
        name is "principal" or "sanction" && long.TryParse(asked, CultureInfo.InvariantCulture, out var rupiah) ? Formats.Number(rupiah)
        : name == "due" && DateOnly.TryParseExact(asked, "yyyy-MM-dd", out var day) ? day.ToString("d/M/yyyy", CultureInfo.InvariantCulture)
        : asked;

    private static string Plain(string name, string typed) => name == "due" ? Day(typed) : RuleText.Typed(typed);

    /// <summary>A day as it is typed, 31/12/2026, in plain text; anything else as it is.</summary>
    private static string Day(string typed) => DateOnly.TryParseExact(
        typed, ["d/M/yyyy", "d-M-yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : typed;
}
