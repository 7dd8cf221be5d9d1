using System.Collections.Immutable;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Invitations;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>A season in a test database: instruments, a call, invited regions, and people of all offices.</summary>
internal sealed class Season(TestDatabase database, IServiceProvider services)
{
    public static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");
    public static readonly RegionCode Sleman = RegionCode.Parse("34.04");

    public Actor Ministry { get; } = TestPeople.Office("ministry-officer");

    public Actor Head { get; } = TestPeople.Office("region-head", "16.72");

    public Actor Planner { get; } = TestPeople.Office("bappeda", "16.72");

    public Actor Officer { get; } = TestPeople.Office("diskominfo", "16.72");

    public TestDatabase Database { get; } = database;

    public CallId Call { get; private set; }

    public static Season Over(TestDatabase database) => new(database, database.Services);

    /// <summary>An open call of 2026 with Pagar Alam invited; the clock stands at 2 March 2026.</summary>
    public static async Task<Season> OpenAsync(TestDatabase database, IServiceProvider? services = null, bool withSheet = true)
    {
        var season = new Season(database, services ?? database.Services);
        await season.PublishAsync(Questionnaire());
        if (withSheet)
        {
            await season.PublishAsync(Sheet());
        }

        season.Call = await season.DraftAsync(SomeCall.Input());
        Assert.Empty((await season.OpenCallAsync(season.Call)).Problems);
        await season.InviteAsync(PagarAlam);
        return season;
    }

    /// <summary>Goes on with an open call of the same year on another track.</summary>
    public async Task OpenTrackAsync(CallTrack track)
    {
        Call = await DraftAsync(SomeCall.Input() with { Track = track, Quota = 20 });
        Assert.Empty((await OpenCallAsync(Call)).Problems);
    }

    /// <summary>Runs an operation as someone, in a scope of its own.</summary>
    public async Task<TResult> AsAsync<TService, TResult>(Actor actor, Func<TService, Task<TResult>> run)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = actor;
        return await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task PublishAsync(Instrument instrument)
    {
        var engine = InstrumentEngine.Compile(instrument);
        Assert.Empty(engine.Problems);
        var platform = Actor.Platform("test");
        await AsAsync(platform, async (InstrumentStore store) =>
        {
            Assert.Empty((await store.LoadDraftAsync(platform, engine.Value, default)).Problems);
            Assert.Empty((await store.TryOutAsync(
                platform, instrument.Code, instrument.Version, SampleAnswers.Of(instrument), default)).Problems);
            return (await store.PublishAsync(platform, instrument.Code, instrument.Version, default)).Value;
        });
    }

    public async Task<CallId> DraftAsync(CallInput input)
    {
        var saved = await AsAsync(Ministry, (SaveCall save) => save.CreateAsync(input, generated: false, default));
        Assert.Empty(saved.Problems);
        return saved.Value;
    }

    public Task<Outcome<Nothing>> OpenCallAsync(CallId id) => AsAsync(Ministry, async (IServiceProvider scope) =>
    {
        var call = await scope.GetRequiredService<CallRows>().FindAsync(id, default);
        return await scope.GetRequiredService<OpenCall>().RunAsync(id, call!.Version, default);
    });

    public Task<Call?> CallAsync() => AsAsync(Ministry, (CallRows rows) => rows.FindAsync(Call, default));

    public Task<Outcome<bool>> InviteAsync(RegionCode region) => AsAsync(Ministry, async (IServiceProvider scope) =>
        await scope.GetRequiredService<InviteRegion>().RunAsync(
            (await scope.GetRequiredService<CallRows>().FindAsync(Call, default))!, region, ("uji", []), new("B-1", null), default));

    public Task<Outcome<SavedAnswers>> SaveAsync(Actor actor, params TypedAnswer[] typed) => SaveInAsync(actor, PagarAlam, typed);

    public Task<Outcome<SavedAnswers>> SaveInAsync(Actor actor, RegionCode region, params TypedAnswer[] typed) =>
        AsAsync(actor, (SaveAnswers save) => save.RunAsync(region, Call, typed, default));

    public Task<Outcome<Application>> SubmitAsync(Actor actor) =>
        AsAsync(actor, (SubmitApplication submit) => submit.RunAsync(PagarAlam, Call, default));

    public async Task<Dossier> DossierAsync() =>
        (await AsAsync(Ministry, (ApplicationDesk desk) => desk.ReadAsync(PagarAlam, Call, default))).Value;

    /// <summary>A call of the year before, open still, in which Pagar Alam answered.</summary>
    public Task AnsweredLastYearAsync(params (string Item, string Value)[] answers) => AnsweredAsync(2025, answers);

    /// <summary>A call of an earlier year, open still, in which Pagar Alam answered.</summary>
    public Task AnsweredAsync(int year, params (string Item, string Value)[] answers) => Database.WithAsync<KotaDb>(async db =>
    {
        var call = SomeCall.Draft(Database.Clock);
        call.Year = year;
        Assert.Null(call.Advance(CallStatus.Open, Ministry, call.CreatedAt));
        await using var write = await db.BeginWriteAsync(RegionScope.Of(PagarAlam), default);
        db.Add(call);
        db.AddRange(answers.Select(a => new Answer
        {
            RegionCode = PagarAlam, CallId = call.Id, ItemCode = a.Item, Value = a.Value, Note = "", Revision = 1,
            UpdatedAt = call.CreatedAt, UpdatedByName = Head.Name,
        }));
        await write.CommitAsync(default);
    });

    /// <summary>Answers to everything that must be answered.</summary>
    public static TypedAnswer[] Complete { get; } =
        [new("visi", "Kota cerdas", "", 0), new("staf", "12", "", 0), new("punya_perwali", "false", "", 0)];

    public static Instrument Questionnaire(int version = 1) => new()
    {
        Code = "pendaftaran", Version = version, Kind = InstrumentKind.Questionnaire, Title = new("Pendaftaran", "Application"),
        LegalBasis = "PP 59/2022",
        ValidFrom = new(2024, 1, version), Scale = new(0, 4),
        Sections = [new("umum", new("Umum", "General"), Bilingual.None), new("hukum", new("Dasar hukum", "Legal basis"), Bilingual.None)],
        Items =
        [
            new() { Code = "visi", Section = "umum", Text = new("Visi kota cerdas", "Smart city vision"), Answer = AnswerKind.Text,
                MaxLength = 500, Required = true },
            new() { Code = "staf", Section = "umum", Text = new("Jumlah staf TIK", "ICT staff"), Answer = AnswerKind.Number, Min = 0,
                Max = 1000, Unit = "orang", Required = true },
            new() { Code = "anggaran", Section = "umum", Text = new("Anggaran", "Budget"), Answer = AnswerKind.Money },
            new() { Code = "mulai", Section = "umum", Text = new("Mulai", "Start"), Answer = AnswerKind.Date },
            new() { Code = "punya_perwali", Section = "hukum", Text = new("Apakah ada peraturan", "Is there a regulation"),
                Answer = AnswerKind.YesNo, Required = true },
            new()
            {
                Code = "nomor_perwali", Section = "hukum", Text = new("Nomor peraturan", "Number of the regulation"),
                Answer = AnswerKind.Text, MaxLength = 100, Required = true,
                Evidence = EvidenceRule.Required, VisibleWhen = "punya_perwali",
            },
            new() { Code = "unsur", Section = "hukum", Text = new("Unsur terlibat", "Parties involved"), Answer = AnswerKind.MultiChoice },
        ],
        Options = [new("unsur", "kampus", new("Kampus", "University")), new("unsur", "warga", new("Warga", "Citizens"))],
    };

    public static Instrument Sheet() => new()
    {
        Code = "asesmen", Version = 1, Kind = InstrumentKind.Assessment, Title = new("Asesmen", "Assessment"), LegalBasis = "PP 59/2022",
        ValidFrom = new(2024, 1, 1), Scale = new(0, 100),
        Sections = [new("nilai", new("Nilai", "Scores"), Bilingual.None)],
        Items = [new() { Code = "kesiapan", Section = "nilai", Text = new("Kesiapan", "Readiness"), Answer = AnswerKind.Number, Min = 0,
            Max = 100 }],
        Criteria = [new() { Code = "total", Title = new("Total", "Total"), Weight = InstrumentLimits.WholeWeight, Score = "kesiapan" }],
    };
}
