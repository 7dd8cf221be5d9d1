using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Letters that were granted together while the sealing authority was out of reach.</summary>
public sealed class UnsealedBatchTests
{
    [Theory, OnEachDatabase]
    public async Task Only_sealed_letters_are_offered_to_print_and_the_others_are_counted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var authority = new ShutAuthority(database.Services.GetRequiredService<ISigningAdapter>());
        await using var app = await TestApp.OverAsync(
            database, null, s => s.Replace(ServiceDescriptor.Singleton<ISigningAdapter>(authority)));
        var batch = await GrantedAsync(app.Services);
        using var head = app.Client(Head);
        var path = $"{Root}/usulan/massal/{batch}";

        var page = await head.PageAsync(path);
        Assert.Null(page.QuerySelector($"main a[href='{path}/surat']"));
        Assert.Contains("2 surat masih menunggu segel", page.Body!.TextContent, StringComparison.Ordinal);

        authority.Open = true;
        var first = (await FilesAsync(app.Services, batch))[0].Decision!.DocumentId!.Value;
        Assert.Null(await app.Services.AsAsync<LetterSeals, Problem?>(Head, s => s.SealAsync(Home, first, default)));
        page = await head.PageAsync(path);
        Assert.Contains("Unduh 1 surat", page.QuerySelector($"main a[href='{path}/surat']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 surat masih menunggu segel", page.Body!.TextContent, StringComparison.Ordinal);
        using var zip = await head.GetAsync(path + "/surat");
        Assert.Equal(HttpStatusCode.OK, zip.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_bundle_that_cannot_be_finished_leaves_no_file(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var batch = await GrantedAsync(database.Services);
        var folder = database.Services.GetRequiredService<IOptions<StorageOptions>>().Value.PathOf();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Services.AsAsync<LetterBundle, Stream>(
            Head, async b => await b.ZipAsync(await b.OfAsync(Home, batch, default), stopped.Token)));

        Assert.Empty(Directory.EnumerateFiles(folder, "letters-*"));
    }

    /// <summary>Two stalls whose levies were proposed together and granted.</summary>
    private static async Task<Guid> GrantedAsync(IServiceProvider services)
    {
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        foreach (var width in new[] { "2", "3" })
        {
            Assert.False((await RegisterAsync(services, "pasar", Input(owner, null, ("width", width), ("length", "4")))).Failed);
        }

        var batch = Guid.CreateVersion7();
        var runner = services.GetRequiredService<OperationRunner>();
        var input = new ProposeManyInput(
            Home, batch, "skrd", "pasar", new(2026, 1, 1), new(2026, 1, 31), Values(("days", "30")), "Januari 2026");
        Assert.Equal(OperationState.Done, (await runner.RunNowAsync(Assessor, ProposeMany.Kind, Home, input, null, default)).State);
        Assert.Equal(
            OperationState.Done,
            (await runner.RunNowAsync(Head, DecideMany.Kind, Home, new DecideManyInput(Home, batch), null, default)).State);
        Assert.Equal(2, (await FilesAsync(services, batch)).Count(f => f.Decision?.DocumentId is not null));
        return batch;
    }

    private static Task<IReadOnlyList<ProposalFile>> FilesAsync(IServiceProvider services, Guid batch) =>
        services.AsAsync<ProposalReading, IReadOnlyList<ProposalFile>>(Head, r => r.OfBatchAsync(Home, batch, default));

    /// <summary>Seals nothing until it is open.</summary>
    private sealed class ShutAuthority(ISigningAdapter inner) : ISigningAdapter
    {
        public bool Open { get; set; }

        public string Name => inner.Name;

        public bool AsksForSecret => inner.AsksForSecret;

        public Task<Outcome<byte[]>> SignAsync(SigningRequest request, CancellationToken cancel) => inner.SignAsync(request, cancel);

        public Task<Outcome<Nothing>> StatusAsync(SignerIdentity signer, CancellationToken cancel) => inner.StatusAsync(signer, cancel);

        public Task<Outcome<IReadOnlyList<byte[]>>> SealAsync(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancel) =>
            Open ? inner.SealAsync(files, cancel)
                : Task.FromResult<Outcome<IReadOnlyList<byte[]>>>(new Problem("Platform.Signing.Silent"));
    }
}
