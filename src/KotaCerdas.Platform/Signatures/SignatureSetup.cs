using System.Security.Cryptography;
using KotaCerdas.Documents.Signatures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Registers what signs and checks documents.</summary>
internal static class SignatureSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<SigningOptions>(configuration.GetSection("Signing"));
        foreach (var name in new[] { LocalSigning.HttpName, BsreSigning.HttpName })
        {
            services.AddHttpClient(name).ConfigureHttpClient((sp, client) =>
                client.Timeout = TimeSpan.FromSeconds(sp.GetRequiredService<IOptions<SigningOptions>>().Value.Seconds));
        }

        services.AddSingleton<MakeKey>(RSA.Create);
        services.AddSingleton<LocalKeys>();
        services.AddSingleton<SignatureTrust>();
        services.AddSingleton<LocalSigning>();
        services.AddSingleton<BsreSigning>();
        services.AddSingleton<ISigningAdapter>(sp =>
            sp.GetRequiredService<IOptions<SigningOptions>>().Value.Source == SigningSource.Bsre
                ? sp.GetRequiredService<BsreSigning>()
                : sp.GetRequiredService<LocalSigning>());
        services.AddScoped<SigningSurroundings>();
        services.AddScoped<DocumentSignatures>();
        services.AddScoped<DocumentCheck>();
    }
}
