using KotaCerdas.Platform;

namespace KotaCerdas.Ui.Features.Gallery;

internal static class DataSamples
{
    public static IEnumerable<GallerySection> All(Texts t)
    {
        yield return GallerySection.Of("angka", t["Ui.Gallery.Figures"],
            (null, Stats.Render(
                [
                    new() { Label = t["Ui.Gallery.Joined"], Value = Formats.Number(251), Unit = t["Ui.Gallery.Regions"],
                        Trend = new(t["Ui.Gallery.Rise"], Up: true, Good: true), ExplainHref = "#angka" },
                    new() { Label = t["Ui.Gallery.Budget"], Value = Formats.Money(1_234_567_000), Note = t["Ui.Gallery.ThisYear"],
                        ExplainHref = "#angka" },
                    new() { Label = t["Ui.Gallery.LateShare"], Value = Formats.Percent(0.125m),
                        Trend = new(t["Ui.Gallery.Rise"], Up: true, Good: false) },
                    new() { Label = t["Ui.Gallery.Index"], Note = t["Ui.Gallery.ThisYear"] },
                ],
                t)),
            (null, Meter.Render(new(t["Ui.Gallery.Answers"], 28, 40, t["Ui.Gallery.MeterText"]))),
            (null, Meter.Render(new(t["Ui.Gallery.Evidence"], 4, 40, t["Ui.Gallery.MeterLow"], Tone.Danger))));

        yield return GallerySection.Of("fakta", t["Ui.Gallery.Facts"],
            (null, SummaryList.Render(
                [
                    new(t["Ui.Gallery.RegionName"], t["Ui.Gallery.Region"], "#fakta"),
                        new(t["Ui.Gallery.Opens"], Cell.Date(new(2026, 1, 12)), "#fakta"),
                    new(t["Ui.Gallery.Index"], Cell.Missing(t)), new(t["Ui.Gallery.Reason"], t["Ui.Gallery.LongText"]),
                ],
                t)));

        yield return GallerySection.Of("tabel", t["Ui.Gallery.Tables"],
            (t["Ui.Gallery.StateMany"], Table.Render(Regions(t, 6) with { Total = [t["Ui.Gallery.Total"], "", Formats.Number(84),
                Formats.Money(7_407_402)] })),
            (t["Ui.Gallery.StateOne"], Table.Render(Regions(t, 1) with { Caption = t["Ui.Gallery.StateOne"] })),
            (t["Ui.Gallery.StateScroll"], Table.Render(Regions(t, 3) with { Caption = t["Ui.Gallery.StateScroll"],
                Narrowing = Narrowing.Scroll })),
            (t["Ui.Gallery.StateEmpty"], Table.Render(Regions(t, 0))));

        yield return GallerySection.Of("jelaskan", t["Ui.Explain"],
            (null, Ladder.Render(
                [
                    new(t["Ui.Gallery.RuleMean"], [(t["Ui.Gallery.AssessorA"], "3,20"), (t["Ui.Gallery.AssessorB"], "3,60")],
                        t["Ui.Gallery.Mean"], "3,40")
                    {
                        Source = t["Ui.Gallery.RuleSource"], SourceHref = "#jelaskan",
                    },
                    new(t["Ui.Gallery.RuleWeight"], [(t["Ui.Gallery.Mean"], "3,40"), (t["Ui.Gallery.Weight"], "25 %")],
                        t["Ui.Gallery.Contribution"], "0,85"),
                    new(t["Ui.Gallery.RuleSum"], [], t["Ui.Gallery.Index"], "3,32"),
                ])));
    }

    private static TableOptions Regions(Texts t, int rows) => new()
    {
        Caption = t["Ui.Gallery.TableCaption"],
        Columns =
        [
            new(t["Ui.Gallery.RegionName"], SortHref: "#tabel", Order: SortOrder.Ascending), new(t["Ui.Gallery.States"]),
            new(t["Ui.Gallery.Answers"], Numeric: true, SortHref: "#tabel"), new(t["Ui.Gallery.Budget"], Numeric: true),
        ],
        Rows = Enumerable.Range(1, rows).Select(IReadOnlyList<Cell> (i) =>
        [
            Cell.Link(t["Ui.Gallery.RegionNumber", i], "#tabel"),
            Cell.Of(i % 3 == 0 ? Tag.Render(t["Ui.Gallery.Late"], Tone.Danger) : Tag.Render(t["Ui.Gallery.Submitted"], Tone.Info)),
            i == 2 ? Cell.Missing(t) : Formats.Number(i * 4), Formats.Money(i * 352_733),
        ]),
        Empty = EmptyState.Render(new() { Title = t["Ui.Gallery.EmptyTitle"], Text = t["Ui.Gallery.EmptyText"], Icon = IconName.Map }),
    };
}
