using System.Runtime.InteropServices;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>One instalment.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instalment(int Number, long Principal, long Interest)
{
    public long Total => checked(Principal + Interest);
}

/// <summary>Paying a debt in parts, with interest on what is still open before each.</summary>
internal static class Instalments
{
    /// <summary>Equal parts of the principal in whole rupiah; what does not divide is in the last one.</summary>
    /// <param name="principal">The debt.</param>
    /// <param name="count">How many.</param>
    /// <param name="rate">Interest a month in millionths.</param>
    /// <param name="most">How many the region allows at most.</param>
    public static Outcome<IReadOnlyList<Instalment>> Plan(long principal, int count, int rate, int most)
    {
        Check.That(principal >= 0 && rate >= 0);
        if (count < 1 || count > most || principal < count)
        {
            return new Problem("Revenue.Instalment.Count", "count", most);
        }

        var part = principal / count;
        var plan = new List<Instalment>(count);
        var open = principal;
        for (var i = 1; i <= count; i++)
        {
            var interest = Rounding.Divide((Int128)open * rate, 1_000_000, RoundingMode.Down);
            var paid = i == count ? open : part;
            plan.Add(new(i, paid, interest));
            open -= paid;
        }

        return Outcome.Of<IReadOnlyList<Instalment>>(plan);
    }
}
