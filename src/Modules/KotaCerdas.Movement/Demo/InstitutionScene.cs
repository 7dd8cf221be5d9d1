using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Demo;

/// <summary>How a region makes its decrees.</summary>
/// <param name="Here">True where they are signed on the platform, false where they are brought on paper.</param>
/// <param name="Secretary">Who signs the second one by a letter of the head, or null for the head.</param>
/// <param name="LastWaits">True where the last one still waits for its signature.</param>
internal sealed record DemoDecrees(bool Here, UserId? Secretary = null, bool LastWaits = false);

/// <summary>The decrees, the sessions and the forum of one region.</summary>
internal sealed class InstitutionScene(DemoStage stage, (DemoRegion Region, DemoRegionOffices Offices, UserId Mentor) of, CallId call)
{
    private static readonly string[] Dimensions = ["governance", "branding", "economy", "living", "society", "environment"];

    private static readonly (string Party, string Key, int People)[] Guests =
    [
        ("government", "Movement.Demo.GuestOffices", 14), ("academia", "Movement.Demo.GuestUniversity", 3),
        ("business", "Movement.Demo.GuestBusiness", 5), ("community", "Movement.Demo.GuestCommunity", 6),
            ("media", "Movement.Demo.GuestMedia", 2),
    ];

    private RegionCode Code => of.Region.Code;

    private UserId Officer => of.Offices.Diskominfo;

    /// <summary>Accepts that many of the two decrees, signed here or brought on paper.</summary>
    public async Task DecreesAsync(DateOnly begin, int count, DemoDecrees how)
    {
        string[] kinds = ["dewan", "tim-pelaksana"];
        foreach (var (index, kind) in kinds.Take(count).Index())
        {
            var day = begin.AddDays(25 + (12 * index) + (of.Region.Rank % 20));
            stage.Clock.Set(day, 9, of.Region.Rank % 60);
            var id = await stage.AsAsync(Officer, (WriteDecree o) => o.StartAsync(Code, kind, stage.Cancel));
            foreach (var seat in kind == "dewan" ? Council() : Team())
            {
                await stage.AsAsync(Officer, (WriteDecree o) => o.SeatAsync(Code, id, seat, stage.Cancel));
            }

            var waits = how.LastWaits && index == count - 1;
            await (how.Here ? SignAsync(id, day, (index == 1 ? how.Secretary : null, waits)) : BringAsync(id, kind, day));
            if (!waits)
            {
                stage.Clock.Set(day.AddDays(3), 14, of.Region.Rank % 60);
                await stage.AsAsync(of.Mentor, (JudgeDecree o) => o.RunAsync(Code, id, null, stage.Cancel));
            }
        }
    }

    /// <summary>The decree was made outside: number, date and file are brought and handed in.</summary>
    private async Task BringAsync(Guid id, string kind, DateOnly day)
    {
        var number = $"DEMO/{(kind == "dewan" ? 1 : 2)}/{Code}/2026";
        await using var file = DemoDocument.Of(stage.Say("Movement.Demo.Label"), number, of.Region.Region.Name);
        var input = new DecreeInput(number, day.AddDays(-1));
        await stage.AsAsync(Officer, (WriteDecree o) => o.SaveAsync(Code, id, input, (file, $"{kind}-{Code}.pdf"), stage.Cancel));
        await stage.AsAsync(Officer, (JudgeDecree o) => o.SubmitAsync(Code, id, stage.Cancel));
    }

    /// <summary>The decree is numbered and signed here: by the head or, by a letter of the head, by the secretary.</summary>
    private async Task SignAsync(Guid id, DateOnly day, (UserId? Secretary, bool Waits) who)
    {
        if (who.Secretary is not null)
        {
            var letter = (stage.Say("Movement.Demo.SecretaryOffice"), day.AddDays(30));
            await stage.AsAsync(Officer, (DelegateDecree o) => o.PrepareAsync(Code, id, letter, stage.Cancel));
            var made = (await DecreeAsync(id)).LetterId!.Value;
            await stage.AsAsync(of.Offices.Head, (DelegateDecree o) => o.GrantAsync(Code, (id, made), SigningHand.None, stage.Cancel));
        }

        await stage.AsAsync(Officer, (PrepareDecree o) => o.RunAsync(Code, id, stage.Cancel));
        if (!who.Waits)
        {
            stage.Clock.Set(day, 14, of.Region.Rank % 60);
            var document = (await DecreeAsync(id)).DocumentId!.Value;
            await stage.AsAsync(who.Secretary ?? of.Offices.Head, (SignDecree o) =>
                o.RunAsync(Code, (id, document), SigningHand.None, stage.Cancel));
        }
    }

    private Task<Decree> DecreeAsync(Guid id) => stage.ReadAsync((KotaDb db) => db.In<Decree>(RegionScope.Of(Code)).AsNoTracking()
        .SingleAsync(d => d.RegionCode == Code && d.Id == id, stage.Cancel));

    /// <summary>The session of a stage, with attendance, a material and minutes.</summary>
    public async Task SessionAsync(GuideStage stageOf, DateOnly day)
    {
        stage.Clock.Set(day, 8);
        var input = new MeetingInput(
            day.AddDays(-1), day.AddDays(stageOf.Days - 2), false, stage.Say("Movement.Demo.SessionPlace"), stageOf.Aim.Id);
        var id = await stage.AsAsync(
            of.Mentor, (PlanMeeting o) => o.RunAsync(Code, MeetingKind.Session, (call, stageOf.Code), input, stage.Cancel));
        foreach (var (party, key, people) in new[]
        {
            ("opd", "Movement.Demo.GuestOffices", 22), ("university", "Movement.Demo.GuestUniversity", 4),
        })
        {
            await CountAsync(Officer, id, (party, key), people);
        }

        await using var file = DemoDocument.Of(stage.Say("Movement.Demo.Label"), stageOf.Name.Id);
        await stage.AsAsync(of.Mentor, (KeepMeeting o) => o.AttachAsync(
            Code, id, new(MeetingFileKind.Material, string.Empty, stage.Say("Movement.Demo.Material")), (file, $"{stageOf.Code}.pdf"),
            stage.Cancel));
        var minutes = stage.Say("Movement.Demo.SessionMinutes", stageOf.Name.Id);
        await stage.AsAsync(of.Mentor, (KeepMeeting o) => o.HoldAsync(Code, id, minutes, stage.Cancel));
    }

    /// <summary>Three forum meetings: what they decided is done, open, and late.</summary>
    public async Task ForumAsync()
    {
        DateOnly[] days = [new(2026, 7, 8), new(2026, 9, 30), new(2026, 11, 11)];
        foreach (var (index, day) in days.Index())
        {
            stage.Clock.Set(day, 9);
            var input = new MeetingInput(day, day, index == 2, stage.Say("Movement.Demo.ForumPlace"),
                stage.Say("Movement.Demo.ForumAgenda"));
            var id = await stage.AsAsync(Officer, (PlanMeeting o) => o.RunAsync(Code, MeetingKind.Forum, null, input, stage.Cancel));
            foreach (var (party, key, people) in Guests)
            {
                await CountAsync(Officer, id, (party, key), people);
            }

            var decision = new DecisionInput(
                stage.Say($"Movement.Demo.ForumDecision{index + 1}"), stage.Say("Movement.Demo.ForumOwner"), day.AddDays(40));
            var decided = await stage.AsAsync(Officer, (DecideInMeeting o) => o.RunAsync(Code, id, decision, stage.Cancel));
            var minutes = stage.Say("Movement.Demo.ForumMinutes", decision.Body);
            await stage.AsAsync(Officer, (KeepMeeting o) => o.HoldAsync(Code, id, minutes, stage.Cancel));
            if (index == 0)
            {
                stage.Clock.Set(day.AddDays(30), 9);
                var outcome = stage.Say("Movement.Demo.ForumOutcome");
                await stage.AsAsync(Officer, (DecideInMeeting o) => o.CloseAsync(
                    Code, (id, decided), MeetingDecisionState.Done, outcome, stage.Cancel));
            }
        }
    }

    private Task<Nothing> CountAsync(UserId by, Guid id, (string Party, string Key) who, int people) =>
        stage.AsAsync(by, (KeepMeeting o) => o.CountAsync(Code, id, (who.Party, stage.Say(who.Key)), people, stage.Cancel));

    private IEnumerable<SeatInput> Council()
    {
        yield return new("chair", string.Empty, "government", stage.Say("Movement.Demo.SeatHead", of.Region.Region.Name));
        yield return new("secretary", string.Empty, "government", stage.Say("Movement.Demo.SeatSecretary", of.Region.Region.Name));
        foreach (var (party, key, _) in Guests.Where(g => g.Party != "government"))
        {
            yield return new("member", string.Empty, party, stage.Say(key));
        }
    }

    private IEnumerable<SeatInput> Team() =>
    [
        new("chair", string.Empty, "government", stage.Say("Movement.Demo.SeatSecretary", of.Region.Region.Name)),
        new("secretary", string.Empty, "government", stage.Say("Movement.Demo.SeatDiskominfo", of.Region.Region.Name)),
        .. Dimensions.Select((d, i) => new SeatInput("working-group", d, "government", stage.Say("Movement.Demo.SeatOffice", i + 1))),
    ];
}
