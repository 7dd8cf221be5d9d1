using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Mine;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>
/// Connects accounts with taxpayers: an officer who has seen the person gives a code, the account redeems it once. Only a keyed hash is
/// kept, and a new code takes the place of the one before.
/// </summary>
internal sealed class ConnectTaxpayer(KotaDb db, RegisterDesk desk, BillGate gate, PersonalNumbers numbers, MyClaims claims)
{
    public const string CodeField = "sambungan";

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private static readonly Problem Wrong = new("Revenue.Mine.ConnectionWrong", CodeField);

    /// <summary>Makes a code; it is shown once.</summary>
    public async Task<Outcome<string>> GiveAsync(RegionCode region, TaxpayerId id, CancellationToken cancel)
    {
        var opened = await desk.OpenAsync(region, MinePermissions.Connect, cancel);
        if (opened.Failed)
        {
            return opened.Problem;
        }

        if (await claims.VersionAsync(region, id, cancel) == 0 || await claims.Standings.OfAsync(region, id, cancel) != id)
        {
            return RegisterDesk.NotFound;
        }

        var code = ConnectionText.New(region);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        db.Add(new ConnectionCode
        {
            RegionCode = region, Id = desk.NewId(), TaxpayerId = id, CodeHash = ConnectionText.Read(numbers, code)!.Value.Hash,
            ExpiresAt = desk.Now + Lifetime, RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
        });
        desk.NoteTaxpayer("Revenue.Trail.ConnectionGiven", region, id);
        await write.CommitAsync(cancel);
        return code;
    }

    /// <summary>Connects the account that acts with the taxpayer of a code; gives the region.</summary>
    public async Task<Outcome<RegionCode>> RedeemAsync(string? typed, IPAddress? address, CancellationToken cancel)
    {
        var user = desk.Actor.User!.Value;
        if (string.IsNullOrWhiteSpace(typed))
        {
            return new Problem("Revenue.Mine.ConnectionMissing", CodeField);
        }

        if (ConnectionText.Read(numbers, typed) is not { } code)
        {
            return new Problem("Revenue.Mine.ConnectionForm", CodeField);
        }

        if (gate.Ask(code.Region, address, withCode: true) is { } wait)
        {
            return BillCheck.Wait(wait);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code.Region), cancel);
        if (await FindAsync(code.Region, code.Hash, cancel) is not { } found)
        {
            gate.Missed(code.Region, address, withCode: true);
            return Wrong;
        }

        var standing = await claims.Standings.OfAsync(code.Region, found.TaxpayerId, cancel);
        var claim = new Claim
        {
            RegionCode = code.Region, Id = desk.NewId(), UserId = user, Kind = ClaimKind.Taxpayer, TaxpayerId = standing,
            TaxpayerVersion = await claims.VersionAsync(code.Region, standing, cancel), CodeId = found.Id,
            RecordedAt = desk.Now,
        };
        db.Add(claim);
        await claims.NotePlaceAsync(user, code.Region, cancel);
        desk.NoteTaxpayer("Revenue.Trail.TaxpayerConnected", code.Region, standing, new { claim = claim.Id });

        // Two who type the same code at once: the index lets one through.
        return await RegisterDesk.TryCommitAsync(write, cancel) is null ? code.Region : Wrong;
    }

    /// <summary>Accounts to whom something of a taxpayer is shown, by its objects or by a connection, oldest first.</summary>
    public async Task<IReadOnlyList<Claim>> ConnectedAsync(RegionCode region, TaxpayerId id, CancellationToken cancel)
    {
        var entries = await claims.Standings.EntriesAsync(region, [id], cancel);
        return await claims.Standing(region).AsNoTracking().Where(c => entries.Contains(c.TaxpayerId)).OrderBy(c => c.Id)
            .ToListAsync(cancel);
    }

    /// <summary>Ends a claim or a connection, by an officer.</summary>
    public async Task<Outcome<Nothing>> EndAsync(RegionCode region, TaxpayerId id, Guid claim, CancellationToken cancel)
    {
        var opened = await desk.OpenAsync(region, MinePermissions.Connect, cancel);
        if (opened.Failed)
        {
            return opened.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        if ((await ConnectedAsync(region, id, cancel)).All(c => c.Id != claim))
        {
            return RegisterDesk.NotFound;
        }

        db.Add(EndOf(region, claim));
        desk.NoteTaxpayer("Revenue.Trail.ConnectionEnded", region, id, new { claim });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Takes an own claim away; of an object, with the other years of it.</summary>
    public async Task<Outcome<Nothing>> LeaveAsync(RegionCode region, Guid claim, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var open = await claims.OpenAsync(region, desk.Actor.User!.Value, cancel);
        if (open.Find(c => c.Id == claim) is not { } chosen)
        {
            return RegisterDesk.NotFound;
        }

        foreach (var ended in open.Where(c => c.Id == claim || (chosen.Nop is { } nop && c.Nop == nop)))
        {
            db.Add(EndOf(region, ended.Id));
        }

        desk.NoteThing("Revenue.Trail.ClaimLeft", new(region, "revenue.claim", claim.ToString()));
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    private ClaimEnd EndOf(RegionCode region, Guid claim) => new()
    {
        RegionCode = region, ClaimId = claim, EndedBy = desk.Actor.User, RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
    };

    /// <summary>The newest code of its taxpayer, neither used nor over.</summary>
    private async Task<ConnectionCode?> FindAsync(RegionCode region, byte[] hash, CancellationToken cancel)
    {
        var (scope, now) = (RegionScope.Of(region), desk.Now);
        var found = await db.In<ConnectionCode>(scope).AsNoTracking().SingleOrDefaultAsync(c => c.CodeHash == hash, cancel);
        if (found is null || found.ExpiresAt <= now || await db.In<Claim>(scope).AnyAsync(c => c.CodeId == found.Id, cancel))
        {
            return null;
        }

        var newest = await db.In<ConnectionCode>(scope).Where(c => c.TaxpayerId == found.TaxpayerId)
            .OrderByDescending(c => c.RecordedAt).ThenByDescending(c => c.Id).Select(c => c.Id).FirstAsync(cancel);
        return newest == found.Id && await claims.SameSinceAsync(region, found.TaxpayerId, found.RecordedAt, cancel) ? found : null;
    }
}
