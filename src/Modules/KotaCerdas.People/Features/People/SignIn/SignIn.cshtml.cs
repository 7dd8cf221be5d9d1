using KotaCerdas.People.Features.Registrations;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.SignIn;

/// <summary>The first step of signing in.</summary>
internal sealed class SignInModel(
    CheckPassword check, Sessions sessions, PendingCookie pending, DemoDoors doors, RegistrationDoor registration) : ProductPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(Name = "lanjut", SupportsGet = true)]
    public string? Back { get; set; }

    public IReadOnlyList<DemoDoor> Doors { get; private set; } = [];

    /// <summary>Where one makes an account of one's own, or null where nobody can here.</summary>
    public string? RegisterHref => !registration.IsOpen ? null
        : Back is null ? "/daftar" : "/daftar?lanjut=" + Uri.EscapeDataString(Back);

    public async Task OnGetAsync(CancellationToken cancel) => Doors = await doors.ListAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var checkedAccount = await check.RunAsync(Name, Password, this.Address(), cancel);
        if (checkedAccount.Failed)
        {
            Doors = await doors.ListAsync(cancel);
            return this.Invalid(checkedAccount.Problems);
        }

        var account = checkedAccount.Value;
        if (account.CodeSince is not null)
        {
            pending.Write(HttpContext, PendingSignIn.Purpose,
                new PendingSignIn(account.Id.Value, account.SecurityStamp, SignInPages.SafePath(Back)));
            return this.SeeOther("/masuk/kode");
        }

        await sessions.StartAsync(HttpContext, account, SignInWay.Password, cancel);
        return this.SeeOther(SignInPages.SafePath(Back));
    }

    public async Task<IActionResult> OnPostDemoAsync(Guid account, CancellationToken cancel)
    {
        if (await doors.OpenAsync(new UserId(account), cancel) is not { } found)
        {
            return NotFound();
        }

        await sessions.StartAsync(HttpContext, found, SignInWay.Demo, cancel);
        return this.SeeOther(SignInPages.SafePath(Back));
    }
}

/// <summary>A password that was right, waiting for its code.</summary>
internal sealed record PendingSignIn(Guid User, string Stamp, string Back)
{
    public const string Purpose = "langkah";
}

/// <summary>Small things that the sign-in pages share.</summary>
internal static class SignInPages
{
    /// <summary>Where someone goes who asked for no page.</summary>
    public const string Start = "/kantor";

    /// <summary>A path of this site, or the start: never another site.</summary>
    public static string SafePath(string? path, string otherwise = Start) =>
        path is not null && RedirectHttpResult.IsLocalUrl(path) && path.StartsWith('/') ? path : otherwise;

    /// <summary>The network address an attempt comes from; a /64 for IPv6, whose holders have as many addresses as they like.</summary>
    public static string Address(this ProductPage page)
    {
        var address = page.HttpContext.Connection.RemoteIpAddress;
        return address switch
        {
            null => "unknown",
            { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } =>
                Convert.ToHexString(address.GetAddressBytes(), 0, 8),
            _ => address.MapToIPv4().ToString(),
        };
    }
}
