namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>How far two values are apart.</summary>
internal enum AlphaMetric
{
    /// <summary>Equal or not.</summary>
    Nominal,

    /// <summary>By the number of values that lie between them.</summary>
    Ordinal,

    /// <summary>By their difference.</summary>
    Interval,

    /// <summary>By their difference in relation to their sum; needs values from 0 up.</summary>
    Ratio,
}

/// <summary>
/// Agreement between raters, α = 1 − D_o ÷ D_e, for any number of raters with values missing. Krippendorff, "Computing Krippendorff's
/// Alpha-Reliability", University of Pennsylvania, 2011; tested against the example of that paper.
/// </summary>
internal static class KrippendorffAlpha
{
    /// <summary>
    /// α, or null where it is undefined: fewer than two values that can be paired, or no variation at all. 1 is perfect agreement, 0 what
    /// chance gives, below 0 systematic disagreement.
    /// </summary>
    /// <param name="units">For each unit the values of its raters; null where a rater gave none. Order within a unit does not
    /// matter.</param>
    /// <param name="metric">The distance between values.</param>
    public static double? Of(IEnumerable<IReadOnlyCollection<decimal?>> units, AlphaMetric metric)
    {
        // A unit with a single value cannot be paired and says nothing about agreement.
        var pairable = units.Select(u => u.Where(v => v is not null).Select(v => v!.Value).ToList()).Where(u => u.Count > 1).ToList();
        var counts = new SortedDictionary<decimal, int>();
        foreach (var value in pairable.SelectMany(u => u))
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        if (counts.Count < 2)
        {
            return null;
        }

        var values = counts.Keys.ToArray();
        var distance = Distances(values, [.. counts.Values], metric);
        var observed = Observed(pairable, values, distance);
        var expected = Expected([.. counts.Values], distance);
        var total = counts.Values.Sum();
        return 1 - ((total - 1) * observed / expected);
    }

    /// <summary>Σ over units of the distances of all ordered pairs, each unit divided by its number of values less one.</summary>
    private static double Observed(List<List<decimal>> units, decimal[] values, double[,] distance)
    {
        var sum = 0.0;
        foreach (var unit in units)
        {
            var indexes = unit.ConvertAll(v => Array.BinarySearch(values, v));
            var within = 0.0;
            for (var i = 0; i < indexes.Count; i++)
            {
                for (var j = i + 1; j < indexes.Count; j++)
                {
                    within += 2 * distance[indexes[i], indexes[j]];
                }
            }

            sum += within / (indexes.Count - 1);
        }

        return sum;
    }

    private static double Expected(int[] counts, double[,] distance)
    {
        var sum = 0.0;
        for (var c = 0; c < counts.Length; c++)
        {
            for (var k = c + 1; k < counts.Length; k++)
            {
                sum += 2.0 * counts[c] * counts[k] * distance[c, k];
            }
        }

        return sum;
    }

    private static double[,] Distances(decimal[] values, int[] counts, AlphaMetric metric)
    {
        var distances = new double[values.Length, values.Length];
        for (var c = 0; c < values.Length; c++)
        {
            for (var k = c + 1; k < values.Length; k++)
            {
                var apart = metric switch
                {
                    AlphaMetric.Nominal => 1.0,
                    AlphaMetric.Ordinal => counts[c..(k + 1)].Sum() - ((counts[c] + counts[k]) / 2.0),
                    AlphaMetric.Interval => (double)(values[k] - values[c]),
                    _ => (double)((values[k] - values[c]) / (values[k] + values[c])),
                };
                distances[c, k] = distances[k, c] = apart * apart;
            }
        }

        return distances;
    }
}
