using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Agreements and obligations on public pages: facts with their dates, real ones with their source.</summary>
internal static class RegionAgreements
{
    public static IHtmlContent Render(RegionPromises promises, Texts texts)
    {
        var html = new HtmlBuilder();
        if (promises.InForce.Count + promises.Known.Count == 0)
        {
            return html.Element("p", texts["Movement.Agreement.PublicNone"]);
        }

        foreach (var one in promises.InForce)
        {
            html.Start("section", ("class", "k-card")).Element("h3", one.Agreement.Title);
            if (one.Agreement.Generated)
            {
                html.Start("p").Add(Tag.Render(texts["Movement.Agreement.PublicGenerated"], Tone.Warning)).End();
            }

            List<Fact> facts =
            [
                new(texts["Movement.Agreement.Between"], string.Join("; ", one.Parties.Select(p => p.Name))),
                new(texts["Movement.Agreement.SignedOn"], Cell.Of(Markup.Date(one.Agreement.SignedOn!.Value))),
                new(texts["Movement.Agreement.EndsOn"], Cell.Of(Markup.Date(one.Agreement.EndsOn!.Value))),
            ];
            if (one.Document is { } document)
            {
                var check = DocumentSurroundings.CheckPath + document.CheckCode;
                facts.Add(new(texts["Movement.Agreement.SignedDocument"],
                    Cell.Link(texts["Movement.Agreement.CheckDocument", document.Number], check)));
            }

            html.Add(SummaryList.Render(facts, texts)).End();
        }

        foreach (var known in promises.Known)
        {
            Known(html, known, texts);
        }

        return promises.InForce.Count > 0 ? Obligations(html, promises, texts) : html;
    }

    /// <summary>The real ceremonies with the regions that a source names.</summary>
    public static IHtmlContent Ceremonies(Texts texts) => Timeline.Render(
        [
            .. KnownAgreements.Ceremonies.Select(c => new TimelineEvent(
                texts["Movement.Agreement.Ceremony", c.Key],
                    texts[c.All(k => k.Online) ? "Movement.Agreement.HeldOnline" : "Movement.Agreement.HeldAtPlace"])
            {
                Text = texts["Movement.Agreement.CeremonyKnown", string.Join(", ", c.Select(k => k.RegionName)),
                    string.Join("; ", c.SelectMany(k => k.Sources).Distinct())],
                Href = $"/?tahun={AgreementWords.Number(c.Key.Year)}",
            }),
        ],
        texts);

    private static void Known(HtmlBuilder html, KnownAgreement known, Texts texts)
    {
        List<Fact> facts =
        [
            new(texts["Movement.Agreement.With"], known.Party),
            new(texts["Movement.Agreement.SignedOn"], Cell.Of(Markup.Date(known.SignedOn))),
            new(texts["Movement.Agreement.Source"], string.Join("; ", known.Sources)),
        ];
        if (known.Note.Length > 0)
        {
            facts.Add(new(texts["Movement.Agreement.KnownNote"], known.Note));
        }

        html.Start("section", ("class", "k-card")).Element("h3", known.Title).Add(SummaryList.Render(facts, texts))
            .Element("p", texts["Movement.Agreement.KnownNoDocument"], ("class", "k-small k-soft")).End();
    }

    private static HtmlBuilder Obligations(HtmlBuilder html, RegionPromises promises, Texts texts)
    {
        html.Element("h3", texts["Movement.Agreement.PublicObligations"])
            .Element("p", texts["Movement.Agreement.PublicCounts", promises.Met, promises.MetOnTime, promises.Running,
                promises.Late.Count]);
        foreach (var (obligation, party) in promises.Late)
        {
            html.Add(Notice.Render(new()
            {
                Tone = Tone.Danger, Text = texts["Movement.Agreement.PublicLate", obligation.Title, party, obligation.DueOn!.Value],
            }));
        }

        return html;
    }
}
