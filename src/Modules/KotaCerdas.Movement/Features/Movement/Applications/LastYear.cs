using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>This year's answers beside those of the region's previous call.</summary>
internal static class LastYear
{
    /// <summary>True where the previous call has an answer to the question and it is not this year's.</summary>
    public static bool Differs(Dossier file, IReadOnlyDictionary<string, Answer> before, Item item) =>
        before.GetValueOrDefault(item.Code) is { } last
        && last.Value != (file.Answers.GetValueOrDefault(item.Code)?.Value ?? string.Empty);

    /// <summary>The answer, and below it what was answered before and whether that changed.</summary>
    public static Cell Beside(Dossier file, IReadOnlyDictionary<string, Answer> before, Item item, Texts texts)
    {
        var html = AnswerCell.Of(file, item, texts);
        if (AnswerDisplay.Of(file.Instrument, item, before.GetValueOrDefault(item.Code)?.Value, texts) is not { } last)
        {
            return html;
        }

        html.Start("p", ("class", "k-soft"));
        _ = Differs(file, before, item)
            ? html.Element("b", texts["Movement.Application.LastYear"]).Text(" " + last).Text(" ")
                .Add(Tag.Render(texts["Movement.Application.ChangedSince"], Tone.Info))
            : html.Text(texts["Movement.Application.SameAsLastYear"]);
        return html.End();
    }
}
