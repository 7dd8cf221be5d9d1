using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Mine;

/// <summary>People with accounts of their own, and what they do. All names are made up.</summary>
internal static class MineRoom
{
    private static int _next;

    /// <summary>Somebody with an account and no role.</summary>
    public static async Task<Actor> CitizenAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var email = $"warga-{Interlocked.Increment(ref _next)}@contoh.id";
        var made = await scope.ServiceProvider.GetRequiredService<IPeopleSetup>().CreateAccountAsync(
            Actor.Platform("test"), new NewAccount("", email, "Warga Contoh", "") { Password = "kereta-hujan-tujuh" }, default);
        return new Actor(made.Value, "Warga Contoh", []);
    }

    public static Task<Outcome<ClaimedObject>> ClaimAsync(IServiceProvider services, Actor who, Nop nop, string code) =>
        services.AsAsync<ClaimObject, Outcome<ClaimedObject>>(who, c => c.RunAsync(nop.ToString(), code, null, null, default));

    /// <summary>Claims the first object by a year's bill.</summary>
    public static async Task ClaimAsync(IServiceProvider services, Actor who, int year = 2026) =>
        Assert.False((await ClaimAsync(services, who, BillRoom.First, BillRoom.CodeOf(services, BillRoom.First, year))).Failed);

    public static Task<MyRegister> AllAsync(IServiceProvider services, Actor who) =>
        services.AsAsync<MyObjects, MyRegister>(who, o => o.AllAsync(who.User!.Value, default));

    /// <summary>The object is somebody else's from a day on.</summary>
    public static async Task SellAsync(IServiceProvider services, Nop nop, TaxpayerId to, DateOnly from, int seen = 1) => Assert.False(
        (await services.AsAsync<SaveObject, Outcome<int>>(Officer, s => s.ChangeAsync(Home, nop, seen, Land(to, from), default))).Failed);

    public static Task<Outcome<string>> CodeAsync(IServiceProvider services, TaxpayerId of, Actor? officer = null) =>
        services.AsAsync<ConnectTaxpayer, Outcome<string>>(officer ?? Officer, c => c.GiveAsync(Home, of, default));

    public static Task<Outcome<RegionCode>> RedeemAsync(IServiceProvider services, Actor who, string code) =>
        services.AsAsync<ConnectTaxpayer, Outcome<RegionCode>>(who, c => c.RedeemAsync(code, null, default));

    public static async Task DeliverAsync(IServiceProvider services)
    {
        var dispatcher = services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchAsync(default))
        {
            // Until nothing waits.
        }
    }
}
