using System.ComponentModel.DataAnnotations;

namespace KotaCerdas.Platform;

/// <summary>Section <c>Smtp</c> of the configuration. Without a host no mail is sent and nothing fails.</summary>
public sealed record SmtpOptions : IValidatableObject
{
    /// <summary>Name of the mail server; empty where there is none.</summary>
    public string Host { get; init; } = string.Empty;

    /// <summary>Its port: 587 with STARTTLS, 25 on a trusted network.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary>Address that mails come from.</summary>
    public string From { get; init; } = string.Empty;

    /// <summary>User name at the mail server, or empty.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>Password at the mail server, or empty.</summary>
    public string Password { get; init; } = string.Empty;

    /// <summary>True to send only over an encrypted connection to a server whose certificate is trusted.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>
    /// Address of this installation for links in mails; empty leaves links out. The former name of <see cref="SiteOptions.Address"/>,
    /// which is found here in any case.
    /// </summary>
    public string SiteAddress { get; set; } = string.Empty;

    /// <summary>True where mails can be sent.</summary>
    public bool Configured => Host.Length > 0;

    /// <summary>True where a mail can carry a link.</summary>
    public bool SendsLinks => Configured && SiteAddress.Length > 0;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Configured && !System.Net.Mail.MailAddress.TryCreate(From, out _))
        {
            yield return new ValidationResult("Platform.Settings.SmtpFrom", [nameof(From)]);
        }

        if (Password.Length > 0 && (User.Length == 0 || !StartTls))
        {
            yield return new ValidationResult("Platform.Settings.SmtpPassword", [nameof(Password)]);
        }

        if (SiteAddress.Length > 0 && !SiteOptions.IsPublic(SiteAddress))
        {
            yield return new ValidationResult("Platform.Settings.SmtpSiteAddress", [nameof(SiteAddress)]);
        }
    }
}
