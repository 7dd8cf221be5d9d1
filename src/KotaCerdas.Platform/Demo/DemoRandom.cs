namespace KotaCerdas.Platform;

/// <summary>
/// Chance by seed and name (SplitMix64, Steele, Lea and Flood 2014): each thing has a stream of its own, so that what is added in one
/// place changes nothing elsewhere.
/// </summary>
public sealed class DemoRandom
{
    private ulong _state;

    /// <summary>The stream of a thing.</summary>
    /// <param name="seed">Seed of the play.</param>
    /// <param name="name">Name of the thing.</param>
    public DemoRandom(int seed, params object[] name)
    {
        // FNV-1a over the name, from the seed.
        _state = 0xCBF29CE484222325 ^ (uint)seed;
        foreach (var letter in string.Join('|', name))
        {
            _state = (_state ^ letter) * 0x100000001B3;
        }
    }

    /// <summary>From 0 up to but not including 1.</summary>
    public double Unit()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>From one bound up to but not including the other.</summary>
    public double Between(double from, double to) => from + ((to - from) * Unit());

    /// <summary>From 0 up to but not including a bound.</summary>
    public int Below(int bound) => (int)(Unit() * bound);

    /// <summary>True with a probability from 0 to 1.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Around zero, within ±2 spreads: the sum of four even draws.</summary>
    public double Noise(double spread) => (Unit() + Unit() + Unit() + Unit() - 2) * spread;

    /// <summary>One of some things, each as likely.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
