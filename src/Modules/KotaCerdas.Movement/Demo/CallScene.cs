using System.Globalization;
using System.Text;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Indices;
using KotaCerdas.Movement.Features.Invitations;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Demo;

/// <summary>The ministry prepares: instruments published, indices imported, a call opened, regions invited by a rule.</summary>
internal sealed class CallScene(DemoStage stage, DemoCast cast)
{
    public static readonly InstrumentChoice Questionnaire = new("aplikasi-2018", 1);
    public static readonly InstrumentChoice Sheet = new("penilaian-contoh", 1);

    private const string Index = "spbe";

    public async Task PublishAsync()
    {
        foreach (var choice in new[] { Questionnaire, Sheet })
        {
            var version = await stage.ReadAsync((InstrumentStore s) => s.FindAsync(choice.Code, choice.Version, stage.Cancel));
            if (version is { State: InstrumentState.Published })
            {
                continue;
            }

            var actor = await ActorAsync();
            var answers = SampleAnswers.Of(InstrumentStore.EngineOf(version!).Instrument);
            await stage.AsAsync(
                cast.Officer, (InstrumentStore s) => s.TryOutAsync(actor, choice.Code, choice.Version, answers, stage.Cancel));
            await stage.AsAsync(cast.Officer, (InstrumentStore s) => s.PublishAsync(actor, choice.Code, choice.Version, stage.Cancel));
        }
    }

    /// <summary>Imports a generated index for a year that has no real one: the rule reaches just the invited.</summary>
    /// <returns>The year: the newest one asked for, or the next before it without real values.</returns>
    public async Task<int> ImportIndexAsync(IReadOnlyList<DemoRegion> regions, (int Again, int Invited) bounds, int newest)
    {
        var scope = RegionScope.National("years of an index");
        var taken = await stage.ReadAsync((KotaDb db) => db.In<IndexValue>(scope)
            .Where(v => v.IndexCode == Index).Select(v => v.Year).Distinct().ToListAsync(stage.Cancel));
        var year = Enumerable.Range(0, 20).Select(i => newest - i).First(y => !taken.Contains(y));
        var source = stage.Say("Movement.Demo.Label");
        var file = new StringBuilder("region_code,index,year,value,source\n");
        foreach (var region in regions)
        {
            var value = ValueOf(region.Rank, regions.Count, bounds);
            file.Append(CultureInfo.InvariantCulture, $"{region.Code},{Index},{year},{value},{source}\n");
        }

        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file.ToString()), writable: false);
        var import = await stage.AsAsync(
            cast.Officer, (ImportIndices o) => o.RunAsync(content, dryRun: false, generated: true, stage.Cancel));
        Check.That(import.Written);
        return year;
    }

    public async Task<CallId> OpenAsync(CallInput input, DateOnly drafted)
    {
        stage.Clock.Set(drafted, 9);
        var id = await stage.AsAsync(cast.Officer, (SaveCall o) => o.CreateAsync(input, generated: true, stage.Cancel));
        stage.Clock.Set(input.OpensOn, 8);
        await stage.AsAsync(cast.Officer, (OpenCall o) => o.RunAsync(id, 1, stage.Cancel));
        return id;
    }

    /// <summary>Invites by a rule what it names, as the invitation operation does: one region a write.</summary>
    public async Task<int> InviteAsync(CallId id, int indexYear, string bound, Action<int, int> progress)
    {
        var rule = new InvitationRule([], [new Condition(Index, indexYear, AtLeast: true, bound)]);
        var call = await stage.CallAsync(id);
        stage.Clock.Set(call.OpensOn, 10);
        var judged = await stage.ReadAsync((InvitationQueries q) => q.JudgeAsync(call, rule, stage.Cancel));
        var chosen = judged.Where(c => c.Verdict.Invites).ToList();
        var sentence = await stage.ReadAsync((Texts texts) => Task.FromResult(RuleSentence.Of(rule, texts)));
        var letter = new InvitationLetter(call.LetterNumber, call.LetterDate);
        foreach (var (index, candidate) in chosen.Index())
        {
            await stage.AsAsync(
                cast.Officer,
                (InviteRegion o) => o.RunAsync(call, candidate.Region.Code, (sentence, candidate.Verdict.Findings), letter, stage.Cancel));
            progress(index + 1, chosen.Count);
        }

        return chosen.Count;
    }

    /// <summary>Invites regions by name, with the officer's reason.</summary>
    public async Task InviteByNameAsync(CallId id, IEnumerable<RegionCode> regions, string reason)
    {
        var call = await stage.CallAsync(id);
        stage.Clock.Set(call.OpensOn, 11);
        var letter = new InvitationLetter(call.LetterNumber, call.LetterDate);
        foreach (var region in regions)
        {
            await stage.AsAsync(cast.Officer, (InviteRegion o) => o.RunAsync(call, region, (reason, []), letter, stage.Cancel));
        }
    }

    public static string BoundOfAll => "2.6";

    public static string BoundOfAgain => "3.5";

    private async Task<Actor> ActorAsync() =>
        await stage.ReadAsync((IServiceProvider services) => stage.ActorAsync(services, cast.Officer));

    /// <summary>From 4.10 down: 3.50 is reached by those invited again, 2.60 by the invited, less by the others.</summary>
    private static string ValueOf(int rank, int count, (int Again, int Invited) bounds)
    {
        var value = rank < bounds.Again ? Between(4.10, 3.50, rank, bounds.Again)
            : rank < bounds.Invited ? Between(3.49, 2.60, rank - bounds.Again, bounds.Invited - bounds.Again)
            : Between(2.59, 1.40, rank - bounds.Invited, count - bounds.Invited);
        return value.ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static double Between(double from, double to, int place, int places) => from + ((to - from) * place / Math.Max(1, places - 1));
}
