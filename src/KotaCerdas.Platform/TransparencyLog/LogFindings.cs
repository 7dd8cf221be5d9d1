namespace KotaCerdas.Platform;

/// <summary>What was found while a log was read whole.</summary>
internal sealed class LogFindings
{
    private const int MostOfOneLog = 20;

    private readonly Dictionary<RegionCode, int> _counts = [];

    public List<Problem> Flaws { get; } = [];

    public long Entries { get; set; }

    public long Checkpoints { get; set; }

    public long Facts { get; set; }

    /// <summary>Notes a flaw; of one log the first twenty, since one changed byte can make many later hashes wrong.</summary>
    public void Add(RegionCode region, string code, params object[] args)
    {
        _counts[region] = _counts.GetValueOrDefault(region) + 1;
        if (_counts[region] <= MostOfOneLog)
        {
            Flaws.Add(new Problem(code, null, [region.Value, .. args]));
        }
    }
}
