using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>How assessments are put into words.</summary>
internal static class BatchWords
{
    public static IHtmlContent State(BatchState state, Texts texts) => Tag.Render(texts[$"Revenue.BatchState.{state}"], state switch
    {
        BatchState.Posted => Tone.Positive,
        BatchState.Approved => Tone.Info,
        BatchState.Simulated or BatchState.HalfApproved => Tone.Warning,
        _ => Tone.Neutral,
    });

    public static string Scope(Batch batch, Texts texts) =>
        batch.Village is { } village ? texts["Revenue.Batch.OneVillage", TaxVillage.Show(village)] : texts["Revenue.Batch.WholeRegion"];

    /// <summary>A number without separators.</summary>
    public static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string NopOf(long nop) => Nop.Of(nop).ToString();

    /// <summary>A change in rupiah with its sign: <c>+Rp1.000</c>, <c>−Rp1.000</c>.</summary>
    public static string Change(long rupiah) => rupiah switch
    {
        > 0 => "+" + Formats.Money(rupiah),
        < 0 => "−" + Formats.Money(-rupiah),
        _ => Formats.Money(0),
    };

    /// <summary>A change as a share of what was before, without a sign where it rounds to nothing; a dash where nothing was.</summary>
    public static string Share(long before, long now)
    {
        if (before <= 0)
        {
            return "–";
        }

        var share = Math.Round((decimal)(now - before) / before, 3, MidpointRounding.AwayFromZero);
        return share switch
        {
            > 0 => "+" + Formats.Percent(share),
            < 0 => "−" + Formats.Percent(-share),
            _ => Formats.Percent(0),
        };
    }

    /// <summary>A band of changes: <c>naik lebih dari 10 % sampai 25 %</c>.</summary>
    public static string Band(ChangeBand band, Texts texts) => band switch
    {
        { AbovePercent: null, ToPercent: { } to } => texts["Revenue.Batch.BandDown", -to],
        { AbovePercent: { } above, ToPercent: null } => texts["Revenue.Batch.BandAbove", above],
        { ToPercent: < 0 } => texts["Revenue.Batch.BandFall", -band.ToPercent!.Value, -band.AbovePercent!.Value],
        { ToPercent: 0 } => texts["Revenue.Batch.BandSame"],
        _ => texts["Revenue.Batch.BandRise", band.AbovePercent!.Value, band.ToPercent!.Value],
    };
}
