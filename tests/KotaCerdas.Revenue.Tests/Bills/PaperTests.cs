using System.IO.Compression;
using System.Net;
using System.Text;
using System.Xml.Linq;
using KotaCerdas.Documents;
using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Bills;

public sealed class PaperTests
{
    private const string Root = "/pendapatan/16.72/cetak";

    private static readonly Actor Head = TestPeople.Office("revenue-head", "16.72");

    [Theory, OnEachDatabase]
    public async Task A_run_prints_every_bill_seals_them_and_can_be_made_again_byte_for_byte(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (batch, bills) = await BatchAsync(app.Services, 3);
        await SetAsync(app);
        var run = await RunAsync(app, batch, PrintKind.Sppt);
        using var client = app.Client(Head);
        var path = $"{Root}/{run.Id}";
        var page = await client.PageAsync(path);
        Assert.Contains("tersegel", page.Body!.TextContent, StringComparison.Ordinal);
        var part = Assert.Single(await PartsAsync(app.Services, run.Id));
        Assert.Equal((3, bills.Sum(b => b.Amount)), (part.Bills, part.Amount));

        var pdf = await client.GetByteArrayAsync($"{path}/1");
        Assert.Equal(part.Sha256, Sha256.Hex(pdf));
        Assert.StartsWith("%PDF-1.7", Encoding.ASCII.GetString(pdf, 0, 8), StringComparison.Ordinal);

        using var assessor = app.Client(BillRoom.Assessor);
        Assert.Contains("Terbukti: 2 sidik", (await assessor.PageAsync($"/pendapatan/16.72/tagihan/{bills[1].Nop.Value}/2026"))
            .Body!.TextContent, StringComparison.Ordinal);
        app.Database.Clock.Advance(TimeSpan.FromDays(40));
        using var compared = await client.SubmitAsync(path, [KeyValuePair.Create("bagian", "1")], "#bandingkan");
        Assert.Contains("sama persis", (await compared.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);

        // The root by hand, over three leaves (RFC 6962).
        var leaves = bills.ConvertAll(b => MerkleHash.Leaf(Leaf(b)));
        var root = MerkleHash.Node(MerkleHash.Node(leaves[0], leaves[1]), leaves[2]);
        Assert.Equal(Convert.ToHexStringLower(root), part.Root);
        Assert.Equal(await SealAsync(app.Services, run.Id), PrintTree.Root(await PartsAsync(app.Services, run.Id)));
    }

    [Theory, OnEachDatabase]
    public async Task Lists_are_made_as_pdf_and_as_a_spreadsheet_whose_nop_is_text(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (batch, bills) = await BatchAsync(app.Services, 4);
        await SetAsync(app);
        var run = await RunAsync(app, batch, PrintKind.Dhkp);
        var parts = await PartsAsync(app.Services, run.Id);
        Assert.Equal([PrintPart.Pdf, PrintPart.Xlsx], parts.Select(p => p.Form));
        using var client = app.Client(Head);
        using var zip = new ZipArchive(new MemoryStream(await client.GetByteArrayAsync($"{Root}/{run.Id}/2")));
        using var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var rows = XDocument.Load(sheet).Descendants().Where(e => e.Name.LocalName == "row").ToList();
        Assert.Equal(1 + bills.Count, rows.Count);
        var nop = rows[1].Elements().ElementAt(2);
        Assert.Equal("inlineStr", nop.Attribute("t")!.Value);
        Assert.Equal(BillRoom.First.ToString(), nop.Value);
        using var compared = await client.SubmitAsync($"{Root}/{run.Id}", [KeyValuePair.Create("bagian", "2")], "#bandingkan");
        Assert.Contains("sama persis", (await compared.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task One_bill_is_printed_for_officers_and_before_it_went_out_for_nobody_else(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await BatchAsync(app.Services, 1);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2023, 50_000, 20_000, 400);
        using var officer = app.Client(BillRoom.Assessor);
        var path = $"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2026/sppt";
        using (var refused = await officer.GetAsync(path))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("belum ditetapkan", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await SetAsync(app);
        var first = await officer.GetByteArrayAsync(path);
        Assert.Equal(first, await officer.GetByteArrayAsync(path));
        using var visitor = app.Client();
        var own = $"/tagihan/{BillRoom.Slug}/{BillRoom.First.Value}/2026/sppt?kode=";
        using var early = await visitor.GetAsync(own + BillRoom.CodeOf(app.Services, BillRoom.First, 2026));
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        using var wrong = await visitor.GetAsync(own + "AAAA-AAAA");
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        var receipt = await officer.GetByteArrayAsync($"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2023/stts/1");
        Assert.StartsWith("%PDF-1.7", Encoding.ASCII.GetString(receipt, 0, 8), StringComparison.Ordinal);
        using var none = await officer.GetAsync($"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2023/stts/2");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_bill_that_went_out_has_the_same_bytes_forty_days_later(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await BatchAsync(app.Services, 1, new DateOnly(2026, 2, 1));
        using var officer = app.Client(BillRoom.Assessor);
        var path = $"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2026/sppt";
        using (var unset = await officer.GetAsync(path))
        {
            Assert.Equal(HttpStatusCode.Conflict, unset.StatusCode);
        }

        // What stands on paper was set a month after the bill went out, and counts from then on.
        await SetAsync(app);
        var first = await officer.GetByteArrayAsync(path);
        Assert.StartsWith("%PDF-1.7", Encoding.ASCII.GetString(first, 0, 8), StringComparison.Ordinal);
        using var visitor = app.Client();
        var own = $"/tagihan/{BillRoom.Slug}/{BillRoom.First.Value}/2026/sppt?kode=";
        Assert.Equal(first, await visitor.GetByteArrayAsync(own + BillRoom.CodeOf(app.Services, BillRoom.First, 2026)));
        app.Database.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(first, await officer.GetByteArrayAsync(path));
    }

    [Fact]
    public async Task A_run_that_was_cut_short_goes_on_and_prints_nothing_twice()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var (batch, bills) = await BatchAsync(app.Services, PrintPress.BillsPerPart + 5);
        await SetAsync(app);
        var run = await RunAsync(app, batch, PrintKind.Sppt);
        var parts = await PartsAsync(app.Services, run.Id);
        Assert.Equal([PrintPress.BillsPerPart, 5], parts.Select(p => p.Bills));
        Assert.Equal(bills.Sum(b => b.Amount), parts.Sum(p => p.Amount));
        Assert.True(parts[0].LastNop.Value < parts[1].FirstNop.Value);

        // The same run once more, as if it had been cut short after its first part: it makes the second part and nothing else.
        var again = await app.Services.AsAsync<IServiceProvider, Guid>(Head, services => CutShortAsync(services, run, parts[0].LastNop));
        for (var i = 0; i < 300 && (await PartsAsync(app.Services, again)).Count == 0; i++)
        {
            await Task.Delay(100);
        }

        var only = Assert.Single(await PartsAsync(app.Services, again));
        Assert.Equal((parts[1].Bills, parts[1].Root), (only.Bills, only.Root));
    }

    private static async Task<Guid> CutShortAsync(IServiceProvider services, PrintRun like, Nop last)
    {
        var db = services.GetRequiredService<KotaDb>();
        var run = new PrintRun
        {
            RegionCode = Home, Id = Guid.CreateVersion7(), BatchId = like.BatchId, Kind = like.Kind, Paper = like.Paper,
            PaperVersion = like.PaperVersion, PrintedOn = like.PrintedOn, RecordedAt = like.RecordedAt, RecordedBy = "uji",
        };
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
        db.Add(run);
        var operation = services.GetRequiredService<Operations>().Add(
            Head, PrintBills.Kind, Home, new PrintBillsInput(Home.Value, run.Id));
        db.ChangeTracker.Entries<OperationRow>().Single(e => e.Entity.Id == operation).Entity.Checkpoint =
            System.Text.Json.JsonSerializer.Serialize(new PrintProgress(0, last.Value));
        await write.CommitAsync(default);
        return run.Id;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_full_sheet_goes_on_in_the_next(int mostRows)
    {
        using var file = new MemoryStream();
        using (var book = new WorkbookStream(file, "Contoh", [("Kepala", 10), ("Angka", 10)], mostRows))
        {
            for (var i = 0; i < 5; i++)
            {
                book.Row("=1+1<&\u0001", i);
            }
        }

        using var zip = new ZipArchive(new MemoryStream(file.ToArray()));
        var sheets = zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).ToList();
        Assert.Equal((5 + mostRows - 2) / (mostRows - 1), sheets.Count);
        using var first = sheets[0].Open();
        var cell = XDocument.Load(first).Descendants().First(e => e.Name.LocalName == "c" && e.Attribute("r")!.Value == "A2");
        Assert.Equal(("2", "=1+1<& "), (cell.Attribute("s")!.Value, cell.Value));
        var book2 = new MemoryStream();
        using (var same = new WorkbookStream(book2, "Contoh", [("Kepala", 10), ("Angka", 10)], mostRows))
        {
            for (var i = 0; i < 5; i++)
            {
                same.Row("=1+1<&\u0001", i);
            }
        }

        Assert.Equal(file.ToArray(), book2.ToArray());
    }

    /// <summary>A posted batch of 2026 with bills of as many objects in one village.</summary>
    internal static async Task<(BatchId Batch, List<Bill> Bills)> BatchAsync(
        IServiceProvider services, int count, DateOnly? sent = null)
    {
        var owner = await BillRoom.OpenAsync(services);
        var first = await BillRoom.BillAsync(services, owner, (BillRoom.First, 2026), BillRoom.House, sent);
        var bills = await services.AsAsync<KotaDb, List<Bill>>(BillRoom.Assessor, async db =>
        {
            var others = Enumerable.Range(1, count - 1).Select(i => BillRoom.Copy(first, Nop.Of(BillRoom.First.Value + (10L * i))))
                .ToList();
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.AddRange(others);
            db.AddRange(others.Select(b => BillRoom.ObjectOf(b, owner)));
            db.AddRange(BillRoom.Posted(first.BatchId, count, first.Amount * count));
            await write.CommitAsync(default);
            return [first, .. others];
        });
        return (first.BatchId, bills);
    }

    internal static async Task SetAsync(TestApp app)
    {
        using var client = app.Client(Head);
        using var set = await client.SubmitAsync($"{Root}/kertas", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Form.Office"] = "Badan Contoh", ["Form.Address"] = "Jalan Contoh 1", ["Form.Place"] = "Contoh",
            ["Form.SignatoryTitle"] = "Kepala Badan Contoh", ["Form.SignatoryName"] = "Nama Contoh", ["Form.PayPlaces"] = "Bank Contoh",
        });
        Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
    }

    internal static async Task<PrintRun> RunAsync(TestApp app, BatchId batch, PrintKind kind)
    {
        using var client = app.Client(Head);
        using var started = await client.SubmitAsync(Root, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Form.Batch"] = batch.ToString(), ["Form.Kind"] = kind.ToString(), ["Form.Paper"] = "F4",
        });
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        for (var i = 0; i < 300; i++)
        {
            var run = await app.Services.AsAsync<KotaDb, PrintRun?>(Head, async db =>
            {
                var seals = db.In<PrintSeal>(RegionScope.Of(Home)).Select(s => s.RunId);
                return await db.In<PrintRun>(RegionScope.Of(Home)).AsNoTracking().Where(r => seals.Contains(r.Id)).FirstOrDefaultAsync();
            });
            if (run is not null)
            {
                return run;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException((await client.PageAsync(started.Headers.Location!.ToString())).Body!.TextContent);
    }

    private static Task<List<PrintPart>> PartsAsync(IServiceProvider services, Guid run) => services.AsAsync<KotaDb, List<PrintPart>>(
        Head, db => db.In<PrintPart>(RegionScope.Of(Home)).AsNoTracking().Where(p => p.RunId == run).OrderBy(p => p.Ordinal).ToListAsync());

    private static Task<string> SealAsync(IServiceProvider services, Guid run) => services.AsAsync<KotaDb, string>(
        Head, db => db.In<PrintSeal>(RegionScope.Of(Home)).Where(s => s.RunId == run).Select(s => s.Root).SingleAsync());

    private static byte[] Leaf(Bill b) =>
        Encoding.UTF8.GetBytes($"sppt/1\n16.72\n{b.Nop}\n{b.TaxYear}\n{b.Cycle}\n{b.Number}\n{b.Amount}");
}
