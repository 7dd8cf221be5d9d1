using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// Decisions on PBB-P2 bills, one of each kind: an area that was measured again, a reduction, instalments, a deferral, a cancellation; a
/// reduction for the years to come; a bill of the old system whose right to collect is over, written off.
/// </summary>
internal sealed class DecisionScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private const int Year = 2026;

    // Enough that every decision leaves something to see.
    private const long Least = 50_000;

    public async Task PlayAsync()
    {
        var bills = await stage.ReadAsync((KotaDb db) => db.In<Bill>(RegionScope.Of(region)).AsNoTracking()
            .Where(b => b.TaxYear == Year && b.Amount > Least).OrderBy(b => b.Number).Take(6).Select(b => b.Nop).ToListAsync(stage.Cancel));
        if (bills is not [var resized, var reduced, var split, var later, var doubled, var veteran])
        {
            return;
        }

        stage.Clock.Set(new DateOnly(Year, 5, 4), 9);
        await ResizeAsync(resized);
        foreach (var (index, (letter, nop, values)) in new (string, Nop, (string Name, string Value)[])[]
        {
            ("pembetulan", resized, []), ("pengurangan", reduced, [("principal_share", "25")]), ("angsuran", split, [("count", "3")]),
            ("penundaan", later, [("due", "2026-12-15")]), ("pembatalan", doubled, []),
        }.Index())
        {
            stage.Clock.Set(new DateOnly(Year, 5, 5 + index), 9);
            await DecideAsync(new(letter, ChargeId.Of(nop, Year), null, default, default), values);
        }

        await DecideAsync(
            new("pengurangan-penetapan", null, null, default, default) { Nop = veteran },
            ("nop", veteran.ToString()), ("principal_share", "50"), ("first_year", "2027"), ("last_year", "2031"));
        await WriteOffAsync();
    }

    /// <summary>The oldest bill that nobody paid while it could be collected.</summary>
    private async Task WriteOffAsync()
    {
        stage.Clock.Set(new DateOnly(Year, 5, 13), 9);
        var expired = await stage.ReadAsync((KotaDb db) => db.In<LegacyBill>(RegionScope.Of(region)).AsNoTracking()
            .Where(b => b.TaxYear < Year - 4).OrderBy(b => b.TaxYear).ThenBy(b => b.Nop).FirstOrDefaultAsync(stage.Cancel));
        if (expired is not null)
        {
            await DecideAsync(new("penghapusan", ChargeId.Of(expired.Nop, expired.TaxYear), null, default, default));
        }
    }

    /// <summary>The area of land is measured again: a tenth less since the beginning of the year.</summary>
    private async Task ResizeAsync(Nop nop)
    {
        var day = new DateOnly(Year, 1, 1);
        var file = (await stage.ReadAsync((ObjectReading r) => r.FindAsync(region, nop, day, stage.Cancel)))!;
        var input = ObjectInput.From(file, day, stage.Say("Revenue.Demo.Form")) with { LandArea = file.Current.LandArea * 9 / 10 };
        await stage.AsAsync(cast.Surveyor, (SaveObject o) => o.ChangeAsync(region, nop, file.Versions[^1].Version, input, stage.Cancel));
        var waiting = (await stage.ReadAsync((WaitingChanges c) => c.ListAsync(region, all: false, stage.Cancel)))[^1];
        await stage.AsAsync(cast.Assessor, (DecideChange d) => d.ConfirmAsync(region, waiting.Of.Id, stage.Cancel));
    }

    private Task<Decision> DecideAsync(LetterTarget target, params (string Name, string Value)[] values) =>
        new DemoLetters(stage, cast, region).IssueAsync(
            target, values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal), "Revenue.Demo.Decision");
}
