using KotaCerdas.Documents.Signatures;
using KotaCerdas.Documents.Tests.Signatures;
using KotaCerdas.Platform.Tests.Documents;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Signatures;

public sealed class DocumentSignaturesTests
{
    [Theory, OnEachDatabase]
    public async Task The_last_signature_issues_the_document(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        database.Clock.Set(TimeProvider.System.GetUtcNow());
        var made = await Signing.PrepareAsync(database.Services);

        var first = await Signing.SignAsync(database.Services, made.Id, Signing.Director);
        Assert.Equal((DocumentState.Signing, 2), (first.Value.State, first.Value.Version));
        var last = await Signing.SignAsync(database.Services, made.Id, Signing.Mayor);
        Assert.Equal((DocumentState.Issued, 3), (last.Value.State, last.Value.Version));

        var (document, bytes) = await Signing.ReadAsync(database.Services, made.Id);
        var rows = await Signing.RowsAsync(database.Services, made.Id);
        Assert.Equal([1, 2], rows.Select(r => r.Ordinal));
        Assert.Equal(["Direktur Jenderal", "Wali Kota Pagar Alam"], rows.Select(r => r.CertificateSubject));
        Assert.Equal([made.ContentSha256, rows[0].Sha256After], rows.Select(r => r.Sha256Before));
        Assert.Equal(document.ContentSha256, rows[1].Sha256After);
        Assert.NotNull(document.IssuedAt);
        var trust = database.Services.GetRequiredService<SignatureTrust>().At(database.Clock.GetUtcNow());
        Assert.Equal(Verdict.Valid, SignatureCheck.Check(bytes, trust).Verdict);
        var text = await PdfSigTool.CheckAsync(bytes, database.Services.GetRequiredService<LocalKeys>().Root);
        Assert.Equal(2, text.Split("Signature is Valid.").Length - 1);
        Assert.Equal(2, text.Split("Certificate is Trusted.").Length - 1);
    }

    [Theory, OnEachDatabase]
    public async Task Two_who_sign_at_once_both_sign_one_after_the_other(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var made = await Signing.PrepareAsync(database.Services);

        var both = await Task.WhenAll(
            Task.Run(() => Signing.SignAsync(database.Services, made.Id, Signing.Director)),
            Task.Run(() => Signing.SignAsync(database.Services, made.Id, Signing.Mayor)));

        Assert.All(both, b => Assert.False(b.Failed));
        var rows = await Signing.RowsAsync(database.Services, made.Id);
        Assert.Equal(rows[0].Sha256After, rows[1].Sha256Before);
        var (document, bytes) = await Signing.ReadAsync(database.Services, made.Id);
        Assert.Equal(DocumentState.Issued, document.State);
        var trust = database.Services.GetRequiredService<SignatureTrust>().At(database.Clock.GetUtcNow());
        Assert.Equal(2, SignatureCheck.Check(bytes, trust).Signatures.Count(s => s.Verdict == Verdict.Valid));
    }

    [Theory, OnEachDatabase]
    public async Task Who_read_the_document_before_another_signed_signs_the_new_revision(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var made = await Signing.PrepareAsync(database.Services);
        await using var scope = database.Services.CreateAsyncScope();
        var read = await scope.ServiceProvider.GetRequiredService<DocumentRegister>().FindAsync(Memoranda.PagarAlam, made.Id, default);
        Assert.False((await Signing.SignAsync(database.Services, made.Id, Signing.Director)).Failed);

        var signed = await scope.ServiceProvider.GetRequiredService<DocumentSignatures>().SignAsync(
            Memoranda.Office, Memoranda.PagarAlam, read!.Id, Signing.Mayor, SigningSecret.None, default);

        Assert.Equal((null, DocumentState.Issued), (signed.Failed ? signed.Problem.Code : null, signed.Value.State));
        var rows = await Signing.RowsAsync(database.Services, made.Id);
        Assert.Equal(rows[0].Sha256After, rows[1].Sha256Before);
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_signs_a_document_that_was_changed_after_it_was_read(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var made = await Signing.PrepareAsync(database.Services);
        await using var scope = database.Services.CreateAsyncScope();
        _ = await scope.ServiceProvider.GetRequiredService<DocumentRegister>().FindAsync(Memoranda.PagarAlam, made.Id, default);
        Assert.False((await Signing.SignAsync(database.Services, made.Id, Signing.Director)).Failed);
        await using (var other = database.Services.CreateAsyncScope())
        {
            var document = await other.ServiceProvider.GetRequiredService<DocumentRegister>()
                .FindAsync(Memoranda.PagarAlam, made.Id, default);
            await using var write = await other.ServiceProvider.GetRequiredService<KotaDb>()
                .BeginWriteAsync(RegionScope.Of(Memoranda.PagarAlam), default);
            document!.Touch();
            await write.CommitAsync(default);
        }

        var signed = await scope.ServiceProvider.GetRequiredService<DocumentSignatures>().SignAsync(
            Memoranda.Office, Memoranda.PagarAlam, made.Id, Signing.Mayor, SigningSecret.None, default);

        Assert.Equal("Platform.Signing.Changed", signed.Problem.Code);
        Assert.Single(await Signing.RowsAsync(database.Services, made.Id));
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_signs_twice_or_for_a_role_that_the_document_has_not(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var made = await Signing.PrepareAsync(database.Services);
        async Task<string> CodeAsync(SignerIdentity signer) =>
            (await Signing.SignAsync(database.Services, made.Id, signer)).Problem.Code;

        Assert.Equal("Platform.Signing.NotTheirs", await CodeAsync(new SignerIdentity("saksi", "Camat")));
        await Signing.SignAsync(database.Services, made.Id, Signing.Mayor);
        Assert.Equal("Platform.Signing.AlreadySigned", await CodeAsync(Signing.Mayor));
        await Signing.SignAsync(database.Services, made.Id, Signing.Director);
        Assert.Equal("Platform.Signing.AlreadyIssued", await CodeAsync(Signing.Mayor));
        var seal = await database.WithAsync<DocumentSignatures, Outcome<IssuedDocument>>(
            s => s.SealAsync(Memoranda.Office, Memoranda.PagarAlam, Ids.New<DocumentId>(database.Clock), default));
        Assert.Equal("Platform.Signing.NoDocument", seal.Problem.Code);
    }

    [Theory]
    [InlineData(Mischief.OtherFile)]
    [InlineData(Mischief.Unsigned)]
    [InlineData(Mischief.Altered)]
    public async Task An_answer_that_is_not_the_document_with_one_signature_more_changes_nothing(Mischief mischief)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var made = await Signing.PrepareAsync(database.Services);
        await using var scope = database.Services.CreateAsyncScope();
        var adapter = new Mischievous(scope.ServiceProvider.GetRequiredService<ISigningAdapter>(), mischief);
        var signatures = ActivatorUtilities.CreateInstance<DocumentSignatures>(scope.ServiceProvider, adapter);

        var answer = await signatures.SignAsync(
            Memoranda.Office, Memoranda.PagarAlam, made.Id, Signing.Mayor, SigningSecret.None, default);

        Assert.Equal("Platform.Signing.BadAnswer", answer.Problem.Code);
        Assert.Equal(made.ContentSha256, (await Signing.ReadAsync(database.Services, made.Id)).Document.ContentSha256);
        Assert.Empty(await Signing.RowsAsync(database.Services, made.Id));
    }

    [Theory, OnEachDatabase]
    public async Task A_recorded_signature_cannot_be_changed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var made = await Signing.PrepareAsync(database.Services);
        await Signing.SignAsync(database.Services, made.Id, Signing.Mayor);
        await using var scope = database.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        db.Declare(RegionScope.Of(Memoranda.PagarAlam));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => db.Database.ExecuteSqlRawAsync("update platform_document_signature set office = 'Lain'"));
    }

    [Fact]
    public async Task The_keys_of_the_local_authority_lie_encrypted_and_are_found_again()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var keys = database.Services.GetRequiredService<LocalKeys>();
        Assert.False(keys.Exist);
        var certificate = keys.Of("Wali Kota Pagar Alam");
        var files = Directory.GetFiles(Path.Combine(database.Folder, "keys", "signing"), "*.key");
        Assert.Equal(2, files.Length);
        Assert.All(files, f => Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(
            () => EncryptedKey.Import(File.ReadAllBytes(f), "wrong"u8)));

        using var again = ActivatorUtilities.CreateInstance<LocalKeys>(database.Services);
        Assert.Equal(certificate.SerialNumber, again.Of("Wali Kota Pagar Alam").SerialNumber);
        Assert.True(again.Of("Wali Kota Pagar Alam").HasPrivateKey);
    }

    public enum Mischief
    {
        OtherFile,
        Unsigned,
        Altered,
    }

    private sealed class Mischievous(ISigningAdapter inner, Mischief mischief) : ISigningAdapter
    {
        public string Name => inner.Name;

        public bool AsksForSecret => inner.AsksForSecret;

        public async Task<Outcome<byte[]>> SignAsync(SigningRequest request, CancellationToken cancel) => mischief switch
        {
            Mischief.Unsigned => request.File.ToArray(),
            Mischief.OtherFile => await inner.SignAsync(
                request with { File = TestPdf.Table(), Order = request.Order with { Mark = null } }, cancel),
            _ => TestPdf.Append(
                (await inner.SignAsync(request, cancel)).Value, (1, "<< /Type /Catalog /Pages 2 0 R >>")),
        };

        public Task<Outcome<IReadOnlyList<byte[]>>> SealAsync(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancel) =>
            inner.SealAsync(files, cancel);

        public Task<Outcome<Nothing>> StatusAsync(SignerIdentity signer, CancellationToken cancel) => inner.StatusAsync(signer, cancel);
    }
}
