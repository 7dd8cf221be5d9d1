using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Calculators;

/// <summary>A field of a calculator.</summary>
/// <param name="Name">Name as posted.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Hint">Help, or null.</param>
/// <param name="Unit">Unit of a figure; null for yes or no and for a choice.</param>
/// <param name="Choices">What can be chosen; empty for a figure and for yes or no.</param>
/// <param name="Optional">True where empty means none.</param>
internal sealed record CalculatorField(
    string Name, string Label, string? Hint, RuleUnit? Unit, IReadOnlyList<Choice> Choices, bool Optional)
{
    private const int MostRadios = 5;

    /// <summary>The field with what was typed.</summary>
    public IHtmlContent Render(string typed, string? error, Texts t)
    {
        if (Unit is { } unit)
        {
            return Input.Render(
                new()
                {
                    Name = Name, Label = Label, Hint = Hint, Error = error, Value = typed, Optional = Optional, Width = 20, MaxLength = 40,
                    Prefix = unit.Unit.IsMoney ? "Rp" : null, Suffix = RuleText.Suffix(unit, t),
                }, t);
        }

        var choices = new ChoicesOptions
        {
            Name = Name, Label = Label, Hint = Hint, Error = error, Optional = Optional,
            Choices = Choices.Count > 0 ? Choices : [new("yes", t["Revenue.Rules.Yes"]), new("no", t["Revenue.Rules.No"])],
            Chosen = typed.Length > 0 ? [typed] : Choices.Count > 0 ? [] : ["no"],
            Inline = Choices.Count == 0,
            EmptyText = t["Revenue.Calculator.Choose"],
        };
        return Choices.Count > MostRadios ? Select.Render(choices, t) : Radios.Render(choices, t);
    }
}

/// <summary>What a calculator says.</summary>
/// <param name="Sentence">The answer in a sentence.</param>
/// <param name="Note">What belongs to the province, or null.</param>
/// <param name="Assumed">Figures that nobody published.</param>
/// <param name="Steps">How it came about.</param>
internal sealed record CalculatorAnswer(string Sentence, string? Note, IReadOnlyList<string> Assumed, IReadOnlyList<LadderStep> Steps);
