using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>Section <c>Site</c> of the configuration: the installation as the public sees it.</summary>
public sealed record SiteOptions : IValidatableObject
{
    /// <summary>The setting by its whole name.</summary>
    public const string AddressSetting = "Site:Address";

    /// <summary>The name that it had; it still counts where the new one is not set.</summary>
    public const string FormerSetting = "Smtp:SiteAddress";

    /// <summary>
    /// Public address: <c>https://kota.example.go.id</c>. QR codes of documents and bills lead there, and links in mails; without it a code
    /// holds a path that no phone can open, and mails have no links.
    /// </summary>
    public string Address { get; set; } = string.Empty;

    /// <summary>
    /// Code of the kabupaten or kota that this installation serves, such as <c>16.72</c>; empty where it serves the country. The public
    /// starts lead to that region then. The product is the same.
    /// </summary>
    public string Region { get; set; } = string.Empty;

    /// <summary>The address that the configuration gives, by the new name or the former one; empty where it gives none.</summary>
    public static string Of(IConfiguration configuration) =>
        configuration[AddressSetting] is { Length: > 0 } address ? address : configuration[FormerSetting] ?? string.Empty;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is { Length: > 0 } && !IsPublic(Address))
        {
            yield return new ValidationResult("Platform.Settings.SiteAddress", [nameof(Address)]);
        }

        if (Region is { Length: > 0 } && !RegionCode.TryParse(Region, out _))
        {
            yield return new ValidationResult("Platform.Settings.SiteRegion", [nameof(Region)]);
        }
    }

    internal static bool IsPublic(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    /// <summary>Registers the section. Who still reads the former setting finds the new one there.</summary>
    internal static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<SiteOptions>(configuration.GetSection("Site"));
        services.PostConfigure<SiteOptions>(site => site.Address = Of(configuration));
        services.PostConfigure<SmtpOptions>(smtp => smtp.SiteAddress = Of(configuration));
    }
}
