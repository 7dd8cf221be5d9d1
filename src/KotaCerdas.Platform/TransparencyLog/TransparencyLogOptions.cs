using System.ComponentModel.DataAnnotations;
using KotaCerdas.Documents.Log;

namespace KotaCerdas.Platform;

/// <summary>Section <c>TransparencyLog</c> of the configuration.</summary>
public sealed record TransparencyLogOptions : IValidatableObject
{
    /// <summary>
    /// First part of the origin of every log, for ever: the host name of the installation. It is fixed when the first entry is appended.
    /// </summary>
    public string Name { get; init; } = "kotacerdas";

    /// <summary>Seconds between two checkpoints of a region, unless a thousand entries wait.</summary>
    [Range(0, 3600)]
    public int CheckpointSeconds { get; init; } = 10;

    /// <summary>Witnesses whose signatures count.</summary>
    public IReadOnlyList<WitnessOptions> Witnesses { get; init; } = [];

    /// <summary>How many witnesses must have signed for a proof to be shown as valid.</summary>
    [Range(0, 15)]
    public int Quorum { get; init; }

    internal IReadOnlyList<NoteKey> WitnessKeys =>
        [.. Witnesses.Select(w => NoteKey.TryParse(w.Key, out var key) ? key : throw new BugException("Options were validated"))];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!NoteKey.IsName(Name))
        {
            yield return new ValidationResult("Platform.Settings.LogName", [nameof(Name)]);
        }

        if (Witnesses.Any(w => !NoteKey.TryParse(w.Key, out var key) || key.Kind != NoteKeyKind.Witness))
        {
            yield return new ValidationResult("Platform.Settings.LogWitness", [nameof(Witnesses)]);
        }

        if (Quorum > Witnesses.Count)
        {
            yield return new ValidationResult("Platform.Settings.LogQuorum", [nameof(Quorum)]);
        }
    }
}

/// <summary>A witness.</summary>
public sealed record WitnessOptions
{
    /// <summary>Who runs it, as shown to people.</summary>
    [Required]
    public string Name { get; init; } = string.Empty;

    /// <summary>Its verifier key.</summary>
    [Required]
    public string Key { get; init; } = string.Empty;

    /// <summary>Address to which checkpoints are sent (C2SP tlog-witness), without <c>/add-checkpoint</c>. Empty: none are sent.</summary>
    public string Url { get; init; } = string.Empty;
}
