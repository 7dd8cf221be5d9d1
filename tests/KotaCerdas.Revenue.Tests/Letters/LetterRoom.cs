using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>A region with approved sample rules, a mask of numbers, and the people of its revenue office. All names are made up.</summary>
internal static class LetterRoom
{
    public const string Root = "/pendapatan/16.72";

    public static readonly RegionCode Home = RegisterRoom.Home;
    public static readonly Actor Surveyor = RegisterRoom.Officer;
    public static readonly Actor Assessor = TestPeople.Office("revenue-assessor", "16.72");
    public static readonly Actor Colleague = TestPeople.Office("revenue-assessor", "16.72");
    public static readonly Actor Head = TestPeople.Office("revenue-head", "16.72");
    public static readonly Actor Stranger = TestPeople.Office("revenue-assessor", "16.71");

    /// <summary>Prepares the region; the rules are those that ship for it, approved by two.</summary>
    public static async Task OpenAsync(IServiceProvider services)
    {
        await RegisterRoom.OpenAsync(services);
        await BeginAsync(services);
    }

    /// <summary>The same over a register that is there already.</summary>
    public static async Task BeginAsync(IServiceProvider services)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetServices<IPreparationStep>().OfType<ShippedRules>().Single().RunAsync(default);
        }

        var content = await services.AsAsync<RuleStore, RuleVersion?>(Head, s => s.FindAsync(Home, 1, default));
        await services.AsAsync<TryRules, Outcome<IReadOnlyList<TrialResult>>>(Assessor, t => t.RunAsync(Assessor, Home, 1, default));
        foreach (var person in new[] { Head, TestPeople.Office("region-secretary", "16.72") })
        {
            var approved = await services.AsAsync<ApproveRules, Outcome<RuleVersion>>(
                person, a => a.RunAsync(person, Home, (1, content!.Content.Hash, "Perda contoh"), default));
            Assert.False(approved.Failed);
        }

        var set = await services.AsAsync<SaveKindObject, Outcome<Nothing>>(
            Surveyor, s => s.SetMaskAsync(Home, string.Empty, new DateOnly(2022, 1, 1), ("07.99.9999", "Perkada contoh"), default));
        Assert.False(set.Failed);
    }

    public static async Task<TaxpayerId> TaxpayerAsync(IServiceProvider services, string name = "Contoh Satu", string npwpd = "") =>
        (await RegisterRoom.RegisterAsync(services, RegisterRoom.Person(name, npwpd))).Value;

    public static KindObjectInput Input(TaxpayerId owner, DateOnly? from = null, params (string Name, string Value)[] facts) => new()
    {
        ValidFrom = from ?? new DateOnly(2025, 1, 1), Owner = owner.ToString(), Name = "Rumah Makan Contoh", Address = "Jalan Objek 7",
        Facts = facts.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal), Reason = "SPOPD contoh",
    };

    public static Task<Outcome<KindObjectId>> RegisterAsync(
        IServiceProvider services, string kind, KindObjectInput input, string? number = null) =>
        services.AsAsync<SaveKindObject, Outcome<KindObjectId>>(Surveyor, s => s.RegisterAsync(Home, kind, number, input, default));

    public static Task<KindObjectFile?> FileAsync(IServiceProvider services, KindObjectId id, DateOnly day) =>
        services.AsAsync<KindObjectReading, KindObjectFile?>(Surveyor, r => r.FindAsync(Home, id, day, default));

    public static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) =>
        fields.Select(f => KeyValuePair.Create(f.Name, f.Value));

    /// <summary>The three fields of a date.</summary>
    public static IEnumerable<(string, string)> Day(string field, DateOnly day) =>
        [(field + ".Day", $"{day.Day}"), (field + ".Month", $"{day.Month}"), (field + ".Year", $"{day.Year}")];
}
