using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Documents;

public sealed class DocumentRegisterTests
{
    [Theory, OnEachDatabase]
    public async Task A_document_is_numbered_stored_and_found_by_its_code(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var made = await PrepareAsync(database, Memoranda.Request());
        Assert.Equal("001/NK/KOTA-PGA/XI/2026", made.Number);
        Assert.Equal(DocumentState.Prepared, made.State);
        Assert.Equal(["pihak-kesatu", "pihak-kedua"], made.SignaturePlaces.Select(p => p.Role));
        var found = await database.WithAsync<DocumentRegister, (IssuedDocument Document, byte[] Bytes)>(async register =>
        {
            var typed = made.CheckCode.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
            var document = await register.FindByCodeAsync(typed, default);
            return (document!, await register.ReadAsync(document!, default));
        });
        Assert.Equal(made.Id, found.Document.Id);
        Assert.Equal(made.ContentSha256, KotaCerdas.Documents.Sha256.Hex(found.Bytes));
        Assert.Null(await database.WithAsync<DocumentRegister, IssuedDocument?>(
            r => r.FindByCodeAsync(CheckCode.New(Memoranda.PagarAlam), default)));
    }

    [Theory, OnEachDatabase]
    public async Task Numbers_have_no_gap_under_many_takers_and_rolled_back_writes(DatabaseEngine engine)
    {
        const int Takers = 8;
        const int Each = 6;
        await using var database = await TestDatabase.CreateAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, Takers).Select(taker => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await PrepareAsync(database, Memoranda.Request(), commit: (taker + i) % 3 != 0);
            }
        })));
        var kept = await database.WithAsync<KotaDb, List<IssuedDocument>>(
            db => db.In<IssuedDocument>(RegionScope.Of(Memoranda.PagarAlam)).AsNoTracking().OrderBy(d => d.Sequence).ToListAsync());
        Assert.Equal(Takers * Each * 2 / 3, kept.Count);
        Assert.Equal(Enumerable.Range(1, kept.Count), kept.Select(d => d.Sequence));
    }

    [Theory, OnEachDatabase]
    public async Task Regions_and_years_have_their_own_series(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await PrepareAsync(database, Memoranda.Request());
        var elsewhere = await PrepareAsync(database, Memoranda.Request(RegionCode.Parse("34.04")));
        var later = await PrepareAsync(database, Memoranda.Request() with { DatedOn = new DateOnly(2027, 1, 4) });
        Assert.Equal((1, "001/NK/KOTA-PGA/XI/2026"), (elsewhere.Sequence, elsewhere.Number));
        Assert.Equal((1, "001/NK/KOTA-PGA/I/2027"), (later.Sequence, later.Number));
    }

    [Fact]
    public async Task A_request_that_does_not_fit_takes_no_number()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var scope = database.Services.CreateAsyncScope();
        var tooMuch = Memoranda.Request(data: Memoranda.Data().Text("extra", "x"));
        var refused = await TryAsync(scope.ServiceProvider, tooMuch, commit: true);
        Assert.Equal(["Platform.Document.FieldUnknown"], refused.Problems.Select(p => p.Code));
        Assert.Equal(1, (await PrepareAsync(database, Memoranda.Request())).Sequence);
    }

    private static async Task<IssuedDocument> PrepareAsync(TestDatabase database, DocumentRequest request, bool commit = true)
    {
        await using var scope = database.Services.CreateAsyncScope();
        return (await TryAsync(scope.ServiceProvider, request, commit)).Value;
    }

    private static async Task<Outcome<IssuedDocument>> TryAsync(IServiceProvider services, DocumentRequest request, bool commit)
    {
        var db = services.GetRequiredService<KotaDb>();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(request.Region), default);
        var made = await services.GetRequiredService<DocumentRegister>().PrepareAsync(Memoranda.Office, write, request, default);
        if (commit && !made.Failed)
        {
            await write.CommitAsync(default);
        }

        return made;
    }
}
