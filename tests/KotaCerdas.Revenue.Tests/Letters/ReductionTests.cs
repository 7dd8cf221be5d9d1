using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Reductions that are granted before the assessment, and flow into it.</summary>
public sealed class ReductionTests
{
    private const string Letter = "pengurangan-penetapan";

    [Theory, OnEachDatabase]
    public async Task What_was_granted_before_flows_into_the_bill_and_nothing_granted_is_lost(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await AssessmentRoom.OpenAsync(database, 2, 20);
        var plain = await database.SimulateAsync();
        var nops = await ObjectsAsync(database);
        Assert.False((await GrantAsync(database, nops[0], "25", 2026, 2030)).Failed);
        Assert.False((await GrantAsync(database, nops[1], "50", 2027, 2030)).Failed);
        Assert.False((await GrantAsync(database, nops[2], "50", 2026, 2026)).Failed);
        database.Clock.Advance(TimeSpan.FromMinutes(1));

        // A later decision replaces an earlier one, and ends it with nothing.
        Assert.False((await GrantAsync(database, nops[2], "0", 2026, 2026)).Failed);
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        var history = await database.SimulateAsync();
        Assert.NotEqual(plain.Hash, history.Hash);
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await GrantAsync(database, nops[3], "75", 2026, 2026)).Failed);

        // Granted after the instant of the batch: its bills would not have it, so it is not posted.
        Assert.Null((await database.PostAsync(history)).Posted);
        Assert.Empty(await database.BillsAsync());
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        await database.PostAsync(await database.SimulateAsync());
        var bills = (await database.BillsAsync()).ToDictionary(b => b.Nop);
        Assert.Equal([250_000, 0, 0, 750_000], nops.Take(4).Select(n => bills[n].Reduction));
        var bill = bills[nops[0]];
        Assert.True(bill.Limited > 0);
        Assert.InRange(bill.Reduced, bill.Limited / 4, (bill.Limited / 4) + 1);
        Assert.Empty(await database.CheckAsync());

        // What was granted for a year lowers that year: growth is limited from the amount before.
        database.Clock.Advance(TimeSpan.FromDays(365));
        var next = await database.SimulateAsync(year: 2027);
        await database.PostAsync(next);
        var after = (await database.BillsAsync()).Where(b => b.TaxYear == 2027).ToDictionary(b => b.Nop);
        Assert.Equal(bills[nops[3]].Limited, after[nops[3]].LastYear);
        Assert.Equal(bills[nops[4]].Amount, after[nops[4]].LastYear);
        Assert.InRange(after[nops[3]].Amount, bills[nops[3]].Limited, long.MaxValue);
        Assert.InRange(after[nops[0]].Amount, bills[nops[0]].Amount, long.MaxValue);
        Assert.Empty(await database.CheckAsync());

        // Years that were assessed are reduced on their bill.
        var late = await ProposeAsync(database, nops[0], "10", 2025, 2027);
        Assert.Equal("Revenue.Reduction.Billed", late.Problem.Code);
        const string Other = "Revenue.Audit.OtherFacts";
        const string Stray = "Revenue.LetterAudit.Stray";
        await database.EachIsFoundAsync(
        [
            ("update revenue_reduction set share = share + 1 where first_year = 2026 and last_year = 2030", [Other]),
            ("delete from revenue_reduction where share = 250000", [Other, Stray]),
            ("delete from revenue_reduction where share = 0", [Other, Stray]),
        ]);
    }

    [Theory, OnEachDatabase]
    public async Task It_is_proposed_and_decided_on_pages_and_stands_on_the_bill(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await AssessmentRoom.OpenAsync(database, 1, 10);
        await using var app = await TestApp.OverAsync(database);
        var nop = (await ObjectsAsync(database))[0];
        using var assessor = app.Client(LetterRoom.Assessor);
        var thing = await assessor.PageAsync($"/pendapatan/16.72/objek/{nop.Value}");
        var ask = thing.QuerySelector("a[href*='pengurangan-penetapan']")!.GetAttribute("href")!;
        var typed = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["isian.principal_share"] = "30", ["isian.first_year"] = "2026", ["isian.last_year"] = "2025", ["Reason"] = "Veteran contoh",
            ["langkah"] = "kirim",
        };
        using (var wrong = await assessor.SubmitAsync(ask, typed, "#usulan"))
        {
            Assert.Contains("Tahun terakhir harus sama", (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        typed["isian.last_year"] = "2030";
        using var sent = await assessor.SubmitAsync(ask, typed, "#usulan");
        var proposal = sent.Headers.Location!.ToString();
        using var head = app.Client(LetterRoom.Head);
        Assert.Contains("dikurangi 30 %", (await head.PageAsync(proposal)).Body!.TextContent, StringComparison.Ordinal);
        using var granted = await head.SubmitAsync(
            proposal, new Dictionary<string, string>(StringComparer.Ordinal) { ["Grant"] = "true" }, "#putusan");
        Assert.Contains("Dikabulkan", (await head.PageAsync(granted.Headers.Location!.ToString())).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("2026–2030", (await assessor.PageAsync($"/pendapatan/16.72/objek/{nop.Value}")).Body!.TextContent,
            StringComparison.Ordinal);
        await DeliveredAsync(database, assessor);
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        await database.PostAsync(await database.SimulateAsync());
        var bill = (await assessor.PageAsync($"/pendapatan/16.72/tagihan/{nop.Value}/2026")).Body!;
        Assert.Contains("Pajak dikurangi 30,0 % sebelum penetapan", bill.TextContent, StringComparison.Ordinal);
        Assert.NotNull(bill.QuerySelector("td a[href^='/periksa']"));
        Assert.DoesNotContain("tidak cocok", bill.TextContent, StringComparison.Ordinal);
    }

    /// <summary>Its letter is carried out as any other, to the owner of the object.</summary>
    private static async Task DeliveredAsync(TestDatabase database, HttpClient assessor)
    {
        const string list = "/pendapatan/16.72/surat";
        var reduction = await database.WithAsync<KotaDb, Reduction>(
            db => db.In<Reduction>(RegionScope.Of(AssessmentRoom.Home)).AsNoTracking().SingleAsync());
        var letter = await database.WithAsync<KotaDb, IssuedDocument>(
            db => db.In<IssuedDocument>(RegionScope.Of(AssessmentRoom.Home)).SingleAsync(d => d.Id == reduction.DocumentId));
        var row = (await assessor.PageAsync(list)).QuerySelectorAll("main tbody tr")
            .Single(r => r.TextContent.Contains(letter.Number, StringComparison.Ordinal));
        Assert.Equal($"/pendapatan/16.72/objek/{reduction.Nop.Value}", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.False(string.IsNullOrEmpty(row.QuerySelector("strong")?.TextContent));
        var today = LetterRoom.Day("On", letter.DatedOn);
        using var taken = await assessor.SubmitAsync(
            list, LetterRoom.Fields([
                .. today, ($"Results[{letter.Id}]", "Received"), ($"Receiver[{letter.Id}]", "Contoh Istri"),
                ($"Relation[{letter.Id}]", "Family"),
            ]), "#penyampaian");
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.DoesNotContain(letter.Number, (await assessor.PageAsync(list)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            letter.Number, (await assessor.PageAsync(list + "?keadaan=semua")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static Task<Outcome<Guid>> ProposeAsync(TestDatabase database, Nop nop, string share, int first, int last) =>
        LetterRoom.ProposeAsync(
            database.Services, new(Letter, null, null, default, default) { Nop = nop }, ("nop", nop.ToString()),
            ("principal_share", share), ("first_year", $"{first}"), ("last_year", $"{last}"));

    private static async Task<Outcome<Decision>> GrantAsync(TestDatabase database, Nop nop, string share, int first, int last)
    {
        var proposed = await ProposeAsync(database, nop, share, first, last);
        Assert.False(proposed.Failed, proposed.Failed ? proposed.Problem.Code : null);
        return await LetterRoom.DecideAsync(database.Services, proposed.Value);
    }

    /// <summary>Objects that an assessment bills a good deal for, by number.</summary>
    private static Task<List<Nop>> ObjectsAsync(TestDatabase database) => database.WithAsync<KotaDb, List<Nop>>(async db =>
        [.. (await db.In<Revenue.Model.Registers.TaxObject>(RegionScope.Of(AssessmentRoom.Home)).AsNoTracking().ToListAsync())
            .Where(o => o is { LandKind: 1, LandZone: "AA", LandArea: > 500 }).Select(o => o.Nop).OrderBy(n => n.Value)]);
}
