namespace KotaCerdas.Platform.Tests;

public sealed class NaturalOrderTests
{
    [Fact]
    public void Numbers_in_names_count_as_numbers()
    {
        string[] sorted = ["", "Asesor", "Asesor 1", "asesor 2", "Asesor 10", "Asesor 10 b", "Asesor 011", "Dinas", "Dinas 3 lantai 12"];
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var mixed = sorted.ToArray();
            new Random(seed).Shuffle(mixed);
            Assert.Equal(sorted, mixed.Order(NaturalOrder.Instance));
        }
    }
}
