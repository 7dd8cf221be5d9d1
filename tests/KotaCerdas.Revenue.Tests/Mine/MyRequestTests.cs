using System.Net;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Letters;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Mine;

public sealed class MyRequestTests
{
    private const string Mine = "/saya/pajak/16.72";

    [Theory, OnEachDatabase]
    public async Task A_taxpayer_objects_from_the_own_page_and_reads_the_decision_there(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        var (well, charge) = await AssessAsync(services, owner);
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.RedeemAsync(services, citizen, (await MineRoom.CodeAsync(services, owner)).Value);
        using var client = app.Client(citizen);
        var page = await client.PageAsync($"{Mine}/lain/{well}");
        var ask = page.QuerySelector("main a[href*='/permohonan/']")!.GetAttribute("href")!;
        var choices = (await client.PageAsync(ask)).Body!;
        Assert.Equal(
            ["skpdlb", "pembetulan", "keberatan", "pengurangan", "angsuran", "penundaan", "pembatalan"],
            choices.QuerySelectorAll("main tbody a[href*='surat=']").Select(a => a.GetAttribute("href")!.Split('=')[^1]));
        Assert.Contains("2 Juni 2026", choices.TextContent, StringComparison.Ordinal);

        // Figures and a reason are asked for by name; nothing is recorded before both are there.
        using var wrong = await client.SubmitAsync(
            ask + "?surat=keberatan", Fields(("isian.principal", "900.000"), ("isian.sanction", "0"), ("Reason", "Meter keliru")),
            "#permohonan");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var kept = Stored(app).Count;
        await RefusedWithFileAsync(app, client, ask + "?surat=keberatan");
        Assert.Contains("600.000", (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        using var sent = await client.UploadAsync(
            ask + "?surat=keberatan", "Files", ("meter.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n")),
            ("isian.principal", "200.000"), ("isian.sanction", "0"), ("Reason", "Meter air terbaca dua kali"));
        Assert.Equal((HttpStatusCode.SeeOther, kept + 1), (sent.StatusCode, Stored(app).Count));
        using var again = await client.SubmitAsync(
            ask + "?surat=keberatan", Fields(("isian.principal", "1"), ("isian.sanction", "0"), ("Reason", "Lagi")), "#permohonan");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);

        // The office has it as any other request, with figures, file and where it came from.
        using var officer = app.Client(Assessor);
        var desk = (await officer.PageAsync(Root + "/meja")).Body!.TextContent;
        Assert.Contains("Meter air terbaca dua kali", desk, StringComparison.Ordinal);
        Assert.Contains("wajib pajak, melalui akunnya", desk, StringComparison.Ordinal);
        var seen = await officer.PageAsync($"{Root}/ketetapan/{charge.Id}");
        using var file = await officer.GetAsync(seen.QuerySelector("a[href*='/lampiran/']")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        var answer = seen.QuerySelector("a[href*='permohonan=']")!.GetAttribute("href")!;
        Assert.Equal("200.000", (await officer.PageAsync(answer)).QuerySelector("[name='isian.principal']")!.GetAttribute("value"));
        using var made = await officer.SubmitAsync(answer, Fields(("Reason", "Terbukti"), ("langkah", "kirim")), "#usulan");
        using var head = app.Client(Head);
        using var decided = await head.SubmitAsync(made.Headers.Location!.ToString(), Fields(("Grant", "true")), "#putusan");
        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        Assert.Equal(200_000, (await ChargeAsync(services, charge.Id)).Current.Amount);
        foreach (var path in new[] { "/saya/pajak", ask })
        {
            var paper = (await client.PageAsync(path)).QuerySelectorAll("main a").Single(a => a.TextContent == "Buka keputusan");
            using var pdf = await client.GetAsync(paper.GetAttribute("href")!);
            Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        }

        await LateAndStrangeAsync(app, client, owner);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task Who_acquired_land_reports_it_alone_and_sees_how_it_is_computed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        await OpenAsync(services);
        var buyer = await TaxpayerAsync(services, "Contoh Pembeli");
        var citizen = await MineRoom.CitizenAsync(services);
        using var client = app.Client(citizen);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Mine + "/bphtb")).StatusCode);
        await MineRoom.RedeemAsync(services, citizen, (await MineRoom.CodeAsync(services, buyer)).Value);
        await LandAsync(services);
        var typed = Fields([
            ("Nop", "16.72.010.001.001-0001.0"), ("DeedNumber", "AJB 1/2026"), .. Day("DeedOn", new(2026, 3, 2)),
            ("isian.price", "350.000.000"), ("isian.njop", "300.000.000"), ("isian.case", "pertama"), ("isian.relief", "0"),
        ]).ToList();
        using var wrong = await client.SubmitAsync(
            Mine + "/bphtb", typed.Where(f => f.Key != "Nop").Append(new("langkah", "hitung")), "#akta");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);

        // T12: 350 million, 80 of them free, 5 per cent of the rest.
        using var computed = await client.SubmitAsync(Mine + "/bphtb", typed.Append(new("langkah", "hitung")), "#akta");
        var shown = (await computed.DocumentAsync()).Body!;
        Assert.Contains("Rp13.500.000", shown.TextContent, StringComparison.Ordinal);
        Assert.Contains("270.000.000", shown.TextContent, StringComparison.Ordinal);
        using var sent = await client.SubmitAsync(
            Mine + "/bphtb", typed.Append(new("langkah", "kirim")).Append(new("dilihat", "13500000")), "#akta");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var page = (await client.PageAsync(sent.Headers.Location!.ToString())).Body!;
        Assert.Contains("SPTPD sudah diterima", page.TextContent, StringComparison.Ordinal);
        var charge = await app.Database.WithAsync<KotaDb, Charge>(db => db.In<Charge>(RegionScope.Of(Home)).AsNoTracking().SingleAsync());
        Assert.Equal((buyer, ReturnChannel.Account, 13_500_000), (charge.TaxpayerId, charge.Channel, charge.Amount));
        using var paper = await client.GetAsync(page.QuerySelector("main a[href*='/surat/']")!.GetAttribute("href")!);
        Assert.Equal("application/pdf", paper.Content.Headers.ContentType?.MediaType);
        using var stranger = app.Client(await MineRoom.CitizenAsync(services));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{Mine}/permohonan/{charge.ChargeId}")).StatusCode);
        await NobodyElsesDeedAsync(app, typed, charge);
        await OnlyWhatTheOfficeKnowsAsync(app, client, typed, charge);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task Many_deeds_are_read_with_as_many_commands_as_few(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var buyer = await TaxpayerAsync(services, "Contoh Pembeli", "P.1.0000009.01.01");
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.RedeemAsync(services, citizen, (await MineRoom.CodeAsync(services, buyer)).Value);
        var counts = new List<(int Deeds, int Commands)>();
        foreach (var upTo in new[] { 2, 20 })
        {
            for (var number = counts.Count == 0 ? 1 : counts[^1].Deeds + 1; number <= upTo; number++)
            {
                await DeedAsync(services, number);
            }

            // The first time the process reads what it keeps, such as regions.
            var deeds = await DeedsAsync(services, citizen);
            var commands = await CommandCount.OfAsync(() => DeedsAsync(services, citizen));
            counts.Add((deeds.Count, commands));
            foreach (var deed in deeds)
            {
                var one = await ChargeAsync(services, deed.Id);
                Assert.Equal(
                    (one.Current.Number, one.Cycles.Count, one.Events.Count, one.Standing, one.Taxpayer.Name, one.Arrival),
                    (deed.Current.Number, deed.Cycles.Count, deed.Events.Count, deed.Standing, deed.Taxpayer.Name, deed.Arrival));
            }
        }

        Assert.Equal([2, 20], counts.Select(c => c.Deeds));
        Assert.True(counts[0].Commands > 0);
        Assert.Equal(counts[0].Commands, counts[1].Commands);
    }

    /// <summary>What the page reads of them.</summary>
    private static Task<IReadOnlyList<ChargeFileOf>> DeedsAsync(IServiceProvider services, Actor citizen) =>
        services.AsAsync<MyCharges, IReadOnlyList<ChargeFileOf>>(citizen, async c =>
        {
            var connected = await c.ConnectedAsync(citizen.User!.Value, Home, default);
            Assert.Equal("Contoh Pembeli", Assert.Single(connected!.Value.Taxpayers).Name);
            return await c.DeedsAsync(citizen.User!.Value, Home, default);
        });

    private static async Task DeedAsync(IServiceProvider services, int number)
    {
        var region = await RegionAsync(services);
        var input = new ReturnInput
        {
            Deed = new("P.1.0000009.01.01", "16.72.010.001.001-0001.0", $"AJB {number}/2026", new(2026, 3, 2)),
            Facts = Values(("price", "350000000"), ("njop", "300000000"), ("case", "berikutnya"), ("relief", "0")),
        };
        var sent = await services.AsAsync<FileReturn, Outcome<Charge>>(Assessor, async f =>
        {
            var seen = await f.PreviewAsync(region, input, default);
            return seen.Failed ? Outcome.Fail<Charge>(seen.Problems)
                : await f.SendAsync(region, input, seen.Value.Draft.Result.Parts.Total, default);
        });
        Assert.False(sent.Failed, sent.Failed ? sent.Problem.ToString() : null);
    }

    /// <summary>Nothing is kept of the file of a request that is refused.</summary>
    private static async Task RefusedWithFileAsync(TestApp app, HttpClient client, string ask)
    {
        var kept = Stored(app).Count;
        using var attached = await client.UploadAsync(
            ask, "Files", ("meter.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n")), ("isian.principal", "900.000"),
            ("isian.sanction", "0"), ("Reason", "Meter keliru"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, kept), (attached.StatusCode, Stored(app).Count));
    }

    /// <summary>What lies in the file store.</summary>
    private static List<string> Stored(TestApp app) =>
        [.. Directory.GetFiles(Path.Combine(app.Database.Folder, "files"), "*", SearchOption.AllDirectories)];

    /// <summary>The return of a deed is not corrected, and nothing of it is told, by another taxpayer who names the same deed.</summary>
    private static async Task NobodyElsesDeedAsync(TestApp app, List<KeyValuePair<string, string>> typed, Charge charge)
    {
        var citizen = await MineRoom.CitizenAsync(app.Services);
        var other = await TaxpayerAsync(app.Services, "Contoh Tetangga");
        await MineRoom.RedeemAsync(app.Services, citizen, (await MineRoom.CodeAsync(app.Services, other)).Value);
        using var client = app.Client(citizen);
        using var sent = await client.SubmitAsync(
            Mine + "/bphtb",
            typed.Select(f => f.Key == "isian.price" ? KeyValuePair.Create(f.Key, "310.000.000") : f)
                .Concat(Fields(("Reason", "Harga keliru"), ("langkah", "kirim"), ("dilihat", "11500000"))), "#akta");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var said = (await sent.DocumentAsync()).Body!.TextContent;
        Assert.Contains("atas nama wajib pajak lain", said, StringComparison.Ordinal);
        Assert.DoesNotContain(charge.Number, said, StringComparison.Ordinal);
        Assert.Single(await app.Database.WithAsync<KotaDb, List<Charge>>(
            db => db.In<Charge>(RegionScope.Of(Home)).AsNoTracking().ToListAsync()));
    }

    /// <summary>The land of the deeds, with a bill of 2026 over an NJOP of 300 million by the system before.</summary>
    private static async Task LandAsync(IServiceProvider services)
    {
        await RegisterRoom.OpenAsync(services);
        var seller = await TaxpayerAsync(services, "Contoh Penjual");
        var land = RegisterRoom.Land(seller, new DateOnly(2025, 1, 1));
        var nop = (await RegisterRoom.RegisterAsync(services, "16.72.010.001.001-0001.0", land)).Value;
        await services.AsAsync<KotaDb, bool>(RegisterRoom.Officer, async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.Add(new LegacyBill
            {
                RegionCode = Home, Nop = nop, TaxYear = 2026, ImportId = Guid.CreateVersion7(), Cycle = 1, Name = "CONTOH",
                LandClass = "083", BuildingClass = string.Empty, LandArea = 120, BuildingArea = 0, LandValue = 300_000_000,
                BuildingValue = 0, TotalValue = 300_000_000, Deduction = 0, Tax = 300_000, Reduction = 0, Amount = 300_000,
                DueOn = new(2026, 9, 30), IssuedOn = new(2026, 2, 1),
            });
            await write.CommitAsync(default);
            return true;
        });
    }

    /// <summary>NJOP, reduction and first acquisition are the office's to know; nothing is recorded of what is refused.</summary>
    private static async Task OnlyWhatTheOfficeKnowsAsync(
        TestApp app, HttpClient client, List<KeyValuePair<string, string>> typed, Charge first)
    {
        async Task<AngleSharp.Html.Dom.IHtmlDocument> RefusedAsync(params (string Name, string Value)[] other)
        {
            var fields = typed.Where(f => other.All(o => o.Name != f.Key)).Concat(Fields(other)).Append(new("langkah", "hitung"));
            using var answer = await client.SubmitAsync(Mine + "/bphtb", fields, "#akta");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return await answer.DocumentAsync();
        }

        var second = new[] { ("DeedNumber", "AJB 2/2026"), ("isian.case", "berikutnya") };
        var low = await RefusedAsync([.. second, ("isian.njop", "0"), ("isian.relief", "100")]);
        var said = low.QuerySelector(".govuk-error-summary")!.TextContent;
        Assert.Contains("Rp300.000.000", said, StringComparison.Ordinal);
        Assert.Contains("Pengurangan diberikan dengan keputusan", said, StringComparison.Ordinal);
        Assert.Equal(2, low.QuerySelectorAll("input[aria-invalid=true]").Length);
        var again = await RefusedAsync(("DeedNumber", "AJB 2/2026"));
        Assert.Contains(first.Number, again.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        var unknown = await RefusedAsync([.. second, ("Nop", "16.72.010.001.001-0077.0")]);
        Assert.Contains("tidak ada dalam register", unknown.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);

        // At the counter a part may have been acquired: the officer is told, and says why.
        using var officer = app.Client(Assessor);
        Task<HttpResponseMessage> PartAsync(params (string, string)[] more) => officer.SubmitAsync(
            "/pendapatan/16.72/spt/bphtb",
            typed.Where(f => f.Key is not ("isian.njop" or "DeedNumber" or "isian.case")).Concat(Fields(
            [
                .. second, .. more, ("isian.njop", "150000000"), ("Taxpayer", first.TaxpayerId.ToString()), ("langkah", "hitung"),
            ])));
        using var why = await PartAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, why.StatusCode);
        Assert.NotNull((await why.DocumentAsync()).QuerySelector("[name=Reason]"));
        using var part = await PartAsync(("Reason", "Hanya sebagian tanah yang diperoleh"));
        Assert.Equal(HttpStatusCode.OK, part.StatusCode);
        Assert.Contains("lebih rendah daripada SPPT 2026", (await part.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<(KindObjectId Well, ChargeFileOf Charge)> AssessAsync(IServiceProvider services, TaxpayerId owner)
    {
        var well = (await RegisterAsync(services, "air-tanah", Input(owner))).Value;
        var proposed = (await ProposeAsync(
            services, new("skpd", null, well, new(2026, 1, 1), new(2026, 1, 31)), ("volume", "1200"), ("weight", "1"))).Value;
        return (well, await ChargeAsync(services, (await DecideAsync(services, proposed)).Value.ChargeId!.Value));
    }

    /// <summary>After its time an objection is refused with day and article; nobody asks about what somebody else owes.</summary>
    private static async Task LateAndStrangeAsync(TestApp app, HttpClient client, TaxpayerId owner)
    {
        var (_, later) = await AssessAsync(app.Services, owner);
        var (_, twice) = await AssessAsync(app.Services, owner);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => client.FillAsync(
            $"{Mine}/permohonan/{twice.Id}?surat=keberatan",
            Fields(("isian.principal", "1"), ("isian.sanction", "0"), ("Reason", "Tertekan dua kali")), "#permohonan")));
        var answers = await Task.WhenAll(both.Select(send => send()));
        Assert.Equal(
            [HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.StatusCode).Order());
        Array.ForEach(answers, a => a.Dispose());
        var (_, theirs) = await AssessAsync(app.Services, await TaxpayerAsync(app.Services, "Contoh Dua"));
        var own = $"{Mine}/permohonan/{later.Id}";
        var fill = await client.FillAsync(
            own + "?surat=keberatan", Fields(("isian.principal", "1"), ("isian.sanction", "0"), ("Reason", "Terlambat")), "#permohonan");
        app.Database.Clock.Set(Noon(2026, 6, 3));
        var refused = (await client.PageAsync(own + "?surat=keberatan")).Body!;
        Assert.Null(refused.QuerySelector("#permohonan"));
        Assert.Contains("paling lambat 2 Juni 2026", refused.TextContent, StringComparison.Ordinal);
        Assert.Contains("PP 35/2023", refused.TextContent, StringComparison.Ordinal);
        using var late = await fill();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{Mine}/permohonan/{theirs.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{own}?surat=pengakuan")).StatusCode);
    }
}
