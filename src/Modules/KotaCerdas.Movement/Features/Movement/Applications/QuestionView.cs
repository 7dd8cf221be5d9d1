using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>What stands around one question on its page.</summary>
/// <param name="Item">The question.</param>
/// <param name="Text">What the field holds: as typed, else as stored.</param>
/// <param name="Note">Remark.</param>
/// <param name="Revision">Revision that the form is made from.</param>
internal sealed record Question(Item Item, string Text, string Note, int Revision)
{
    public string? Error { get; init; }

    /// <summary>Why the ministry returned it.</summary>
    public string? Reason { get; init; }

    /// <summary>What the region answered in its previous call.</summary>
    public EarlierAnswers Earlier { get; init; } = EarlierAnswers.None;

    public AnswerConflict? Conflict { get; init; }

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Where evidence is added and seen.</summary>
    public string EvidencePath { get; init; } = string.Empty;
}

/// <summary>Draws questions of any instrument with the page kit's fields.</summary>
internal sealed class QuestionView(Instrument instrument, Texts texts)
{
    // A ladder needs its texts beside each rung; short lists are radios, long ones a list.
    private const int MostRadios = 8;

    public IHtmlContent Draw(Question q)
    {
        var html = new HtmlBuilder().Start("div", ("class", "k-card"), ("id", "p-" + q.Item.Code));
        if (q.Reason is not null)
        {
            html.Add(Notice.Render(new() { Tone = Tone.Warning, Title = texts["Movement.Application.ReturnedHere"], Text = q.Reason }));
        }

        html.Void("input", ("type", "hidden"), ("name", "r." + q.Item.Code), ("value", q.Revision.ToString())).Add(Field(q));
        ConflictOf(html, q);
        EarlierOf(html, q);
        EvidenceOf(html, q);
        html.Add(Details.Render(texts["Movement.Application.NoteTitle"], Textarea.Render(
            new()
            {
                Name = "k." + q.Item.Code, Label = texts["Movement.Application.Note"], Value = q.Note, Rows = 3,
                MaxLength = SaveAnswers.NoteLength, Optional = true,
            },
            texts), q.Note.Length > 0));
        return html.End();
    }

    private IHtmlContent Field(Question q)
    {
        var item = q.Item;
        var (name, label, hint, optional) = ("j." + item.Code, item.Text.In(), item.Help.IsEmpty ? null : item.Help.In(), !item.Required);
        switch (item.Answer)
        {
            case AnswerKind.File:
                return new HtmlBuilder().Element("p", label, ("class", "govuk-label govuk-label--m"))
                    .Element("p", hint, ("class", "govuk-hint"));
            case AnswerKind.Date:
                return DateInput.Render(
                    new()
                    {
                        Name = name, Label = label, LabelSize = LabelSize.Medium, Hint = hint, Optional = optional, Error = q.Error,
                        Value = Parts(q.Text),
                    },
                    texts);
            case AnswerKind.Number or AnswerKind.Money:
                return Input.Render(
                    new()
                    {
                        Name = name, Label = label, LabelSize = LabelSize.Medium, Hint = hint, Optional = optional, Error = q.Error,
                        Value = q.Text, Type = InputType.Number,
                        Width = item.Answer == AnswerKind.Money ? 20 : 10, Prefix = item.Answer == AnswerKind.Money ? "Rp" : null,
                        Suffix = item.Unit.Length > 0 ? item.Unit : null,
                    },
                    texts);
            case AnswerKind.Text when item.MaxLength is <= 200:
                return Input.Render(
                    new()
                    {
                        Name = name, Label = label, LabelSize = LabelSize.Medium, Hint = hint, Optional = optional, Error = q.Error,
                        Value = q.Text,
                    },
                    texts);
            case AnswerKind.Text:
                return Textarea.Render(
                    new()
                    {
                        Name = name, Label = label, LabelSize = LabelSize.Medium, Hint = hint, Optional = optional, Error = q.Error,
                        Value = q.Text,
                        MaxLength = item.MaxLength ?? InstrumentLimits.AnswerLength,
                    },
                    texts);
            default:
                var choices = new ChoicesOptions
                {
                    Name = name, Label = label, LabelSize = LabelSize.Medium, Hint = hint, Optional = optional, Error = q.Error,
                    Choices = Choices(item),
                    Chosen = q.Text.Split(';'), Inline = item.Answer == AnswerKind.YesNo, EmptyText = texts["Movement.Form.ChooseOne"],
                };
                return item.Answer == AnswerKind.MultiChoice ? Checkboxes.Render(choices, texts)
                    : item.Answer == AnswerKind.Choice && choices.Choices.Count > MostRadios ? Select.Render(choices, texts)
                    : Radios.Render(choices, texts);
        }
    }

    private IReadOnlyList<Choice> Choices(Item item) => item.Answer switch
    {
        AnswerKind.YesNo => [new("true", texts["Movement.Form.Yes"]), new("false", texts["Movement.Form.No"])],
        AnswerKind.Level =>
            [.. instrument.LevelsOf(item.Code).Select(l => new Choice(l.Value.ToString(), $"{l.Value} – {l.Label.In()}", l.Text.In()))],
        _ => [.. instrument.OptionsOf(item.Code).Select(o => new Choice(o.Code, o.Label.In()))],
    };

    private static (string? Day, string? Month, string? Year) Parts(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
        {
            return DateInputOptions.From(day);
        }

        var parts = text.Split('/');
        return parts.Length == 3 ? (parts[0], parts[1], parts[2]) : (null, null, null);
    }

    private void ConflictOf(HtmlBuilder html, Question q)
    {
        if (q.Conflict is not { } conflict)
        {
            return;
        }

        var theirs = AnswerDisplay.Of(instrument, q.Item, conflict.Theirs.Value, texts) ?? texts["Movement.Application.Nothing"];
        var mine = AnswerDisplay.Of(instrument, q.Item, conflict.Mine.Value, texts) ?? texts["Movement.Application.Nothing"];
        html.Add(Radios.Render(
            new()
            {
                Name = "p." + q.Item.Code, Label = texts["Movement.Application.Conflict", conflict.Theirs.UpdatedByName],
                Choices =
                [
                    new("mine", texts["Movement.Application.KeepMine", mine], conflict.Mine.Note.Length > 0 ? conflict.Mine.Note : null),
                    new(
                        "theirs", texts["Movement.Application.KeepTheirs", theirs],
                        conflict.Theirs.Note.Length > 0 ? conflict.Theirs.Note : null),
                ],
                Chosen = ["mine"],
            },
            texts));
    }

    private void EarlierOf(HtmlBuilder html, Question q)
    {
        if (q.Earlier.Of(q.Item.Code) is not { } last || AnswerDisplay.Of(instrument, q.Item, last.Value, texts) is not { } text)
        {
            return;
        }

        html.Start("div", ("class", "k-inset")).Start("p").Element("b", q.Earlier.Heading(texts)).Text(" " + text).End();
        var differs = AnswerText.Read(instrument, q.Item, last.Value) is { Failed: false } && last.Value != q.Text;
        if (differs)
        {
            html.Add(Button.Render(new()
            {
                Text = q.Earlier.UseThem(texts), Kind = ButtonKind.Secondary, Small = true, Name = "salin",
                Value = q.Item.Code, About = q.Item.Text.In(),
            }));
        }

        html.End();
    }

    private void EvidenceOf(HtmlBuilder html, Question q)
    {
        if (q.Item.Evidence == EvidenceRule.None)
        {
            return;
        }

        html.Start("div", ("class", "k-part")).Start("p").Element("b", texts["Movement.Evidence.Title"]).Text(" ")
            .Text(q.Item.Evidence == EvidenceRule.Required ? texts["Movement.Evidence.Required"] : texts["Movement.Evidence.Optional"])
            .End();
        if (q.Evidence.Count > 0)
        {
            html.Start("ul");
            foreach (var evidence in q.Evidence)
            {
                html.Element("li", evidence.PageAnchor.Length > 0 ? $"{evidence.Title} ({evidence.PageAnchor})" : evidence.Title);
            }

            html.End();
        }

        html.Add(Button.Render(new()
        {
            Text = texts["Movement.Evidence.Manage"], Kind = ButtonKind.Secondary, Small = true, Name = "bukti", Value = q.Item.Code,
            About = q.Item.Text.In(),
        })).End();
    }
}
