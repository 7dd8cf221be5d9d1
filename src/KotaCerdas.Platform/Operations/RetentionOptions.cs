using System.ComponentModel.DataAnnotations;

namespace KotaCerdas.Platform;

/// <summary>Section <c>Retention</c> of the configuration: how long traces of background work are kept. Facts are kept for ever.</summary>
public sealed record RetentionOptions
{
    /// <summary>Days after which an ended operation is forgotten.</summary>
    [Range(2, 36500)]
    public int OperationDays { get; init; } = 365;

    /// <summary>Days after which a delivered event is forgotten. Events laid aside are kept.</summary>
    [Range(2, 36500)]
    public int EventDays { get; init; } = 90;

    /// <summary>Days after which a mail is forgotten that was sent, not wanted, or had no server. Failed ones are kept.</summary>
    [Range(2, 36500)]
    public int MailDays { get; init; } = 90;
}
