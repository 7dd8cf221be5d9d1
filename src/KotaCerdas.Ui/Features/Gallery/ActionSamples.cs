using KotaCerdas.Platform;

namespace KotaCerdas.Ui.Features.Gallery;

internal static class ActionSamples
{
    public static IEnumerable<GallerySection> All(Texts t)
    {
        yield return GallerySection.Of("tombol-aksi", t["Ui.Gallery.Buttons"],
            (null, new HtmlBuilder().Start("div", ("class", "k-row"))
                .Add(Button.Render(new() { Text = t["Ui.Gallery.Submit"] }))
                .Add(Button.Render(new() { Text = t["Ui.Gallery.Save"], Kind = ButtonKind.Secondary, Icon = IconName.Download }))
                .Add(Button.Render(new() { Text = t["Ui.Gallery.Withdraw"], Kind = ButtonKind.Danger,
                    Confirm = t["Ui.Gallery.WithdrawConfirm"] }))
                .Add(Button.Render(new() { Text = t["Ui.Gallery.Later"], Kind = ButtonKind.Plain, Href = "#tombol-aksi" }))
                .Add(Button.Render(new() { Text = t["Ui.Gallery.Score"], Kind = ButtonKind.Secondary, Small = true,
                    Href = "#tombol-aksi" }))
                .Add(Button.Render(new() { Text = t["Ui.Gallery.Submit"], Disabled = true })).End()));

        yield return GallerySection.Of("ikon", t["Ui.Gallery.Icons"], (null, Icons()));

        yield return GallerySection.Of("keadaan", t["Ui.Gallery.States"],
            (null, new HtmlBuilder().Start("div", ("class", "k-row"))
                .Add(Tag.Render(t["Ui.Gallery.Draft"])).Add(Tag.Render(t["Ui.Gallery.Submitted"], Tone.Info))
                    .Add(Tag.Render(t["Ui.Gallery.Selected"], Tone.Positive))
                .Add(Tag.Render(t["Ui.Gallery.DueSoon"], Tone.Warning)).Add(Tag.Render(t["Ui.Gallery.Late"], Tone.Danger))
                .Add(Tag.Render(t["Ui.Gallery.Watch"], Tone.Accent)).End()));

        yield return GallerySection.Of("jalan", t["Ui.Gallery.Ways"],
            (null, Breadcrumbs.Render([new(t["Ui.Gallery.Country"], "/"), new(t["Ui.Gallery.Province"], "#jalan")], t["Ui.Gallery.Region"],
                t)),
            (null, BackLink.Render("#jalan", t)),
            (null, Tabs.Render(
                [new(t["Ui.Gallery.Answers"], "#a"), new(t["Ui.Gallery.Evidence"], "#b", Count: 14), new(t["Ui.Gallery.History"], "#c")],
                    "#a", t["Ui.Gallery.Ways"])),
            (null, Pagination.Render(new() { Shown = 50, Total = 514, PreviousHref = "#jalan", NextHref = "#jalan" }, t)));
    }

    private static HtmlBuilder Icons()
    {
        var html = new HtmlBuilder().Start("div", ("class", "k-row"));
        foreach (var name in Enum.GetValues<IconName>())
        {
            html.Add(Icon.Render(name, name.ToString()));
        }

        return html.End();
    }
}
