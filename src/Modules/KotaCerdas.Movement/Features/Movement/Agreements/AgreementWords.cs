using System.Globalization;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>States of agreements and obligations as word, shape and colour, the same on every page.</summary>
internal static class AgreementWords
{
    public static IHtmlContent Of(AgreementState state, Texts texts) => Tag.Render(texts[$"Movement.AgreementState.{state}"], state switch
    {
        AgreementState.InForce => Tone.Positive,
        AgreementState.Frozen or AgreementState.Signing => Tone.Accent,
        AgreementState.Negotiation => Tone.Info,
        _ => Tone.Neutral,
    });

    public static IHtmlContent Of(ObligationState state, bool late, Texts texts) => late
        ? Tag.Render(texts["Movement.Obligation.Late"], Tone.Danger)
        : Tag.Render(texts[$"Movement.ObligationState.{state}"], state switch
        {
            ObligationState.Met => Tone.Positive,
            ObligationState.Reported => Tone.Info,
            ObligationState.Returned => Tone.Warning,
            _ => Tone.Neutral,
        });

    /// <summary>The last day with what is left of the time.</summary>
    public static IHtmlContent Due(DateOnly due, DateOnly today, Texts texts)
    {
        var (words, tone) = States.DaysLeft(due, today, texts);
        return Markup.Join(Markup.Date(due), Markup.Text(" "), Tag.Render(words, tone));
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text with its lines as it has them.</summary>
    public static IHtmlContent Lines(string text)
    {
        var html = new HtmlBuilder();
        foreach (var block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Start("p");
            foreach (var (index, line) in block.Trim('\n').Split('\n').Index())
            {
                html = index == 0 ? html.Text(line) : html.Void("br").Text(line);
            }

            html.End();
        }

        return html;
    }

    /// <summary>The head of every page of an agreement.</summary>
    public static PageHead Head(AgreementFile file, Texts texts) => new()
    {
        Title = file.Agreement.Title,
        Caption = $"{AgreementCatalogue.Shipped.VehicleName(file.Agreement.Vehicle)} · {file.Region.Name}",
        State = Of(file.Agreement.State, texts),
        Breadcrumbs = [new(texts["Movement.Agreement.ListTitle"], AgreementPaths.List)],
    };

    public static IHtmlContent Tabs(AgreementFile file, string current, Texts texts) => Ui.Tabs.Render(
        [
            new(texts["Movement.Agreement.TabOverview"], AgreementPaths.Of(file.Agreement)),
            new(texts["Movement.Agreement.TabText"], AgreementPaths.Text(file.Agreement)),
            new(texts["Movement.Agreement.TabParties"], AgreementPaths.Parties(file.Agreement)),
            new(texts["Movement.Signing.Tab"], AgreementPaths.Signing(file.Agreement)),
            new(texts["Movement.Agreement.TabObligations"], AgreementPaths.Obligations(file.Agreement)),
        ],
        current, file.Agreement.Title);
}
