using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Model.Agreeing;
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
        if (promises.InForce.Count + promises.Past.Count + promises.Known.Count == 0)
        {
            return html.Element("p", texts["Movement.Agreement.PublicNone"]);
        }

        foreach (var one in promises.InForce)
        {
            Card(html, one, texts);
        }

        foreach (var known in promises.Known)
        {
            Known(html, known, texts);
        }

        html = promises.InForce.Count > 0 ? Obligations(html, promises, texts) : html;
        return promises.Past.Count > 0 ? Past(html, promises.Past, texts) : html;
    }

    /// <summary>What was in force and is over, folded away: it is not what the region is bound to.</summary>
    private static HtmlBuilder Past(HtmlBuilder html, IReadOnlyList<PublicAgreement> past, Texts texts)
    {
        var inside = new HtmlBuilder();
        foreach (var one in past)
        {
            Card(inside, one, texts);
        }

        return html.Add(Details.Render(texts["Movement.Agreement.PublicPast", past.Count], inside));
    }

    private static void Card(HtmlBuilder html, PublicAgreement one, Texts texts)
    {
        var agreement = one.Agreement;
        var over = agreement.State != AgreementState.InForce;
        html.Start("section", ("class", "k-card")).Element("h3", agreement.Title);
        if (agreement.Generated || over)
        {
            html.Start("p").Add(over ? AgreementWords.Of(agreement.State, texts) : null).Text(over && agreement.Generated ? " " : null)
                .Add(agreement.Generated ? Tag.Render(texts["Movement.Agreement.PublicGenerated"], Tone.Warning) : null).End();
        }

        List<Fact> facts =
        [
            new(texts["Movement.Agreement.Between"], string.Join("; ", one.Parties.Select(p => p.Name))),
            new(texts["Movement.Agreement.SignedOn"], Cell.Date(agreement.SignedOn!.Value)),
            new(texts["Movement.Agreement.EndsOn"], Cell.Date(agreement.EndsOn!.Value)),
        ];
        if (one is { Call: { } call, CallHref: { } href })
        {
            facts.Add(new(texts["Movement.Agreement.FromCall"], Cell.Link(call.Title, href)));
        }

        if (one.Ceremony is { } ceremony)
        {
            facts.Add(new(texts["Movement.Agreement.InCeremony"], Cell.Link(ceremony.Title, CeremonyPaths.Of(ceremony.Id))));
        }

        if (one.Document is { } document)
        {
            var check = DocumentSurroundings.CheckPath + document.CheckCode;
            facts.Add(new(texts["Movement.Agreement.SignedDocument"],
                Cell.Link(texts["Movement.Agreement.CheckDocument", document.Number], check)));
        }

        html.Add(SummaryList.Render(facts, texts)).End();
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
            new(texts["Movement.Agreement.SignedOn"], Cell.Date(known.SignedOn)),
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
