using System.Globalization;
using System.Runtime.InteropServices;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a taxpayer owes besides when a letter that was asked for is refused: a share of what is disputed and unpaid.</summary>
/// <param name="Disputed">What is disputed and unpaid, rupiah.</param>
/// <param name="Rate">The share, in millionths; 0 where the table has none.</param>
/// <param name="Fine">The fine, rupiah, rounded down.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RefusalFine(long Disputed, int Rate, long Fine)
{
    /// <summary>
    /// The fine if a proposal is refused. What is disputed follows from what the taxpayer asked for in figures; where it was said in words
    /// only, from what the office proposed, and never from more than is open.
    /// </summary>
    public static RefusalFine Of(LetterCase at, Proposal proposal)
    {
        if (at is not { Letter: { OnRequest: true, Rate: { } rate }, Parent: { } parent })
        {
            return default;
        }

        var disputed = Math.Clamp(parent.Current.Amount - (Asked(at) ?? proposal.Amount), 0, parent.Standing.Open);
        return new(disputed, rate, Rounding.Divide((Int128)disputed * rate, 1_000_000, RoundingMode.Down));
    }

    /// <summary>How it comes about.</summary>
    public TraceStep[] Steps(LetterRule letter) =>
    [
        new(letter.Article, "disputed", Disputed.ToString(CultureInfo.InvariantCulture)),
        new(letter.Article, "refused", Fine.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>What the taxpayer would have the charge come to, rupiah; null where no figures were given.</summary>
    private static long? Asked(LetterCase at)
    {
        if (at.Request?.Facts is not { } facts)
        {
            return null;
        }

        var asked = LetterAmounts.Of(at, Facts.Read(facts), at.Request.Reason);
        return asked.Failed ? null : asked.Value.Result.Parts.Total;
    }
}
