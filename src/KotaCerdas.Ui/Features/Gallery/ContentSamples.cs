using KotaCerdas.Platform;

namespace KotaCerdas.Ui.Features.Gallery;

internal static class ContentSamples
{
    public static IEnumerable<GallerySection> All(Texts t)
    {
        yield return GallerySection.Of("pemberitahuan", t["Ui.Gallery.Notices"],
            (null, Notice.Render(new() { Tone = Tone.Positive, Title = t["Ui.Gallery.Sent"], Text = t["Ui.Gallery.SentText"],
                Announce = true })),
            (null, Notice.Render(new() { Tone = Tone.Info, Text = t["Ui.Gallery.InfoText"],
                More = Markup.Link(t["Ui.Gallery.History"], "#pemberitahuan") })),
            (null, Notice.Render(new() { Tone = Tone.Warning, Text = t["Ui.Gallery.WarningText"] })),
            (null, Notice.Render(new() { Tone = Tone.Danger, Title = t["Ui.Gallery.Late"], Text = t["Ui.Gallery.DangerText"] })),
            (null, Inset.Render(t["Ui.Gallery.LongText"])),
            (null, PhaseBanner.Render(t["Ui.Gallery.Trial"], t["Ui.Gallery.TrialText"])),
            (null, ConfirmationPanel.Render(t["Ui.Gallery.Sent"], t["Ui.Gallery.Receipt"], "PMH-2026-0072", asTitle: false)));

        yield return GallerySection.Of("kosong", t["Ui.Gallery.Empty"],
            (null, EmptyState.Render(new()
            {
                Title = t["Ui.Gallery.EmptyTitle"], Text = t["Ui.Gallery.EmptyText"],
                Action = Button.Render(new() { Text = t["Ui.Gallery.Submit"], Href = "#kosong" }),
            })),
            (t["Ui.Gallery.StateForbidden"], EmptyState.NoPermission(t["Ui.Gallery.Office"], t)));

        yield return GallerySection.Of("rincian", t["Ui.Gallery.Details"],
            (null, Details.Render(t["Ui.Gallery.Why"], Markup.Text(t["Ui.Gallery.LongText"]))),
            (null, Details.Render(t["Ui.Gallery.Why"], Markup.Text(t["Ui.Gallery.LongText"]), open: true)),
            (null, new HtmlBuilder().Start("p").Add(Term.Render("SPBE", "#rincian", t["Ui.Gallery.TermMeaning"])).Text(" · ")
                .Add(Hash.Render("b8f2c1d09e77a4e35c21")).End()));

        yield return GallerySection.Of("urutan", t["Ui.Gallery.Sequences"],
            (null, Timeline.Render(
                [
                    new(t["Ui.Gallery.Opened"], Formats.Date(new(2026, 1, 12))) { By = t["Ui.Gallery.Office"] },
                    new(t["Ui.Gallery.Submitted"], Formats.Date(new(2026, 2, 3)), EventState.Now) { Text = t["Ui.Gallery.InfoText"],
                        Href = "#urutan" },
                    new(t["Ui.Gallery.Verified"], Formats.Date(new(2026, 2, 10)), EventState.Late),
                    new(t["Ui.Gallery.Selected"], Formats.Date(new(2026, 4, 30)), EventState.Next),
                ],
                t)),
            (null, TaskList.Render(
                [
                    new(t["Ui.Gallery.Answers"], t["Ui.Gallery.Done"], Tone.Positive) { Href = "#urutan" },
                    new(t["Ui.Gallery.Evidence"], t["Ui.Gallery.DueSoon"], Tone.Warning) { Href = "#urutan",
                        Hint = t["Ui.Gallery.WarningText"] },
                    new(t["Ui.Gallery.Verified"], t["Ui.Gallery.NotYet"]) { Hint = t["Ui.Gallery.NotYetText"] },
                ])));

        yield return GallerySection.Of("banding", t["Ui.Gallery.Compare"],
            (null, Compare.Render(
                (t["Ui.Gallery.LastYear"], Compare.Changes(t["Ui.Gallery.Before"], t["Ui.Gallery.Before"], t)),
                (t["Ui.Gallery.ThisYear"], Compare.Changes(t["Ui.Gallery.Before"], t["Ui.Gallery.After"], t)))));
    }
}
