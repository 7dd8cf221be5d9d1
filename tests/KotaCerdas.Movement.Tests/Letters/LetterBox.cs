using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Letters;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Letters;

/// <summary>Sends letters as the product does, and says what must hold of them at any moment.</summary>
internal static class LetterBox
{
    private static readonly RegionScope Everywhere = RegionScope.National("test");

    public static Task<OperationRow> SendAsync(TestDatabase database, CallId call) => SendAsync(database.Services, call);

    public static Task<OperationRow> SendAsync(
        IServiceProvider services, CallId call, IProgress<OperationProgress>? watcher = null, CancellationToken stop = default) =>
        services.GetRequiredService<OperationRunner>().RunNowAsync(
            TestPeople.Office("ministry-officer"), SendLetters.Kind, RegionCode.National, new SendLettersInput(call.Value), watcher, stop);

    public static Task<IReadOnlyList<LetterRow>> RowsAsync(IServiceProvider services, CallId call) =>
        InScopeAsync(services, s => s.GetRequiredService<LetterRows>().OfAsync(call, default));

    /// <summary>
    /// Numbers without a gap, each with its one letter; every document either untouched or sealed once and whole; told exactly those that
    /// were sent.
    /// </summary>
    /// <returns>How many letters were sent.</returns>
    public static Task<int> AssertSoundAsync(IServiceProvider services, string hint = "") => InScopeAsync(services, async s =>
    {
        var db = s.GetRequiredService<KotaDb>();
        var register = s.GetRequiredService<DocumentRegister>();
        var documents = await db.In<IssuedDocument>(Everywhere).AsNoTracking().Where(d => d.Kind == LetterText.Kind)
            .OrderBy(d => d.Sequence).ToListAsync();
        var seals = (await db.In<DocumentSignature>(Everywhere).AsNoTracking().ToListAsync()).ToLookup(x => x.DocumentId);
        var letters = await db.In<DecisionLetter>(Everywhere).AsNoTracking().ToListAsync();
        var told = await db.In<OutboxRow>(Everywhere).AsNoTracking().Where(o => o.Name == DecisionLetterSent.Name)
            .Select(o => o.Payload).ToListAsync();

        Assert.True(documents.Select(d => d.Sequence).SequenceEqual(Enumerable.Range(1, documents.Count)), $"a gap in the numbers {hint}");
        var numbered = letters.Where(l => l.DocumentId is not null).ToList();
        Assert.True(
            documents.Select(d => d.Id.Value).Order().SequenceEqual(numbered.Select(l => l.DocumentId!.Value.Value).Order()),
            $"a document without its letter, or a letter without its document {hint}");
        foreach (var document in documents)
        {
            var bytes = await register.ReadAsync(document, default);
            Assert.True(KotaCerdas.Documents.Sha256.Hex(bytes) == document.ContentSha256, $"other bytes than the row says {hint}");
            var mine = seals[document.Id].ToList();
            Assert.True(
                document.State == DocumentState.Prepared ? mine.Count == 0
                    : mine.Count == 1 && mine[0].Sha256After == document.ContentSha256,
                $"half a seal {hint}");
        }

        var sent = letters.Where(l => l.SentAt is not null).ToList();
        var issued = documents.Where(d => d.State != DocumentState.Prepared).Select(d => d.Id).ToHashSet();
        Assert.True(sent.All(l => issued.Contains(l.DocumentId!.Value)), $"sent without a seal {hint}");
        var numbers = documents.ToDictionary(d => d.Id, d => d.Number);
        Assert.True(
            sent.Count == told.Count && sent.All(l => told.Count(
                t => t.Contains($"\"{numbers[l.DocumentId!.Value]}\"", StringComparison.Ordinal)) == 1),
            $"told twice, or not at all {hint}");
        return sent.Count;
    });

    /// <summary>Whether the bytes of a letter are genuine, as anyone would check them.</summary>
    public static Task<(byte[] Bytes, DocumentAnswer Answer)> CheckAsync(IServiceProvider services, IssuedDocument letter) =>
        InScopeAsync(services, async s =>
        {
            var register = s.GetRequiredService<DocumentRegister>();
            var bytes = await register.ReadAsync((await register.FindAsync(letter.RegionCode, letter.Id, default))!, default);
            return (bytes, await s.GetRequiredService<DocumentCheck>().CheckFileAsync(bytes, default));
        });

    public static async Task<T> InScopeAsync<T>(IServiceProvider services, Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }
}
