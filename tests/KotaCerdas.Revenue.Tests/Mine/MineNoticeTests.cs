using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Mine;

public sealed class MineNoticeTests
{
    private const string Claimed = "Revenue.Notice.ObjectClaimed";

    private static readonly Dictionary<string, string?> Alone = new(StringComparer.Ordinal) { ["Operations:Worker"] = "false" };

    [Theory, OnEachDatabase]
    public async Task Whose_bill_goes_out_is_told_once_and_nobody_else(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Alone);
        var services = app.Services;
        var owner = await BillRoom.OpenAsync(services);
        await BillRoom.BillAsync(services, owner, (BillRoom.First, 2025), BillRoom.House, new DateOnly(2025, 2, 1));
        var (claimed, connected, both) = (
            await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services));
        await MineRoom.ClaimAsync(services, claimed, 2025);
        await MineRoom.RedeemAsync(services, connected, (await MineRoom.CodeAsync(services, owner)).Value);
        await MineRoom.ClaimAsync(services, both, 2025);
        await MineRoom.RedeemAsync(services, both, (await MineRoom.CodeAsync(services, owner)).Value);
        var bystander = await MineRoom.CitizenAsync(services);
        var bill = await BillRoom.BillAsync(services, owner, (BillRoom.First, 2026), BillRoom.House);
        await BillRoom.OfficeAsync(services, bill);
        await DispatchAsync(services, bill);

        await MineRoom.DeliverAsync(services);

        foreach (var person in new[] { claimed, connected, both })
        {
            var told = Assert.Single(await ToldAsync(app, person));
            Assert.Equal("Revenue.Notice.BillsSent", told.TextKey);
            Assert.Equal("/saya/pajak", told.Link);
            using var client = app.Client(person);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(told.Link)).StatusCode);
            Assert.Contains(
                "1 tagihan PBB tahun 2026 Anda di Kota Pagar Alam", (await client.PageAsync("/pemberitahuan")).Body!.TextContent,
                StringComparison.Ordinal);
        }

        Assert.Empty(await ToldAsync(app, bystander));
        Assert.Equal(3, await MailsAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task Former_owners_ended_claims_and_closed_accounts_are_not_told(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Alone);
        var services = app.Services;
        var owner = await BillRoom.OpenAsync(services);
        await BillRoom.BillAsync(services, owner, (BillRoom.First, 2025), BillRoom.House, new DateOnly(2025, 2, 1));
        var (seller, left, closed) = (
            await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services), await MineRoom.CitizenAsync(services));
        foreach (var person in new[] { seller, left, closed })
        {
            await MineRoom.ClaimAsync(services, person, 2025);
        }

        var claim = ((Features.Mine.MyParcel)(await MineRoom.AllAsync(services, left)).Things[0]).Claim!.Value;
        await services.AsAsync<Features.Mine.ConnectTaxpayer, Outcome<Nothing>>(left, c => c.LeaveAsync(Home, claim, default));
        var now = app.Database.Clock.GetUtcNow().UtcDateTime;
        await app.Database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.National("test"), default);
            await db.Database.ExecuteSqlAsync(
                $"update people_account set closed_at = {now} where id = {closed.User!.Value.Value}");
            await write.CommitAsync(default);
        });
        var bill = await BillRoom.BillAsync(services, owner, (BillRoom.First, 2026), BillRoom.House);
        await BillRoom.OfficeAsync(services, bill);
        await DispatchAsync(services, bill);
        var buyer = (await RegisterAsync(services, Person("Contoh Pembeli"))).Value;
        await MineRoom.SellAsync(services, BillRoom.First, buyer, new DateOnly(2026, 3, 1));

        await MineRoom.DeliverAsync(services);

        foreach (var person in new[] { seller, left, closed })
        {
            Assert.Empty(await ToldAsync(app, person));
        }
    }

    [Theory, OnEachDatabase]
    public async Task Who_asked_for_a_correction_is_told_the_answer_and_reads_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Alone);
        var services = app.Services;
        var owner = await BillRoom.OpenAsync(services);
        await BillRoom.BillAsync(services, owner, (BillRoom.First, 2026), BillRoom.House, new DateOnly(2026, 2, 1));
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.ClaimAsync(services, citizen);
        using var client = app.Client(citizen);
        var page = await client.PageAsync($"/saya/pajak/16.72/{BillPaths.Digits(BillRoom.First)}");
        var ask = page.QuerySelector("main tbody a[href*='/perbaikan']")!.GetAttribute("href")!;
        using var asked = await client.SubmitAsync(ask, Fields(("Kind", "LandArea"), ("Reason", "Luas tanah 100 m²")));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        using var visitor = app.Client();
        using var unnamed = await visitor.SubmitAsync(ask, Fields(("Kind", "Other"), ("Reason", "Bukan dari akun")));
        Assert.Equal(HttpStatusCode.OK, unnamed.StatusCode);
        using var counter = app.Client(BillRoom.Assessor);
        using var written = await counter.SubmitAsync(ask, Fields(("Kind", "Other"), ("Reason", "Ditulis petugas di loket")));
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        var requests = await app.Database.WithAsync<KotaDb, List<Correction>>(
            db => db.In<Correction>(RegionScope.Of(Home)).AsNoTracking().OrderBy(c => c.Number).ToListAsync());
        Assert.Equal([citizen.User, null, null], requests.Select(r => r.AskedBy));
        foreach (var request in requests)
        {
            var answered = await services.AsAsync<CorrectionDesk, Outcome<Nothing>>(
                BillRoom.Assessor, d => d.StepAsync(Home, request.Id, CorrectionState.Accepted, "Diukur ulang", default));
            Assert.False(answered.Failed);
        }

        await MineRoom.DeliverAsync(services);

        Assert.Equal("Revenue.CorrectionNotice.Accepted", Assert.Single(await ToldAsync(app, citizen)).TextKey);
        foreach (var path in new[] { "/saya/pajak", $"/saya/pajak/16.72/{BillPaths.Digits(BillRoom.First)}" })
        {
            var text = (await client.PageAsync(path)).Body!.TextContent;
            Assert.Contains("1/2026", text, StringComparison.Ordinal);
            Assert.Contains("Diukur ulang", text, StringComparison.Ordinal);
            Assert.DoesNotContain("2/2026", text, StringComparison.Ordinal);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Whose_bill_changes_is_told(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Alone);
        var services = app.Services;
        var owner = await BillRoom.OpenAsync(services);
        await BillRoom.BillAsync(services, owner, (BillRoom.First, 2026), BillRoom.House, new DateOnly(2026, 2, 1));
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.ClaimAsync(services, citizen);
        await app.Database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            new Outbox(db, app.Database.Clock).Add(new BillChanged(Home, BillRoom.First.Value, 2026));
            new Outbox(db, app.Database.Clock).Add(new BillChanged(Home, BillRoom.Unknown.Value, 2026));
            await write.CommitAsync(default);
        });

        await MineRoom.DeliverAsync(services);

        Assert.Equal("Revenue.Notice.BillChanged", Assert.Single(await ToldAsync(app, citizen)).TextKey);
    }

    private static async Task DispatchAsync(IServiceProvider services, Bill bill)
    {
        var sent = await services.AsAsync<DispatchBills, Outcome<DateOnly>>(
            BillRoom.Assessor, d => d.RunAsync(Home, bill.BatchId, new DateOnly(2026, 2, 1), [], default));
        Assert.False(sent.Failed, sent.Failed ? sent.Problem.Code : null);
    }

    private static Task<List<NotificationRow>> ToldAsync(TestApp app, Actor who) => app.Database.WithAsync<KotaDb, List<NotificationRow>>(
        db => db.Shared<NotificationRow>().AsNoTracking().Where(n => n.UserId == who.User!.Value && n.TextKey != Claimed).ToListAsync());

    private static Task<int> MailsAsync(TestApp app) => app.Database.WithAsync<KotaDb, int>(
        db => db.Shared<MailRow>().CountAsync(m => m.TextKey != Claimed));
}
