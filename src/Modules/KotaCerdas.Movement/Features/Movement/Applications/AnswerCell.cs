using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>An answer with its note and evidence, as one reads it.</summary>
internal static class AnswerCell
{
    public static HtmlBuilder Of(Dossier file, Item item, DateOnly today, Texts texts)
    {
        var stored = file.Answers.GetValueOrDefault(item.Code);
        var html = new HtmlBuilder();
        if (item.Answer != AnswerKind.File)
        {
            _ = AnswerDisplay.Of(file.Instrument, item, stored?.Value, texts) is { } text
                ? html.Element("span", text)
                : html.Element("span", texts["Movement.Application.Nothing"], ("class", "k-missing"));
        }

        if (!string.IsNullOrEmpty(stored?.Note))
        {
            html.Element("p", stored.Note, ("class", "k-soft"));
        }

        var evidence = file.Evidence[item.Code].ToList();
        if (evidence.Count > 0)
        {
            html.Start("ul");
            foreach (var one in evidence)
            {
                html.Start("li").Add(EvidenceLine.Of(one, EvidencePaths.File(file.Call.Id, file.Region.Code, one.Id), today, texts)).End();
            }

            html.End();
        }

        return html;
    }
}
