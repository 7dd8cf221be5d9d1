using KotaCerdas.Platform;
using Microsoft.Extensions.Options;

namespace KotaCerdas.People.Features.Registrations;

/// <summary>Section <c>Registration</c> of the configuration.</summary>
internal sealed record RegistrationOptions
{
    /// <summary>True where anyone may make an account of their own; officers are invited in any case.</summary>
    public bool Open { get; init; } = true;

    /// <summary>Registrations that wait for their address to be shown, begun within an hour, after which nobody begins another.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 1_000_000)]
    public int MostPerHour { get; init; } = 1000;
}

/// <summary>Whether somebody can register here now.</summary>
internal sealed class RegistrationDoor(IOptions<RegistrationOptions> options, IOptions<SmtpOptions> smtp)
{
    public bool IsOpen => options.Value.Open;

    public int MostPerHour => options.Value.MostPerHour;

    /// <summary>Without mail with links nobody can show that an address is theirs.</summary>
    public bool CanMail => smtp.Value.SendsLinks;
}
