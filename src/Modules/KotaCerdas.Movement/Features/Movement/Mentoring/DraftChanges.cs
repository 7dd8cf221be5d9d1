using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>What changed between two versions of a deliverable: texts word by word; of files the name, the size and the content.</summary>
/// <param name="Before">One version.</param>
/// <param name="After">Another one.</param>
/// <param name="Sizes">Bytes of the files of both.</param>
internal sealed record DraftChanges(Draft Before, Draft After, IReadOnlyDictionary<Guid, long> Sizes)
{
    public string Title(Texts texts) => texts["Movement.Draft.ChangesBetween", Before.Number, After.Number];

    public IHtmlContent Render(Texts texts)
    {
        var html = new HtmlBuilder();
        if (Before.FileId is not null || After.FileId is not null)
        {
            html.Add(Table.Render(new()
            {
                Caption = Title(texts), CaptionHidden = true,
                Columns =
                [
                    new(texts["Movement.Draft.Property"]), new(texts["Movement.Draft.Version", Before.Number]),
                    new(texts["Movement.Draft.Version", After.Number]), new(texts["Movement.Draft.Comparison"]),
                ],
                Rows =
                [
                    Row(texts["Movement.Draft.FileName"], Before.FileName, After.FileName, texts),
                    Row(texts["Movement.Draft.FileSize"], SizeOf(Before), SizeOf(After), texts),
                    Row(texts["Movement.Draft.Hash"], Before.Sha256, After.Sha256, texts, Hash.Render),
                ],
            }));
        }

        return Before.Body.Length + After.Body.Length == 0 ? html
            : Before.Body == After.Body ? html.Element("p", texts["Movement.Draft.SameText"])
            : html.Add(Compare.Changes(Before.Body, After.Body, texts));
    }

    private static IReadOnlyList<Cell> Row(string name, string before, string after, Texts texts, Func<string, IHtmlContent>? render = null)
    {
        return [name, Shown(before), Shown(after), Cell.Of(before == after ? Tag.Render(texts["Movement.Draft.IsSame"])
            : Tag.Render(texts["Movement.Draft.Differs"], Tone.Warning))];

        Cell Shown(string value) => value.Length == 0 ? Cell.Missing(texts) : render is null ? value : Cell.Of(render(value));
    }

    private string SizeOf(Draft draft) =>
        draft.FileId is { } file && Sizes.TryGetValue(file, out var size) ? Formats.FileSize(size) : string.Empty;
}
