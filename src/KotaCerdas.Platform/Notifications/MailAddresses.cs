using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>Where and how a person gets mail.</summary>
/// <param name="Address">E-mail address.</param>
/// <param name="Language">Language of the account.</param>
/// <param name="WantsMail">False where the person has switched mail off.</param>
public sealed record MailAddressee(string Address, CultureInfo Language, bool WantsMail);

/// <summary>Looks up where people get mail; the module that keeps accounts implements it.</summary>
public interface IMailAddresses
{
    /// <summary>The addressee of an account or an invitation, or null where it is closed or has no address.</summary>
    Task<MailAddressee?> FindAsync(UserId user, CancellationToken cancel);
}
