using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Revaluations;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Browser.Tests;

/// <summary>A cookie that a step before left in the browser.</summary>
internal sealed record LeftCookie(string Name, string Value);

/// <summary>
/// Addresses that no list has: in a letter, in a mail, after a step before; and those of things that only work in the background makes.
/// </summary>
internal sealed class SeededLinks
{
    private const string Number = "16.72.010.001.001-0103.0";

    private static readonly Dictionary<string, string?> WithMail = new(StringComparer.Ordinal)
    {
        ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = "9", ["Smtp:From"] = "kota@contoh.go.id",
        ["Site:Address"] = "https://kota.contoh.go.id", ["Operations:Worker"] = "false",
    };

    private const int Attempts = 10;

    public required string Invitation { get; init; }

    public required string Registration { get; init; }

    public required string Reset { get; init; }

    /// <summary>Left by a right password, where codes are on.</summary>
    public required IReadOnlyList<LeftCookie> BeforeCode { get; init; }

    /// <summary>Left by switching codes on, and whose they are.</summary>
    public required (Actor Actor, IReadOnlyList<LeftCookie> Cookies) BeforeRecovery { get; init; }

    /// <summary>A published figure.</summary>
    public required string Figure { get; init; }

    /// <summary>Work that was handed over.</summary>
    public required OperationId Work { get; init; }

    /// <summary>A report from the field.</summary>
    public required Guid Report { get; init; }

    /// <summary>A revaluation of buildings.</summary>
    public required Guid Revaluation { get; init; }

    /// <summary>An object that was found in the field and has no number.</summary>
    public required Guid Find { get; init; }

    /// <summary>A change of an object that waits for a second officer.</summary>
    public required Guid Change { get; init; }

    /// <summary>Check code of a document that was issued.</summary>
    public required string Issued { get; init; }

    public static async Task<SeededLinks> MakeAsync(SeededApp seeded)
    {
        var app = seeded.App;
        var work = await app.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            seeded.Administrator, PlatformModule.MeasurePublication, RegionCode.National, new PublishMeasuresInput(null), null, default);
        Assert.True(work.State == OperationState.Done, work.Error);
        await LoggedAsync(app);
        var (code, recovery) = await CodesAsync(app);
        var (registration, reset) = await MailedAsync(app);
        return new()
        {
            Invitation = await InviteAsync(app), Registration = registration, Reset = reset, BeforeCode = code, BeforeRecovery = recovery,
            Figure = await ReadAsync(app, async db =>
            {
                var value = await db.In<MeasureValue>(Everywhere).OrderBy(v => v.MeasureCode).ThenBy(v => v.RegionCode).FirstAsync();
                return $"{value.MeasureCode}/{value.RegionCode}/{value.Period}";
            }),
            Work = work.Id,
            Report = await ReportAsync(seeded),
            Change = await ChangeAsync(seeded),
            Find = await FindAsync(seeded),
            Revaluation = await RevaluationAsync(seeded),
            Issued = await ReadAsync(app, db => db.In<IssuedDocument>(Everywhere).Where(d => d.State == DocumentState.Issued)
                .OrderBy(d => d.CheckCode).Select(d => d.CheckCode).FirstAsync()),
        };
    }

    private static RegionScope Everywhere { get; } = RegionScope.National("seed of pages");

    private static Task<T> ReadAsync<T>(TestApp app, Func<KotaDb, Task<T>> read) => app.Database.WithAsync(read);

    /// <summary>The background worker of the product writes into the log what the seed has made.</summary>
    private static async Task LoggedAsync(TestApp app)
    {
        using var client = app.Client();
        for (var wait = 0; wait < 200; wait++)
        {
            using var entry = await client.GetAsync($"/log/{SeededApp.Begun}/entri/0");
            if (entry.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(250);
        }

        Assert.Fail("Nothing was written into the log");
    }

    private static async Task<string> InviteAsync(TestApp app)
    {
        using var client = app.Client();
        await app.SignInAsync(client, await app.AccountAsync("region-administrator", SeededApp.Begun));
        var offer = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Email"] = "undangan@contoh.go.id", ["Input.Role"] = "diskominfo", ["Input.Region"] = SeededApp.Begun,
            ["Input.Kind"] = "Definitive", ["Input.From.Day"] = "1", ["Input.From.Month"] = "1", ["Input.From.Year"] = "2026",
        };
        using var made = await client.SubmitAsync("/orang/undang", offer);
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, made.StatusCode);
        return new Uri((await client.PageAsync("/orang/undangan")).QuerySelector("main code")!.TextContent).AbsolutePath;
    }

    /// <summary>The same product with a mail server, which writes the letters; nobody has to take them.</summary>
    private static async Task<(string Registration, string Reset)> MailedAsync(TestApp app)
    {
        await using var mailing = await TestApp.OverAsync(app.Database, WithMail);
        using var client = mailing.Client();
        return (
            await LinkAsync("/daftar", "People.Mail.Registered", n => Task.FromResult($"warga-{n}@contoh.id")),
            await LinkAsync("/masuk/lupa", "People.Mail.Reset", async _ =>
                (await mailing.AccountAsync("bappeda", SeededApp.Begun)).Email));

        // The worker of the other product, which knows no mail server, may be faster: what cannot be sent loses its link at once.
        async Task<string> LinkAsync(string page, string key, Func<int, Task<string>> email)
        {
            for (var n = 0; n < Attempts; n++)
            {
                (await client.SubmitAsync(page, Typed("Email", await email(n)))).Dispose();
                if (await ReadAsync(app, db => db.Shared<MailRow>().Where(m => m.TextKey == key && m.Link != null).Select(m => m.Link)
                    .FirstOrDefaultAsync()) is { } link)
                {
                    return link;
                }
            }

            throw new InvalidOperationException($"No link of {key} was there to be read");
        }
    }

    private static async Task<(IReadOnlyList<LeftCookie> Code, (Actor Actor, IReadOnlyList<LeftCookie> Cookies) Recovery)> CodesAsync(
        TestApp app)
    {
        var account = await app.AccountAsync("bappeda", SeededApp.Begun);
        using var client = app.Client();
        await app.SignInAsync(client, account);
        var page = await client.PageAsync("/akun/keamanan/kode");
        var key = page.QuerySelector("main code")!.TextContent;
        using var typed = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Code"] = Totp.At(key, app.Database.Clock.GetUtcNow()),
            ["__RequestVerificationToken"] =
                page.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        });
        using var on = await client.PostAsync("/akun/keamanan/kode", typed);
        using var other = app.Client();
        using var password = await other.SubmitAsync("/masuk", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Name"] = account.Email, ["Password"] = account.Password,
        });
        var actor = TestPeople.Office("bappeda", SeededApp.Begun) with { User = account.User };
        return (Left(password), (actor, Left(on)));
    }

    private static List<LeftCookie> Left(HttpResponseMessage answer) =>
    [
        .. answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0].Split('=', 2)).Where(c => c[1].Length > 0)
            .Select(c => new LeftCookie(c[0], c[1])),
    ];

    /// <summary>An officer proposes a smaller area.</summary>
    private static async Task<Guid> ChangeAsync(SeededApp seeded)
    {
        var (services, day) = (seeded.App.Services, new DateOnly(2026, 1, 1));
        var file = (await RegisterRoom.FileAsync(services, seeded.Object, day))!;
        var input = ObjectInput.From(file, day, "SPOP contoh") with { LandArea = file.Current.LandArea - 1 };
        Assert.Equal(0, (await RegisterRoom.ChangeAsync(services, seeded.Object, file.Versions[^1].Version, input)).Value);
        return Assert.Single(await RegisterRoom.WaitingAsync(services)).Of.Id;
    }

    private static async Task<Guid> ReportAsync(SeededApp seeded)
    {
        var services = seeded.App.Services;
        var land = RegisterRoom.Land(seeded.Taxpayer, new DateOnly(2025, 1, 1));
        var nop = (await RegisterRoom.RegisterAsync(services, Number, land)).Value;
        var given = await services.AsAsync<AssignSurvey, Outcome<int>>(seeded.Decider, a => a.RunAsync(
            RegisterRoom.Home, nop.ToString(), seeded.Surveyor.User!.Value.ToString(), ("Periksa luas", null), default));
        Assert.Equal(1, given.Value);
        var task = await ReadAsync(seeded.App, db => db.In<SurveyTask>(RegionScope.Of(RegisterRoom.Home)).Where(t => t.Nop == nop)
            .Select(t => t.Id).SingleAsync());
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["address"] = "Jalan Objek 7", ["rt"] = "", ["rw"] = "", ["land_area"] = "150", ["land_kind"] = "1", ["place"] = "",
        };
        var report = new ReportInput(Guid.CreateVersion7(), task, 1, facts, string.Empty, null);
        var sent = await services.AsAsync<SubmitReport, Outcome<SurveyReport>>(
            seeded.Surveyor, s => s.RunAsync(RegisterRoom.Home, report, default));
        Assert.False(sent.Failed, sent.Failed ? sent.Problem.ToString() : null);
        return sent.Value.Id;
    }

    private static async Task<Guid> RevaluationAsync(SeededApp seeded)
    {
        var made = await seeded.App.Services.AsAsync<RevaluationDesk, Outcome<Revaluation>>(
            seeded.Decider, d => d.MakeAsync(RegisterRoom.Home, 2026, default));
        Assert.False(made.Failed, made.Failed ? made.Problem.ToString() : null);
        return made.Value.Id;
    }

    private static async Task<Guid> FindAsync(SeededApp seeded)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["village"] = "1672010001", ["block"] = "1", ["owner"] = "Contoh Temuan", ["address"] = "Jalan Temuan 1", ["land_area"] = "90",
            ["land_kind"] = "1", ["place"] = "-4.021500, 103.252000", ["b1.use"] = "01", ["b1.area"] = "54", ["b1.floors"] = "1",
            ["b1.built"] = "2015",
        };
        var sent = await seeded.App.Services.AsAsync<SubmitFind, Outcome<SurveyFind>>(
            seeded.Surveyor, s => s.RunAsync(RegisterRoom.Home, new(Guid.CreateVersion7(), facts, string.Empty, null), default));
        Assert.False(sent.Failed, sent.Failed ? sent.Problem.ToString() : null);
        return sent.Value.Id;
    }

    private static Dictionary<string, string> Typed(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
