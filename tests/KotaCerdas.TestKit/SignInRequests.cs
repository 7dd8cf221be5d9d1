using System.Net;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.TestKit;

/// <summary>An account of a test with its password.</summary>
/// <param name="User">The account.</param>
/// <param name="Email">E-mail address, which is also the name.</param>
/// <param name="Password">Password.</param>
public sealed record TestAccount(UserId User, string Email, string Password);

/// <summary>Real accounts and the real sign-in page.</summary>
public static class SignInRequests
{
    private static int _next;

    /// <summary>Makes an account that holds a role from the first day on the clock's year.</summary>
    public static Task<TestAccount> AccountAsync(this TestApp app, string role, string region = "00")
    {
        ArgumentNullException.ThrowIfNull(app);
        return MakeAsync(app.Services, role, region);
    }

    /// <summary>The same where the product runs as a process of its own.</summary>
    public static Task<TestAccount> AccountAsync(this TestDatabase database, string role, string region = "00")
    {
        ArgumentNullException.ThrowIfNull(database);
        return MakeAsync(database.Services, role, region);
    }

    /// <summary>Signs a browser in through the page.</summary>
    public static Task SignInAsync(this TestApp app, HttpClient client, TestAccount account)
    {
        ArgumentNullException.ThrowIfNull(app);
        return client.SignInAsync(account);
    }

    /// <summary>Signs a browser in through the page.</summary>
    public static async Task SignInAsync(this HttpClient client, TestAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var answer = await client.SubmitAsync("/masuk", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Name"] = account.Email, ["Password"] = account.Password,
        });
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException($"Sign-in answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<TestAccount> MakeAsync(IServiceProvider services, string role, string region)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeopleSetup>();
        var account = new TestAccount(default, $"{role}-{Interlocked.Increment(ref _next)}@contoh.go.id", "kereta-hujan-tujuh");
        var actor = Actor.Platform("test");
        var made = await people.CreateAccountAsync(
            actor, new NewAccount("", account.Email, $"{role} {region}", "Contoh") { Password = account.Password }, CancellationToken.None);
        var from = new DateOnly(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().Year, 1, 1);
        var given = await people.GrantAsync(
            actor, new NewHolding(made.Value, role, RegionCode.Parse(region), from), CancellationToken.None);
        return given.Failed ? throw new InvalidOperationException(given.Problem.Code) : account with { User = made.Value };
    }
}
