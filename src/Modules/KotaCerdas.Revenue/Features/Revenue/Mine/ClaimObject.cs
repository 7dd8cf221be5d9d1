using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Mine;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>An object that is now shown to its owner.</summary>
internal sealed record ClaimedObject(RegionCode Region, Nop Nop);

/// <summary>
/// Adds an object to an account that has one of its bills: NOP and check code. A wrong code and an object without a bill get the same
/// answer, and cost the sender the same as on the bill's page. The paper of a former owner opens nothing, and each paper opens its year.
/// </summary>
internal sealed class ClaimObject(
    KotaDb db, RegisterDesk desk, BillRegions regions, BillGate gate, PersonalNumbers numbers, MyClaims claims)
{
    public const string CodeField = "kode";

    /// <param name="typedNop">The object.</param>
    /// <param name="code">The check code of one of its bills.</param>
    /// <param name="place">Code of the region where the link says it; several may have given one number.</param>
    /// <param name="address">Where the request comes from.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<ClaimedObject>> RunAsync(
        string? typedNop, string? code, string? place, IPAddress? address, CancellationToken cancel)
    {
        var read = NopText.Read(typedNop, new HashSet<long>(), string.Empty);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (string.IsNullOrWhiteSpace(code))
        {
            return new Problem("Revenue.Mine.CodeMissing", CodeField);
        }

        var nop = read.Value;
        var all = await regions.OfVillageAsync(nop.Village, cancel);
        var asked = all.Where(r => r.Code.Value == place).ToList() is { Count: > 0 } said ? said : all;
        if (asked.Count == 0)
        {
            return new Problem("Revenue.Mine.NopNowhere", NopText.Field);
        }

        foreach (var region in asked)
        {
            if (gate.Ask(region.Code, address, withCode: true) is { } wait)
            {
                return BillCheck.Wait(wait);
            }

            if (await ProofAsync(region.Code, nop, code, cancel) is { Count: > 0 } cycles)
            {
                return await ProvedAsync(region, nop, cycles, cancel);
            }

            gate.Missed(region.Code, address, withCode: true);
        }

        return new Problem("Revenue.Bill.CodeWrong", CodeField);
    }

    /// <summary>
    /// All cycles of a year have one code, and papers of each are about: where one of them was made out to somebody else, the code proves
    /// nothing.
    /// </summary>
    private async Task<Outcome<ClaimedObject>> ProvedAsync(BillRegion region, Nop nop, List<Bill> cycles, CancellationToken cancel)
    {
        var owner = await OwnerAsync(region, nop, cancel);
        var standing = await claims.Standings.OfAsync(region.Code, cycles.Select(b => b.TaxpayerId), cancel);
        return owner is { } now && cycles.TrueForAll(b => standing(b.TaxpayerId) == now)
            ? await SaveAsync((region, nop, desk.Actor.User!.Value), now, cycles[0].TaxYear, cancel)
            : new Problem("Revenue.Mine.OtherOwner", CodeField);
    }

    /// <summary>All cycles of the bill of the year whose code was typed; empty where it fits none.</summary>
    private async Task<List<Bill>> ProofAsync(RegionCode region, Nop nop, string code, CancellationToken cancel)
    {
        var bills = await db.In<Bill>(RegionScope.Of(region)).AsNoTracking().Where(b => b.Nop == nop).ToListAsync(cancel);
        return bills.GroupBy(b => b.TaxYear).OrderByDescending(g => g.Key)
            .FirstOrDefault(g => BillCode.Fits(BillCode.Of(numbers, region, nop, g.Key), code))?.ToList() ?? [];
    }

    private async Task<TaxpayerId?> OwnerAsync(BillRegion region, Nop nop, CancellationToken cancel)
    {
        var versions = await db.In<TaxObject>(RegionScope.Of(region.Code)).AsNoTracking().Where(o => o.Nop == nop).ToListAsync(cancel);
        return TaxObject.On(region.Today, versions) is { } now ? await claims.Standings.OfAsync(region.Code, now.TaxpayerId, cancel) : null;
    }

    private async Task<Outcome<ClaimedObject>> SaveAsync(
        (BillRegion Region, Nop Nop, UserId User) of, TaxpayerId owner, int year, CancellationToken cancel)
    {
        var region = of.Region.Code;
        var done = new ClaimedObject(region, of.Nop);
        var version = await claims.VersionAsync(region, owner, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var open = await claims.OpenAsync(region, of.User, cancel);
        var standing = await claims.Standings.OfAsync(region, open.Select(c => c.TaxpayerId), cancel);
        var own = (await claims.CountingAsync(region, open.Where(c => c.Nop == of.Nop), cancel))
            .Where(c => standing(c.TaxpayerId) == owner).ToList();
        if (own.Exists(c => c.ProofYear == year))
        {
            return done;
        }

        if (open.Count >= MyClaims.Most)
        {
            return new Problem("Revenue.Mine.TooMany", null, MyClaims.Most);
        }

        var claim = new Claim
        {
            RegionCode = region, Id = desk.NewId(), UserId = of.User, Kind = ClaimKind.Object, Nop = of.Nop, TaxpayerId = owner,
            TaxpayerVersion = version, ProofYear = year, RecordedAt = desk.Now,
        };
        if (own.Count == 0)
        {
            await claims.TellHoldersAsync(of.Region.Region, claim, cancel);
        }

        db.Add(claim);
        await claims.NotePlaceAsync(of.User, region, cancel);
        desk.NoteThing("Revenue.Trail.ObjectClaimed", new(region, "revenue.claim", claim.Id.ToString()), new { year });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : done;
    }
}
