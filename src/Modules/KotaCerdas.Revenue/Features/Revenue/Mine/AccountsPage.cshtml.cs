using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Mine;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>
/// The accounts that see something of a taxpayer; an officer gives a code, which is shown once, and ends claims and connections.
/// </summary>
[Needs(MinePermissions.ConnectCode)]
internal sealed class AccountsPageModel(
    RegisterDesk desk, ConnectTaxpayer connect, TaxpayerReading taxpayers, IPeopleQueries people) : RegisterPage(desk)
{
    private TaxpayerId _id;
    private IReadOnlyDictionary<UserId, string> _names = new Dictionary<UserId, string>();

    public string Name { get; private set; } = string.Empty;

    public IReadOnlyList<Claim> Connected { get; private set; } = [];

    /// <summary>A code that was just made; shown once.</summary>
    public string? Made { get; private set; }

    public static int Days => ConnectTaxpayer.Lifetime.Days;

    public string Path => MinePaths.Accounts(Code, _id);

    public string BackHref => RegisterPaths.Of(Code, _id);

    public string NameOf(UserId user) => _names.GetValueOrDefault(user, "–");

    /// <summary>How an account came to see something.</summary>
    public static string Through(Claim claim, Texts t) => claim.Nop is { } nop
        ? t["Revenue.Mine.ThroughBill", nop.ToString(), BillWords.Year(claim.ProofYear ?? 0)] : t["Revenue.Mine.ThroughCounter"];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostKodeAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var made = await connect.GiveAsync(Code, _id, cancel);
        if (made.Failed)
        {
            return this.Invalid(made.Problems);
        }

        Made = made.Value;
        Response.Headers.CacheControl = MineWords.NotKept;
        return Page();
    }

    public async Task<IActionResult> OnPostAkhiriAsync(string region, Guid id, Guid klaim, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var ended = await connect.EndAsync(Code, _id, klaim, cancel);
        return ended.Failed ? this.Invalid(ended.Problems) : this.SeeOther(Path);
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, MinePermissions.Connect, cancel) is { } closed)
        {
            return closed;
        }

        _id = new TaxpayerId(id);
        if (await taxpayers.CurrentAsync(Code, _id, cancel) is not { } current)
        {
            return NotFound();
        }

        Name = current.Name;
        Connected = await connect.ConnectedAsync(Code, _id, cancel);
        _names = await people.NamesAsync([.. Connected.Select(c => c.UserId)], cancel);
        return null;
    }
}
