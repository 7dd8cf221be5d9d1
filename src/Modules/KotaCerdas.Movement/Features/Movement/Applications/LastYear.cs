using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>This year's answers beside those of the region's previous call.</summary>
internal static class LastYear
{
    /// <summary>True where both calls have an answer to the question and they are not the same.</summary>
    public static bool Differs(Dossier file, IReadOnlyDictionary<string, Answer> before, Item item) =>
        before.GetValueOrDefault(item.Code) is { } last && ThisYear(file, item) is { Length: > 0 } now && last.Value != now;

    /// <summary>The answer, and below it what was answered before and whether that changed.</summary>
    public static Cell Beside(Dossier file, IReadOnlyDictionary<string, Answer> before, Item item, DateOnly today, Texts texts)
    {
        var html = AnswerCell.Of(file, item, today, texts);
        if (AnswerDisplay.Of(file.Instrument, item, before.GetValueOrDefault(item.Code)?.Value, texts) is not { } last)
        {
            return html;
        }

        html.Start("p", ("class", "k-soft"));
        if (ThisYear(file, item) == before[item.Code].Value)
        {
            return html.Text(texts["Movement.Application.SameAsLastYear"]).End();
        }

        html.Element("b", texts["Movement.Application.LastYear"]).Text(" " + last).Text(" ");
        return html.Add(Differs(file, before, item) ? Tag.Render(texts["Movement.Application.ChangedSince"], Tone.Info) : null).End();
    }

    private static string? ThisYear(Dossier file, Item item) => file.Answers.GetValueOrDefault(item.Code)?.Value;
}
