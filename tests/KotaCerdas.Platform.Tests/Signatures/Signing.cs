using KotaCerdas.Platform.Tests.Documents;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Signatures;

/// <summary>Documents and signers for tests.</summary>
internal static class Signing
{
    public static readonly SignerIdentity Director = new("pihak-kesatu", "Direktur Jenderal", "direktur@example.go.id");
    public static readonly SignerIdentity Mayor = new("pihak-kedua", "Wali Kota Pagar Alam", "1672010101700001");

    public static async Task<IssuedDocument> PrepareAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Memoranda.PagarAlam), default);
        var made = await scope.ServiceProvider.GetRequiredService<DocumentRegister>()
            .PrepareAsync(Memoranda.Office, write, Memoranda.Request(), default);
        await write.CommitAsync(default);
        return made.Value;
    }

    public static async Task<Outcome<IssuedDocument>> SignAsync(
        IServiceProvider services, DocumentId document, SignerIdentity signer, string secret = "")
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DocumentSignatures>().SignAsync(
            Memoranda.Office, Memoranda.PagarAlam, document, signer, new SigningSecret(secret), default);
    }

    public static async Task<(IssuedDocument Document, byte[] Bytes)> ReadAsync(IServiceProvider services, DocumentId id)
    {
        await using var scope = services.CreateAsyncScope();
        var register = scope.ServiceProvider.GetRequiredService<DocumentRegister>();
        var document = (await register.FindAsync(Memoranda.PagarAlam, id, default))!;
        return (document, await register.ReadAsync(document, default));
    }

    public static async Task<IReadOnlyList<DocumentSignature>> RowsAsync(IServiceProvider services, DocumentId id)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DocumentSignatures>().OfAsync(Memoranda.PagarAlam, id, default);
    }
}
