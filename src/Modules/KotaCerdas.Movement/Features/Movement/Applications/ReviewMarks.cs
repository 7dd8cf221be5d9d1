using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>What the page of an application says of its returns: on top, beside each question, and round by round.</summary>
/// <param name="file">The application.</param>
/// <param name="rounds">Its returns, the first one first.</param>
/// <param name="texts">Texts.</param>
internal sealed class ReviewMarks(Dossier file, IReadOnlyList<ReviewRound> rounds, Texts texts)
{
    private ReviewRound? Last => rounds.Count == 0 ? null : rounds[^1];

    /// <summary>True while the region works on what was asked: nothing is unchanged yet.</summary>
    private bool Open => file.Application is { Status: ApplicationStatus.Returned };

    /// <summary>What changed since the last return, each with a link to its question; null where it was never returned.</summary>
    public IHtmlContent? Summary()
    {
        if (Last is not { } last)
        {
            return null;
        }

        var changed = Shown().Where(i => last.Changes.ContainsKey(i.Code)).ToList();
        var left = Shown().Where(i => last.Reasons.ContainsKey(i.Code) && !last.Changes.ContainsKey(i.Code)).ToList();
        var more = new HtmlBuilder().Add(Links(changed));
        if (left.Count > 0 && !Open)
        {
            more.Element("p", texts["Movement.Review.UnchangedList"]).Add(Links(left));
        }

        return Notice.Render(new()
        {
            Tone = left.Count > 0 && !Open ? Tone.Warning : Tone.Info, Title = texts["Movement.Review.ChangedCount", changed.Count],
            More = more,
        });
    }

    /// <summary>Beside a question, or the whole with an empty code: what was asked last, and how the answer read then.</summary>
    public IHtmlContent? Beside(string item)
    {
        if (Last is not { } last)
        {
            return null;
        }

        var change = last.Changes.GetValueOrDefault(item);
        var html = new HtmlBuilder();
        if (last.Reasons.TryGetValue(item, out var reason))
        {
            html.Add(Notice.Render(new()
            {
                Tone = Tone.Warning, Text = reason,
                Title = Open ? texts["Movement.Application.ReturnedHere"] : texts["Movement.Review.Asked", last.Number],
            }));
            if (change is null && !Open && item.Length > 0)
            {
                html.Start("p").Add(Tag.Render(texts["Movement.Review.Unchanged"], Tone.Warning)).End();
            }
        }

        if (change is not null)
        {
            html.Start("p").Add(Tag.Render(texts["Movement.Review.Changed"], Tone.Info)).End()
                .Add(Details.Render(texts["Movement.Review.Before"], Before(change)));
        }

        return html;
    }

    /// <summary>All rounds, folded; null where there is none.</summary>
    public IHtmlContent? History()
    {
        if (rounds.Count == 0)
        {
            return null;
        }

        var html = new HtmlBuilder();
        foreach (var round in rounds)
        {
            html.Element("h3", texts["Movement.Review.RoundOn", round.Number, Formats.Instant(round.At, file.Region.Zone)]).Start("ul");
            foreach (var (code, reason) in round.Reasons.OrderBy(r => OrderOf(r.Key)))
            {
                html.Start("li").Element("b", NameOf(code)).Text(" – " + reason).End();
            }

            var changed = round.Changes.Values.Select(c => c.Item.Text.In()).ToList();
            html.End().Element("p", changed.Count == 0 ? texts["Movement.Review.RoundUnchanged"]
                : texts["Movement.Review.RoundChanged", string.Join("; ", changed)]);
        }

        return Details.Render(texts["Movement.Review.Rounds", rounds.Count], html);
    }

    private IEnumerable<Item> Shown()
    {
        var hidden = file.Progress.Hidden;
        return file.Instrument.Items.Where(i => !hidden.Contains(i.Code));
    }

    private int OrderOf(string code) => file.Instrument.Items.Select(i => i.Code).ToList().IndexOf(code);

    private string NameOf(string code) => file.Instrument.Items.FirstOrDefault(i => i.Code == code) is { } item
        ? item.Text.In() : texts["Movement.Review.AskedWhole"];

    private HtmlBuilder Before(AnswerChange change)
    {
        var html = new HtmlBuilder();
        if (change.Item.Answer != AnswerKind.File)
        {
            html.Element("p", AnswerDisplay.Of(file.Instrument, change.Item, change.Value, texts) ?? texts["Movement.Application.Nothing"]);
        }

        if (change.Note.Length > 0)
        {
            html.Element("p", change.Note, ("class", "k-soft"));
        }

        foreach (var title in change.Added)
        {
            html.Element("p", texts["Movement.Review.EvidenceAdded", title]);
        }

        foreach (var title in change.Removed)
        {
            html.Element("p", texts["Movement.Review.EvidenceRemoved", title]);
        }

        return html;
    }

    private static HtmlBuilder? Links(List<Item> items)
    {
        if (items.Count == 0)
        {
            return null;
        }

        var html = new HtmlBuilder().Start("ul");
        foreach (var item in items)
        {
            html.Start("li").Add(Markup.Link(item.Text.In(), "#p-" + item.Code)).End();
        }

        return html.End();
    }
}
