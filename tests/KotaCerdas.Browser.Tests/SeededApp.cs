using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Movement.Tests.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Letters;
using KotaCerdas.Revenue.Tests.Mine;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using AssessmentSeason = KotaCerdas.Movement.Tests.Assessment.Season;
using CallSeason = KotaCerdas.Movement.Tests.Calls.Season;

namespace KotaCerdas.Browser.Tests;

/// <summary>
/// One running product for all tests: the call of 2026 is open, with an application begun by Pagar Alam and one handed in by Bandung; the
/// call of 2025 is assessed and announced.
/// </summary>
public sealed class SeededApp : IAsyncLifetime
{
    /// <summary>A region whose application is begun.</summary>
    public const string Begun = "16.72";

    /// <summary>A region whose application is handed in.</summary>
    public const string HandedIn = "32.73";

    private TestApp? _app;
    private CallSeason? _open;
    private Nop _contradicted;
    private AssessmentSeason? _done;

    public TestApp App => _app!;

    /// <summary>The season of the open call.</summary>
    internal CallSeason Open => _open!;

    /// <summary>The season whose result is announced.</summary>
    internal AssessmentSeason Done => _done!;

    /// <summary>A region on the list of the first assessor.</summary>
    internal RegionCode AssessedByFirst { get; private set; }

    /// <summary>A call that is not opened yet.</summary>
    internal CallId Draft { get; private set; }

    /// <summary>An agreement of <see cref="Begun"/> in force.</summary>
    internal AgreementId Agreed { get; private set; }

    /// <summary>One that is being negotiated.</summary>
    internal AgreementId Negotiated { get; private set; }

    /// <summary>An obligation of the agreement in force whose evidence waits for the ministry.</summary>
    internal Guid Promised { get; private set; }

    /// <summary>A ceremony whose room is open, with a seat of <see cref="Begun"/>.</summary>
    internal CeremonyId Ceremony { get; private set; }

    /// <summary>One that is over, with a protocol.</summary>
    internal CeremonyId Held { get; private set; }

    /// <summary>One whose room is open and in which journeys sign, with a script and without: the seats of two regions.</summary>
    internal CeremonyId Signed { get; private set; }

    /// <summary>An agreement of <see cref="Begun"/> with a document that waits for signatures.</summary>
    internal AgreementId ToSign { get; private set; }

    /// <summary>A document of Pagar Alam.</summary>
    internal IssuedDocument Document { get; private set; } = null!;

    /// <summary>A print run of the bills of Pagar Alam, without files.</summary>
    internal Guid PrintRun { get; private set; }

    /// <summary>A request to correct one of them.</summary>
    internal Guid Correction { get; private set; }

    /// <summary>A taxpayer of Pagar Alam.</summary>
    internal TaxpayerId Taxpayer { get; private set; }

    /// <summary>Whose account is connected with that taxpayer.</summary>
    internal Actor Citizen { get; private set; } = Actor.Visitor;

    /// <summary>An object of that taxpayer.</summary>
    internal Nop Object { get; private set; }

    internal KindObjectId KindObject { get; private set; }

    /// <summary>Who visits objects of Pagar Alam.</summary>
    internal Actor Surveyor { get; private set; } = Actor.Visitor;

    /// <summary>Who settles what surveyors report.</summary>
    internal Actor Decider { get; } = TestPeople.Office("revenue-assessor", Begun);

    /// <summary>A task of the surveyor.</summary>
    internal Guid FieldTask { get; private set; }

    /// <summary>Another one, whose object changes meanwhile.</summary>
    internal Guid ContradictedTask { get; private set; }

    internal KindObjectId Restaurant { get; private set; }

    internal ChargeId Charge { get; private set; }

    /// <summary>The code on the letter about <see cref="Charge"/>.</summary>
    internal string LetterCode { get; private set; } = string.Empty;

    internal Guid Proposal { get; private set; }

    internal Guid Batch { get; } = Guid.CreateVersion7();

    internal string ReturnLink { get; private set; } = string.Empty;

    /// <summary>A checked export of SISMIOP.</summary>
    internal Guid Import { get; private set; }

    /// <summary>A posted assessment of PBB-P2, and one that waits for approval.</summary>
    internal (BatchHistory Posted, BatchHistory Waiting) Assessed { get; private set; }

    /// <summary>Pages that one reaches by a letter, a mail or a step before.</summary>
    internal SeededLinks Links { get; private set; } = null!;

    /// <summary>People with accounts, one per role that pages are looked at with.</summary>
    public IReadOnlyList<Actor> People { get; private set; } = [];

    public Actor Officer => Person("ministry-officer");

    public Actor Administrator => Person("administrator");

    public Actor Head => Person("region-head");

    public Actor Mentor => Person("mentor");

    /// <summary>A decree that the region in mentoring works on.</summary>
    internal Guid Decree { get; private set; }

    /// <summary>A forum meeting of that region.</summary>
    internal Guid Meeting { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsThere)
        {
            return;
        }

        _app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        People =
        [
            await PersonAsync("ministry-officer"), await PersonAsync("administrator"), await PersonAsync("region-head", Begun),
            await PersonAsync("assessor"), await PersonAsync("region-administrator", Begun), await PersonAsync("mentor"),
        ];
        await AnnounceAsync();
        await MentorAsync();
        await OpenCallAsync();
        await AgreeAsync();
        await HoldCeremoniesAsync();
        Document = await DelegateAsync();
        await RegisterAsync();
        await SurveyAsync();
        Links = await SeededLinks.MakeAsync(this);
    }

    /// <summary>How a browser window of someone is set.</summary>
    public BrowserNewContextOptions Window(Actor actor) => WindowOf(App, actor);

    /// <summary>How a browser window of someone is set, over any running product.</summary>
    public static BrowserNewContextOptions WindowOf(TestApp app, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(actor);
        var options = new BrowserNewContextOptions { BaseURL = app.Address.ToString(), Locale = "id-ID" };
        if (actor.SignedIn)
        {
            options.ExtraHTTPHeaders = [app.HeaderFor(actor)];
        }

        return options;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>The head of Pagar Alam lets the secretary sign.</summary>
    private async Task<IssuedDocument> DelegateAsync()
    {
        var region = RegionCode.Parse(Begun);
        var data = new DocumentData().Text("unit", "KOTA-PGA").Text("government", "Pemerintah Kota Pagar Alam").Text("place", "Pagar Alam")
            .Text("grantorOffice", "Wali Kota Pagar Alam").Text("delegateOffice", "Sekretaris Daerah Kota Pagar Alam")
            .Text("counterpart", "Kementerian").Date("validUntil", new DateOnly(2026, 12, 31));
        var request = new DocumentRequest(
            region, "surat-kuasa", new Subject(region, "test.thing", "1"), "Gerakan Menuju Kota Cerdas", data,
            [new("pemberi-kuasa", "Wali Kota Pagar Alam")]);
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
        var made = await scope.ServiceProvider.GetRequiredService<DocumentRegister>().PrepareAsync(Head, write, request, default);
        await write.CommitAsync(default);
        return made.Value;
    }

    /// <summary>Pagar Alam keeps a register of taxes: villages, a taxpayer with an object, and an export that was checked.</summary>
    private async Task RegisterAsync()
    {
        await RegisterRoom.OpenAsync(App.Services);
        Taxpayer = (await RegisterRoom.RegisterAsync(App.Services, RegisterRoom.Person("Contoh Satu", "P.1.0000001.01.01"))).Value;
        var land = RegisterRoom.Land(Taxpayer, new DateOnly(2025, 1, 1));
        Object = (await RegisterRoom.RegisterAsync(App.Services, "16.72.010.001.001-0001.0", land)).Value;
        await LetterRoom.BeginAsync(App.Services);
        var board = LetterRoom.Input(Taxpayer, null, ("width", "4"), ("height", "6"), ("elevation", "5"));
        KindObject = (await LetterRoom.RegisterAsync(App.Services, "reklame", board)).Value;
        Restaurant = (await LetterRoom.RegisterAsync(App.Services, "pbjt-makan", LetterRoom.Input(Taxpayer))).Value;
        var month = new DateOnly(2025, 5, 1);
        var filed = (await LetterRoom.FileAsync(App.Services, Restaurant, month, [("turnover", "90000000")])).Value;
        Charge = filed.ChargeId;
        LetterCode = await LetterRoom.CodeAsync(App.Services, filed);
        Proposal = (await LetterRoom.ProposeAsync(
            App.Services, new("pengurangan", Charge, null, default, default), ("principal_share", "10"), ("sanction_share", "0"))).Value;
        await LetterRoom.ProposeAsync(
            App.Services, new("skpd", null, KindObject, new(2026, 1, 1), new(2026, 1, 31)) { Batch = Batch },
            ("width", "4"), ("height", "6"), ("elevation", "5"), ("type", "papan"));
        ReturnLink = (await App.Services.AsAsync<ReturnLinks, Outcome<string>>(
            LetterRoom.Assessor, l => l.MakeAsync(LetterRoom.Home, Restaurant, default))).Value;
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.zip");
        await File.WriteAllBytesAsync(file, new SismiopCorpus().Payment("167201000100109990", 2023, 1, 123_456).Zip());
        var ended = await App.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            RegisterRoom.Officer, ImportSismiop.Kind, RegisterRoom.Home, new ImportSismiopInput(file, true, 1000, false), null, default);
        File.Delete(file);
        Assert.True(ended.State == OperationState.Done, ended.Error);
        await using var scope = App.Services.CreateAsyncScope();
        Import = await scope.ServiceProvider.GetRequiredService<KotaDb>()
            .In<RegisterImport>(RegionScope.Of(RegisterRoom.Home)).Select(i => i.Id).SingleAsync();
        await BillsAsync();
    }

    /// <summary>The object has a bill of 2026 that went out and asks for more than the year before.</summary>
    private async Task BillsAsync()
    {
        await BillRoom.ApproveAsync(App.Services);
        await BillRoom.LegacyAsync(App.Services, Object, 2025, 21_000, 10_000);
        var bill = await BillRoom.BillAsync(
            App.Services, Taxpayer, (Object, 2026), BillRoom.House with { LastYear = 21_000 }, new DateOnly(2026, 2, 1));
        (PrintRun, Correction) = await BillRoom.OfficeAsync(App.Services, bill);
        Citizen = await MineRoom.CitizenAsync(App.Services);
        await MineRoom.RedeemAsync(App.Services, Citizen, (await MineRoom.CodeAsync(App.Services, Taxpayer)).Value);
        await AssessAsync();
    }

    /// <summary>Another object is assessed and posted; a further assessment waits for approval.</summary>
    private async Task AssessAsync()
    {
        await RegisterRoom.RegisterAsync(
            App.Services, "16.72.010.001.001-0002.0", RegisterRoom.Land(Taxpayer, new DateOnly(2025, 1, 1), 300));
        await AssessmentRoom.ValueAsync(App.Database, Object.Village);
        var posted = await App.Database.PostAsync(await App.Database.SimulateAsync());
        Assessed = (posted, await App.Database.SimulateAsync());
    }

    /// <summary>Two objects are to be visited.</summary>
    private async Task SurveyAsync()
    {
        Surveyor = await PersonAsync("revenue-surveyor", Begun);
        var numbers = new List<Nop>();
        foreach (var number in new[] { "16.72.010.001.001-0101.0", "16.72.010.001.001-0102.0" })
        {
            var land = RegisterRoom.Land(Taxpayer, new DateOnly(2025, 1, 1));
            numbers.Add((await RegisterRoom.RegisterAsync(App.Services, number, land)).Value);
        }

        var given = await App.Services.AsAsync<AssignSurvey, Outcome<int>>(Decider, a => a.RunAsync(
            RegisterRoom.Home, string.Join('\n', numbers), Surveyor.User!.Value.ToString(), ("Periksa luas", null), default));
        Assert.Equal(2, given.Value);
        await using var scope = App.Services.CreateAsyncScope();
        var tasks = await scope.ServiceProvider.GetRequiredService<KotaDb>().In<SurveyTask>(RegionScope.Of(RegisterRoom.Home))
            .ToDictionaryAsync(t => t.Nop, t => t.Id);
        (FieldTask, ContradictedTask, _contradicted) = (tasks[numbers[0]], tasks[numbers[1]], numbers[1]);
    }

    /// <summary>The office changes the address of the object that is being visited.</summary>
    internal async Task ContradictAsync()
    {
        var file = await RegisterRoom.FileAsync(App.Services, _contradicted, new DateOnly(2026, 1, 1));
        var input = ObjectInput.From(file!, new DateOnly(2026, 1, 1), "SPOP contoh") with { Address = "Jalan Dari Kantor 2" };
        var saved = await App.Services.AsAsync<SaveObject, Outcome<int>>(
            RegisterRoom.Officer, s => s.ChangeAsync(RegisterRoom.Home, _contradicted, file!.Versions[^1].Version, input, default));
        Assert.False(saved.Failed);
    }

    /// <summary>The head of the other region with a seat in the open room signs.</summary>
    internal async Task SignWhileCutAsync()
    {
        var day = new SigningDay(new BothSides(App.Database, App.Services), App.Services);
        var seat = (await day.RoomAsync(Ceremony)).Seats.Single(s => s.Region.Code.Value == HandedIn);
        AssessmentSeason.Ok(await day.SignAsync(TestPeople.Office("region-head", HandedIn), seat.Region.Code, seat.Seat.AgreementId));
    }

    private Actor Person(string role) => People.First(p => p.Grants.Any(g => g.Role == role));

    private async Task<Actor> PersonAsync(string role, string region = "00") =>
        TestPeople.Office(role, region) with { User = (await App.AccountAsync(role, region)).User };

    private async Task AnnounceAsync()
    {
        _done = await AssessmentSeason.ScoredAsync(
            App.Database, (region, _, _) => 4 - region, call => (call.Year, call.Quota, call.ReserveSize) = (2025, 2, 1));
        foreach (var region in Done.Regions)
        {
            AssessedByFirst = (await Done.PanelAsync(region)).Contains(Done.Assessors[0]) ? region : AssessedByFirst;
        }

        var draft = AssessmentSeason.Ok(await Done.AsAsync(Done.Officer, (DraftDecision o) => o.RunAsync(Done.Call, new(""), default)));
        foreach (var person in new[] { Done.Director, Done.General })
        {
            AssessmentSeason.Ok(await Done.AsAsync(person, (ApproveDecision o) => o.RunAsync(Done.Call, draft, default)));
        }

        AssessmentSeason.Ok(await Done.AsAsync(Done.Officer, (AnnounceDecision o) => o.RunAsync(Done.Call, draft, default)));
    }

    /// <summary>Pagar Alam in its first stage: a version handed in, a decree begun, a forum planned.</summary>
    private async Task MentorAsync()
    {
        var (region, call) = (RegionCode.Parse(Begun), Done.Call);
        var today = RegionZone.WIB.DateAt(App.Database.Clock.GetUtcNow());
        AssessmentSeason.Ok(await Done.AsAsync(Done.Officer, (OpenMentoring o) => o.RunAsync(region, call, today, default)));
        AssessmentSeason.Ok(await Done.AsAsync(Done.Officer, (AssignMentor o) => o.RunAsync(region, call, Mentor.User!.Value, default)));
        var draft = new DraftInput("vision-draft", "Kota kopi yang cerdas", "");
        AssessmentSeason.Ok(await Done.AsAsync(Head, (AddDraft o) => o.RunAsync(region, call, draft, null, default)));
        AssessmentSeason.Ok(await Done.AsAsync(Head, (SubmitDraft o) => o.RunAsync(region, call, draft.Deliverable, default)));
        Decree = AssessmentSeason.Ok(await Done.AsAsync(Head, (WriteDecree o) => o.StartAsync(region, "tim-pelaksana", default)));
        var forum = new MeetingInput(today, today, false, "Balai Kota", "Masterplan");
        Meeting = AssessmentSeason.Ok(
            await Done.AsAsync(Head, (PlanMeeting o) => o.RunAsync(region, MeetingKind.Forum, null, forum, default)));
    }

    private async Task AgreeAsync()
    {
        var sides = new BothSides(App.Database, App.Services);
        Agreed = await sides.InForceAsync(new(2026, 3, 2));
        Negotiated = await sides.NegotiatingAsync();
        AssessmentSeason.Ok(await sides.AsAsync(sides.Ministry, (Negotiation n) => n.ProposeAsync(
            BothSides.PagarAlam, Negotiated,
                new("biaya", "Pembiayaan", "Biaya ditanggung para pihak secara seimbang.", "Lebih jelas", 1), default)));
        AssessmentSeason.Ok(await sides.ReportAsync(sides.Region, Agreed, "sk-dewan"));
        Promised = (await sides.ObligationAsync(Agreed, "sk-dewan")).Id;
    }

    private async Task HoldCeremoniesAsync()
    {
        var day = new SigningDay(new BothSides(App.Database, App.Services), App.Services);
        Held = await day.OpenedAsync(RegionCode.Parse("34.04"), RegionCode.Parse("35.78"));
        await day.AllSignAsync(Held);
        await day.CountersignAsync(Held);
        AssessmentSeason.Ok(await day.Sides.AsAsync(day.Sides.Ministry, (CloseCeremony o) => o.RunAsync(Held, default)));
        Signed = await day.OpenedAsync(RegionCode.Parse("73.71"), RegionCode.Parse("16.71"));
        Ceremony = await day.OpenedAsync(RegionCode.Parse(Begun), RegionCode.Parse(HandedIn));
        ToSign = (await day.RoomAsync(Ceremony)).Seats.Single(s => s.Region.Code.Value == Begun).Seat.AgreementId;
        await day.FrozenAsync(RegionCode.Parse("36.71"));
    }

    private async Task OpenCallAsync()
    {
        _open = await CallSeason.OpenAsync(App.Database, App.Services, withSheet: false);
        Draft = await Open.DraftAsync(SomeCall.Input() with { Year = 2027 });
        AssessmentSeason.Ok(await Open.SaveAsync(
            Open.Head, new("visi", "Kota cerdas untuk semua", "Lihat RPJMD", 0), new("punya_perwali", "true", "", 0)));

        var bandung = RegionCode.Parse(HandedIn);
        var head = TestPeople.Office("region-head", HandedIn);
        AssessmentSeason.Ok(await Open.InviteAsync(bandung));
        AssessmentSeason.Ok(await Open.SaveInAsync(head, bandung, CallSeason.Complete));
        AssessmentSeason.Ok(await Open.AsAsync(head, (SubmitApplication o) => o.RunAsync(bandung, Open.Call, default)));
    }
}
