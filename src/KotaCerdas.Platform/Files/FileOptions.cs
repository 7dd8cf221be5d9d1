using System.ComponentModel.DataAnnotations;

namespace KotaCerdas.Platform;

/// <summary>Section <c>Files</c> of the configuration.</summary>
public sealed record FileStoreOptions
{
    /// <summary>Largest file taken, in bytes; 20 MB unless set.</summary>
    [Range(1, 1_000_000_000)]
    public long MaxBytes { get; init; } = 20_000_000;

    /// <summary>Malware scanner: <c>host:port</c> or the path of a socket of clamd. Empty: files are not scanned, and say so.</summary>
    public string Clamd { get; init; } = string.Empty;

    /// <summary>How long a scan may take, in seconds.</summary>
    [Range(1, 600)]
    public int ClamdSeconds { get; init; } = 30;
}
