using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>A region with a map of villages and a mask, and its office of tax data at work. All names and numbers are made up.</summary>
internal static class RegisterRoom
{
    public const string Mask = "P.9.9999999.99.99";

    public static readonly RegionCode Home = RegionCode.Parse("16.72");
    public static readonly RegionCode Other = RegionCode.Parse("16.71");

    public static readonly Actor Officer = TestPeople.Office("revenue-surveyor", "16.72");
    /// <summary>Who confirms what the officer proposed.</summary>
    public static readonly Actor Second = TestPeople.Office("revenue-assessor", "16.72");
    public static readonly Actor Stranger = TestPeople.Office("revenue-surveyor", "16.71");

    /// <summary>Runs a service as somebody, as one request would.</summary>
    public static async Task<TResult> AsAsync<TService, TResult>(
        this IServiceProvider services, Actor actor, Func<TService, Task<TResult>> run)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = actor;
        return await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Maps the villages 010.001 and 010.002 and sets the mask.</summary>
    public static async Task OpenAsync(IServiceProvider services)
    {
        var done = await services.AsAsync<VillageMap, Outcome<VillageReport>>(
            Officer, m => m.ImportAsync(Home, Csv("kode_pajak;kode_wilayah\n16.72.010.001;16.72.01.1001\n1672010002;16.72.01.1002\n"),
                default));
        Assert.Empty(done.Value.Problems);
        var set = await services.AsAsync<VillageMap, Outcome<Nothing>>(
            Officer, m => m.SetMaskAsync(Home, new DateOnly(2024, 1, 1), Mask, "Perda contoh", default));
        Assert.False(set.Failed);
    }

    /// <summary>What is typed into a form.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) =>
        fields.Select(f => KeyValuePair.Create(f.Name, f.Value));

    public static MemoryStream Csv(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    public static TaxpayerInput Person(string name, string npwpd = "", params (string Kind, string Value)[] numbers) => new()
    {
        Kind = TaxpayerKind.Person, Name = name, Npwpd = npwpd, Address = "Jalan Contoh 1", Place = "Contoh", Reason = "Formulir contoh",
        Numbers = numbers.ToDictionary(n => n.Kind, n => n.Value, StringComparer.Ordinal),
    };

    public static Task<Outcome<TaxpayerId>> RegisterAsync(IServiceProvider services, TaxpayerInput input) =>
        services.AsAsync<SaveTaxpayer, Outcome<TaxpayerId>>(Officer, s => s.RunAsync(Home, null, input, default));

    public static ObjectInput Land(TaxpayerId owner, DateOnly from, int area = 120) => new()
    {
        ValidFrom = from, Owner = owner.ToString(), Address = "Jalan Objek 7", LandArea = area, LandZone = "AB",
        Reason = "SPOP contoh",
    };

    public static Task<Outcome<Nop>> RegisterAsync(IServiceProvider services, string nop, ObjectInput input) =>
        services.AsAsync<SaveObject, Outcome<Nop>>(Officer, s => s.RegisterAsync(Home, nop, input, default));

    public static Task<Outcome<int>> ChangeAsync(IServiceProvider services, Nop nop, int seen, ObjectInput input) =>
        services.AsAsync<SaveObject, Outcome<int>>(Officer, s => s.ChangeAsync(Home, nop, seen, input, default));

    /// <summary>Changes an object; what waits is confirmed by the second officer.</summary>
    public static async Task RecordAsync(IServiceProvider services, Nop nop, int seen, ObjectInput input)
    {
        var changed = await ChangeAsync(services, nop, seen, input);
        Assert.False(changed.Failed, changed.Failed ? changed.Problem.Code : string.Empty);
        if (changed.Value == 0)
        {
            await ConfirmAsync(services);
        }
    }

    public static async Task EndAsync(IServiceProvider services, Nop nop, DateOnly on)
    {
        var ended = await services.AsAsync<SaveObject, Outcome<int>>(Officer, s => s.EndAsync(Home, nop, on, "Dibongkar", default));
        Assert.Equal(0, ended.Value);
        await ConfirmAsync(services);
    }

    /// <summary>Changes that wait, oldest first.</summary>
    public static Task<IReadOnlyList<ChangeFile>> WaitingAsync(IServiceProvider services) =>
        services.AsAsync<WaitingChanges, IReadOnlyList<ChangeFile>>(Officer, c => c.ListAsync(Home, all: false, default));

    public static Task<Outcome<Nothing>> ConfirmAsync(IServiceProvider services, Guid id, Actor? actor = null) =>
        services.AsAsync<DecideChange, Outcome<Nothing>>(actor ?? Second, d => d.ConfirmAsync(Home, id, default));

    /// <summary>Confirms the one change that waits.</summary>
    public static async Task ConfirmAsync(IServiceProvider services)
    {
        var done = await ConfirmAsync(services, Assert.Single(await WaitingAsync(services)).Of.Id);
        Assert.False(done.Failed, done.Failed ? done.Problem.Code : string.Empty);
    }

    public static Task<ObjectFile?> FileAsync(IServiceProvider services, Nop nop, DateOnly day) =>
        services.AsAsync<ObjectReading, ObjectFile?>(Officer, r => r.FindAsync(Home, nop, day, default));

    /// <summary>What an assessment would read.</summary>
    public static Task<List<ObjectFacts>> FactsAsync(IServiceProvider services, DateOnly day, DateTime? knownAt = null) =>
        services.AsAsync<ObjectFeed, List<ObjectFacts>>(Officer, async feed =>
        {
            var all = new List<ObjectFacts>();
            await foreach (var facts in feed.ReadAsync(Home, day, knownAt ?? DateTime.MaxValue.AddYears(-1).ToUniversalTime(), default))
            {
                all.Add(facts);
            }

            return all;
        });
}
