using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>All that is known of a taxpayer; numbers are masked until somebody opens them with a reason.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class TaxpayerPageModel(RegisterDesk desk, TaxpayerReading reading, RevealNumbers reveal) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    [BindProperty]
    public string? Reason { get; set; }

    public TaxpayerFile Known { get; private set; } = null!;

    /// <summary>The numbers in clear, where they were just opened.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Revealed { get; private set; }

    public string Path => RegisterPaths.Of(Code, Known.Id);

    public bool MayReveal => _desk.Actor.May(RegisterPermissions.Reveal, Code);

    /// <summary>True where the actor connects accounts with taxpayers.</summary>
    public bool MayConnect => _desk.Actor.May(Mine.MinePermissions.Connect, Code);

    public static string AddressOf(Taxpayer of) =>
        string.Join(", ", new[] { of.Address, of.Place, of.Postcode }.Where(p => p.Length > 0));

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, RegisterPermissions.Read, cancel) ?? Page();

    public async Task<IActionResult> OnPostBukaAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, RegisterPermissions.Reveal, cancel) is { } closed)
        {
            return closed;
        }

        var opened = await reveal.RunAsync(Code, Known.Id, Reason ?? string.Empty, cancel);
        if (opened.Failed)
        {
            return this.Invalid(opened.Problems);
        }

        Revealed = opened.Value;
        Response.Headers.CacheControl = "no-store";
        Known = (await reading.FindAsync(Region, Known.Id, Today, cancel))!;
        return Page();
    }

    public IReadOnlyList<Fact> Facts(Texts texts) =>
    [
        new(texts["Revenue.Taxpayer.Npwpd"], Known.Current.Npwpd.Length > 0 ? Known.Current.Npwpd : Cell.NotRecorded(texts)),
        .. Revealed is null
            ? Known.Numbers.Select(n => new Fact(texts[$"Revenue.Number.{n.Kind}"], n.Masked))
            : Revealed.Select(n => new Fact(texts[$"Revenue.Number.{n.Key}"], n.Value)),
        new(texts["Revenue.Taxpayer.Address"], AddressOf(Known.Current)),
    ];

    public string Relation(TaxObject of, Texts texts) => texts[
        !Known.Entries.Contains(of.TaxpayerId) ? "Revenue.Taxpayer.Former"
            : of.State == ObjectState.Ended ? "Revenue.Taxpayer.EndedObject" : "Revenue.Taxpayer.Present"];

    private async Task<IActionResult?> LoadAsync(string region, Guid id, Permission permission, CancellationToken cancel)
    {
        if (await OpenAsync(region, permission, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.FindAsync(Region, new TaxpayerId(id), Today, cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        return null;
    }
}
