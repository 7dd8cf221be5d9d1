using System.ComponentModel.DataAnnotations;

namespace KotaCerdas.Platform;

/// <summary>Where signatures come from.</summary>
public enum SigningSource
{
    /// <summary>An authority of our own: for tests and demonstrations only.</summary>
    Local,

    /// <summary>BSrE, the authority of the government (BSSN), through its client service.</summary>
    Bsre,
}

/// <summary>Section <c>Signing</c> of the configuration.</summary>
public sealed record SigningOptions : IValidatableObject
{
    /// <summary>Where signatures come from.</summary>
    public SigningSource Source { get; init; } = SigningSource.Local;

    /// <summary>Time-stamping authority for signatures of the local authority; empty signs without a proof of time.</summary>
    public string TimestampAddress { get; init; } = string.Empty;

    /// <summary>Folder with certificates (.crt, .pem) of authorities to trust, and their lists of revoked ones (.crl).</summary>
    public string TrustFolder { get; init; } = string.Empty;

    /// <summary>Address of the BSrE client service inside the own network.</summary>
    public string BsreAddress { get; init; } = string.Empty;

    /// <summary>User name of this application at the client service.</summary>
    public string BsreUser { get; init; } = string.Empty;

    /// <summary>Password of this application at the client service.</summary>
    public string BsrePassword { get; init; } = string.Empty;

    /// <summary>Subscriber of the seal for mass documents; empty where there is none.</summary>
    public string BsreSubscriber { get; init; } = string.Empty;

    /// <summary>Activation code of the seal, which BSrE sends to the subscriber.</summary>
    public string BsreActivation { get; init; } = string.Empty;

    /// <summary>Seconds to wait for an authority.</summary>
    [Range(1, 600)]
    public int Seconds { get; init; } = 60;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Source == SigningSource.Bsre && (!IsWebAddress(BsreAddress) || BsreUser.Length == 0 || BsrePassword.Length == 0))
        {
            yield return new ValidationResult("Platform.Settings.BsreAccess", [nameof(BsreAddress)]);
        }

        if (BsreSubscriber.Length > 0 != BsreActivation.Length > 0)
        {
            yield return new ValidationResult("Platform.Settings.BsreSeal", [nameof(BsreSubscriber)]);
        }

        if (TimestampAddress.Length > 0 && !IsWebAddress(TimestampAddress))
        {
            yield return new ValidationResult("Platform.Settings.TimestampAddress", [nameof(TimestampAddress)]);
        }

        if (TrustFolder.Length > 0 && !Directory.Exists(TrustFolder))
        {
            yield return new ValidationResult("Platform.Settings.TrustFolder", [nameof(TrustFolder)]);
        }
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
