using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Mentoring;

/// <summary>Two regions that a call selected, a mentor for the first, and everyone who takes part.</summary>
internal sealed class MentoredRegions(TestDatabase database)
{
    public static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");
    public static readonly RegionCode Sleman = RegionCode.Parse("34.04");
    public static readonly RegionCode Rejected = RegionCode.Parse("33.22");

    /// <summary>The day on the clock: 2 March 2026.</summary>
    public static readonly DateOnly Start = new(2026, 3, 2);

    public Actor Ministry { get; } = TestPeople.Office("ministry-officer");

    public Actor Officer { get; } = TestPeople.Office("diskominfo", "16.72");

    public Actor Head { get; } = TestPeople.Office("region-head", "16.72");

    public Actor Neighbour { get; } = TestPeople.Office("diskominfo", "34.04");

    public Actor Mentor { get; private set; } = Actor.Visitor;

    public Actor OtherMentor { get; private set; } = Actor.Visitor;

    public CallId Call { get; private set; }

    public TestDatabase Database => database;

    public Notices Notices { get; } = new(database);

    /// <summary>Selected and announced; mentoring has not begun.</summary>
    public static async Task<MentoredRegions> SelectedAsync(TestDatabase database)
    {
        var made = new MentoredRegions(database);
        made.Mentor = TestPeople.Office("mentor") with { User = await made.Notices.AccountAsync("mentor", "00") };
        made.OtherMentor = TestPeople.Office("mentor") with { User = await made.Notices.AccountAsync("mentor", "00") };
        await made.SelectAsync();
        return made;
    }

    /// <summary>Both regions in their first stage; the mentor is assigned to the first.</summary>
    public static async Task<MentoredRegions> OpenAsync(TestDatabase database)
    {
        var made = await SelectedAsync(database);
        foreach (var region in new[] { PagarAlam, Sleman })
        {
            Assert.True(Ok(await made.AsAsync(made.Ministry, (OpenMentoring o) => o.RunAsync(region, made.Call, Start, default))));
        }

        Ok(await made.AssignAsync(PagarAlam, made.Mentor));
        return made;
    }

    /// <summary>A later call that selected the same regions, with the same people; mentoring has not begun.</summary>
    public async Task<MentoredRegions> AgainAsync()
    {
        var again = new MentoredRegions(database) { Mentor = Mentor, OtherMentor = OtherMentor };
        await again.SelectAsync(call => call.Year++);
        return again;
    }

    public static T Ok<T>(Outcome<T> outcome)
    {
        Assert.False(outcome.Failed, outcome.Failed ? outcome.Problem.ToString() : null);
        return outcome.Value;
    }

    /// <summary>Runs an operation as a person, in a scope of its own like a request.</summary>
    public Task<TResult> AsAsync<TService, TResult>(Actor actor, Func<TService, Task<TResult>> run)
        where TService : notnull => database.WithAsync<IServiceProvider, TResult>(services =>
    {
        services.GetRequiredService<CurrentActor>().Value = actor;
        return run(services.GetRequiredService<TService>());
    });

    public Task<Outcome<Nothing>> AssignAsync(RegionCode region, Actor mentor) =>
        AsAsync(Ministry, (AssignMentor o) => o.RunAsync(region, Call, mentor.User!.Value, default));

    public Task<Outcome<AddedDraft>> AddAsync(string deliverable, string content = "isi", Actor? by = null) =>
        AsAsync(by ?? Officer, async (AddDraft o) =>
        {
            using var file = new MemoryStream(Pdf(content));
            return await o.RunAsync(PagarAlam, Call, new(deliverable, content, ""), (file, $"{deliverable}.pdf"), default);
        });

    public Task<Outcome<int>> SubmitAsync(string deliverable) =>
        AsAsync(Officer, (SubmitDraft o) => o.RunAsync(PagarAlam, Call, deliverable, default));

    public Task<Outcome<Nothing>> JudgeAsync(string deliverable, int number, string? returned = null, Actor? by = null) =>
        AsAsync(by ?? Mentor, (JudgeDraft o) => o.RunAsync(PagarAlam, Call, deliverable, (number, returned), default));

    public Task<Outcome<Nothing>> CommentAsync(Actor by, string deliverable, int number = 1) =>
        AsAsync(by, (CommentOnDraft o) => o.RunAsync(PagarAlam, Call, (deliverable, number), "Tambahkan sumber data", default));

    /// <summary>Hands in and accepts a deliverable.</summary>
    public async Task FinishAsync(string deliverable)
    {
        Ok(await AddAsync(deliverable, $"isi {deliverable}"));
        Ok(await JudgeAsync(deliverable, Ok(await SubmitAsync(deliverable))));
    }

    /// <summary>Finishes the required deliverables of a stage.</summary>
    public async Task FinishStageAsync(string stage)
    {
        foreach (var deliverable in new Guides().Of("2018-1").Of(stage).Where(d => d.Required))
        {
            await FinishAsync(deliverable.Code);
        }
    }

    public async Task<MentoringFile> FileAsync() =>
        Ok(await AsAsync(Mentor, (MentoringDesk desk) => desk.ReadAsync(PagarAlam, Call, default)));

    /// <summary>Begins a decree and fills it so far that it can be handed in.</summary>
    public async Task<Guid> WriteDecreeAsync(string kind, bool complete = true)
    {
        var id = Ok(await AsAsync(Officer, (WriteDecree o) => o.StartAsync(PagarAlam, kind, default)));
        using var file = new MemoryStream(Pdf($"keputusan {kind}"));
        Ok(await AsAsync(Officer, (WriteDecree o) => o.SaveAsync(PagarAlam, id, new("800/12/2026", Start), (file, "sk.pdf"), default)));
        string[] seats = kind == "dewan" ? ["chair", "member"] : ["chair", "secretary"];
        foreach (var role in seats.Take(complete ? 9 : 1))
        {
            Ok(await SeatAsync(id, role));
        }

        foreach (var dimension in kind == "dewan" || !complete ? []
            : new[] { "governance", "branding", "economy", "living", "society", "environment" })
        {
            Ok(await SeatAsync(id, "working-group", dimension));
        }

        return id;
    }

    public Task<Outcome<Guid>> SeatAsync(Guid decree, string role, string dimension = "") => AsAsync(
        Officer,
        (WriteDecree o) => o.SeatAsync(PagarAlam, decree, new(role, dimension, "government", $"Kepala Dinas {role}{dimension}"), default));

    public static byte[] Pdf(string content) => [.. "%PDF-1.4\n"u8, .. System.Text.Encoding.UTF8.GetBytes(content)];

    private Task SelectAsync(Action<Call>? adjust = null) => database.WithAsync<KotaDb>(async db =>
    {
        var now = database.Clock.GetUtcNow().UtcDateTime;
        var call = SomeCall.Draft(database.Clock);
        Call = call.Id;
        adjust?.Invoke(call);
        Assert.Null(call.Advance(CallStatus.Open, Ministry, now));
        Assert.Null(call.Advance(CallStatus.Closed, Ministry, now));
        var decision = Ids.New(database.Clock);
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, default);
        db.Add(call);
        db.Add(new Announcement { CallId = call.Id, DecisionId = decision, At = now, ByName = "Direktur" });
        foreach (var (place, region) in new[] { PagarAlam, Sleman, Rejected }.Index())
        {
            db.Add(new DecisionLine
            {
                RegionCode = region, CallId = call.Id, DecisionId = decision, Place = place + 1, Total = 0,
                Reasons = new LineReasons(SelectionReason.ByRank, 3, null, [], []).Write(),
                Result = region == Rejected ? SelectionResult.Rejected : SelectionResult.Selected,
            });
        }

        await write.CommitAsync(default);
    });
}
