using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Features.Invitations;
using KotaCerdas.People.Features.Profile;
using KotaCerdas.People.Features.Registrations;
using KotaCerdas.People.Features.SignIn;
using KotaCerdas.People.Features.Units;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.People;

/// <summary>Accounts, organisational units, roles held per region and period, sign-in, and who opened whose data.</summary>
public sealed class PeopleModule : IModule
{
    internal static readonly Permission CreateAccounts = new("people.account.create");
    internal static readonly Permission ViewAccounts = new("people.account.view");
    internal static readonly Permission InvitePeople = new("people.account.invite");
    internal static readonly Permission CloseAccounts = new("people.account.close");
    internal static readonly Permission GrantHoldings = new("people.holding.grant");
    internal static readonly Permission EditUnits = new("people.unit.edit");

    /// <inheritdoc />
    public string Name => "People";

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions { get; } =
        [CreateAccounts, ViewAccounts, InvitePeople, CloseAccounts, GrantHoldings, EditUnits];

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation { get; } =
        [new("People.Directory.Title", "/orang", ViewAccounts), new("People.Invitations.Title", "/orang/undangan", InvitePeople),
            new("People.Unit.Title", "/unit", EditUnits)];

    /// <inheritdoc />
    public IReadOnlyList<string> AppendOnlyTables => ["people_access_log"];

    /// <inheritdoc />
    public IReadOnlyList<OperationKind> Operations => [ForgetRegistrations.Kind];

    /// <inheritdoc />
    public IReadOnlyList<Schedule> Schedules => [ForgetRegistrations.Daily];

    /// <inheritdoc />
    public DemoTrace Demo => new(
        [
            DemoTrace.Mark("account", "id", "people_account where is_demo"),
            DemoTrace.Mark("office", "display_name", "people_account where is_demo"),
        ],
        [
            $"delete from people_session where {DemoTrace.Is("user_id", "account")}",
            $"delete from people_passkey where {DemoTrace.Is("user_id", "account")}",
            $"delete from people_holding where {DemoTrace.Is("user_id", "account")}",
            $"delete from people_invitation where {DemoTrace.Is("invited_by", "account")}",
            $"delete from people_access_log where {DemoTrace.Is("whose", "account")} or {DemoTrace.Is("who", "account")}",
            "delete from people_account where is_demo",
        ]);

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextAssembly(typeof(PeopleModule).Assembly));
        services.AddSettings<DemoOptions>(configuration.GetSection("Demo"));
        AddSignIn(services, configuration);
        services.AddScoped<CreateAccount>();
        services.AddScoped<GrantHolding>();
        services.AddScoped<SaveUnit>();
        services.AddScoped<MakeResetLink>();
        services.AddScoped<EndHolding>();
        services.AddScoped<CloseAccount>();
        services.AddScoped<PersonReader>();
        services.AddScoped<DirectoryRows>();
        services.AddScoped<InvitePerson>();
        services.AddScoped<InviteMany>();
        services.AddScoped<InvitationMail>();
        services.AddScoped<InvitationReader>();
        services.AddScoped<AcceptInvitation>();
        services.AddSettings<RegistrationOptions>(configuration.GetSection("Registration"));
        services.AddScoped<RegistrationDoor>();
        services.AddScoped<AskForAccount>();
        services.AddScoped<ConfirmAccount>();
        services.AddScoped<CloseOwnAccount>();
        services.AddScoped<IAccessTrace, AccessTraces>();
        services.AddScoped<IPeopleSetup, PeopleSetup>();
        services.AddScoped<IPeopleQueries, PeopleQueries>();
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
        Account.Map(model);
        Passkey.Map(model);
        Session.Map(model);
        Unit.Map(model);
        Holding.Map(model);
        Invitation.Map(model);
        Registration.Map(model);
        AccessRecord.Map(model);
        ThrottleRow.Map(model);
    }

    /// <inheritdoc />
    public void Use(IApplicationBuilder app) => app.UseMiddleware<SignInMiddleware>();

    private static void AddSignIn(IServiceCollection services, IConfiguration configuration)
    {
        var storage = configuration.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        services.AddDataProtection().SetApplicationName("KotaCerdas")
            .PersistKeysToFileSystem(new DirectoryInfo(storage.PathOf("keys", "cookies")));
        services.AddAuthentication(Sessions.Scheme).AddCookie(Sessions.Scheme, Sessions.Configure);
        services.AddIdentityCore<Account>().AddUserStore<AccountStore>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<PendingCookie>();
        services.AddScoped<Throttle>();
        services.AddScoped<Sessions>();
        services.AddScoped<Actors>();
        services.AddScoped<IActors>(sp => sp.GetRequiredService<Actors>());
        services.AddScoped<CheckPassword>();
        services.AddScoped<Codes>();
        services.AddScoped<AccountChanges>();
        services.AddScoped<Passkeys>();
        services.AddScoped<PasswordResets>();
        services.AddScoped<AskForReset>();
        services.AddScoped<IMailAddresses, MailAddresses>();
        services.AddScoped<DemoDoors>();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "kotacerdas-formulir";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }
}
