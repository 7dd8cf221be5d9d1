using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Features.Instruments;

/// <summary>What stands in a field.</summary>
internal sealed record TypedAnswer(string Name, string Text, string? Error);

/// <summary>A question as a field of the try-out.</summary>
internal static class TryOutField
{
    private const int LongText = 200;

    public static IHtmlContent Render(Instrument instrument, Item item, TypedAnswer typed, Texts t) => item.Answer switch
    {
        AnswerKind.Level => Radios.Render(Choose(item, typed, instrument.LevelsOf(item.Code)
            .Select(l => new Choice(InstrumentText.Plain(l.Value), $"{InstrumentText.Plain(l.Value)} · {l.Label.In()}", l.Text.In()))), t),
        AnswerKind.Choice => Radios.Render(Choose(item, typed, Options(instrument, item)), t),
        AnswerKind.MultiChoice => Checkboxes.Render(Choose(item, typed, Options(instrument, item)), t),
        AnswerKind.YesNo => Radios.Render(
            Choose(item, typed, [new("true", t["Host.Instrument.Yes"]), new("false", t["Host.Instrument.No"])]) with { Inline = true }, t),
        AnswerKind.Text when (item.MaxLength ?? InstrumentLimits.AnswerLength) > LongText => Textarea.Render(
            new()
            {
                Name = typed.Name, Label = item.Text.In(), Error = typed.Error, Optional = !item.Required, Value = typed.Text, Rows = 3,
                MaxLength = item.MaxLength ?? InstrumentLimits.AnswerLength,
            }, t),
        _ => Input.Render(
            new()
            {
                Name = typed.Name, Label = item.Text.In(), Error = typed.Error, Optional = !item.Required, Value = typed.Text,
                Hint = Hint(item, t), Width = item.Answer == AnswerKind.Text ? null : 20, Suffix = item.Unit.Length == 0 ? null : item.Unit,
            }, t),
    };

    private static ChoicesOptions Choose(Item item, TypedAnswer typed, IEnumerable<Choice> choices) => new()
    {
        Name = typed.Name,
        Label = item.Text.In(),
        Error = typed.Error,
        Optional = !item.Required,
        Choices = [.. choices],
        Chosen = typed.Text.Split(';', StringSplitOptions.RemoveEmptyEntries),
    };

    private static IEnumerable<Choice> Options(Instrument instrument, Item item) =>
        instrument.OptionsOf(item.Code).Select(o => new Choice(o.Code, o.Label.In()));

    private static string? Hint(Item item, Texts t) => item.Answer switch
    {
        AnswerKind.Date => t["Host.Instrument.DateHint"],
        AnswerKind.File => t["Host.Instrument.FileCountHint"],
        _ => item.Help.IsEmpty ? null : item.Help.In(),
    };
}
