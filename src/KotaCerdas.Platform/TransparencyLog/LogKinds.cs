namespace KotaCerdas.Platform;

/// <summary>All kinds of logged facts, by name.</summary>
public sealed class LogKinds(IEnumerable<IModule> modules)
{
    private readonly Dictionary<string, LogKind> _kinds =
        modules.SelectMany(m => m.LogKinds).ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>Every kind.</summary>
    public IReadOnlyCollection<LogKind> All => _kinds.Values;

    /// <summary>The kind, or null where no module has it any more.</summary>
    public LogKind? Find(string name) => _kinds.GetValueOrDefault(name);
}
