using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>An application with all that its pages and operations look at.</summary>
internal sealed record Dossier(Call Call, Region Region, InstrumentEngine Questionnaire, Application? Application)
{
    public required Dictionary<string, Answer> Answers { get; init; }

    /// <summary>Evidence in force, by question.</summary>
    public required ILookup<string, Evidence> Evidence { get; init; }

    /// <summary>Reasons of the last return, by question; empty code for the whole.</summary>
    public required IReadOnlyDictionary<string, string> Reasons { get; init; }

    public Invitation? Invitation { get; init; }

    public Instrument Instrument => Questionnaire.Instrument;

    public IReadOnlyDictionary<string, Value> Values =>
        AnswerValues.Of(Instrument, Answers.ToDictionary(a => a.Key, a => a.Value.Value), Evidence);

    public Progress Progress => Progress.Of(Questionnaire, Values, Evidence);
}

/// <summary>Reads applications. What it reads is one region's; who may see it is asked before.</summary>
internal sealed class ApplicationDesk(KotaDb db, CallSources sources)
{
    public async Task<Outcome<Dossier>> ReadAsync(RegionCode region, CallId id, CancellationToken cancel)
    {
        var call = await db.Shared<Call>().SingleOrDefaultAsync(c => c.Id == id, cancel);
        var place = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == region, cancel);
        if (call is null || place is null || call.Status == CallStatus.Draft)
        {
            return new Problem("Movement.Application.NotFound");
        }

        var questionnaire = await sources.QuestionnaireAsync(call, cancel);
        if (questionnaire.Failed)
        {
            return questionnaire.Problem;
        }

        var scope = RegionScope.Of(region);
        var application = await db.In<Application>(scope).SingleOrDefaultAsync(a => a.RegionCode == region && a.CallId == id, cancel);
        var answers = await db.In<Answer>(scope).Where(a => a.RegionCode == region && a.CallId == id).ToListAsync(cancel);
        var evidence = await db.In<Evidence>(scope).Where(e => e.RegionCode == region && e.CallId == id && e.RemovedAt == null)
            .OrderBy(e => e.AddedAt).ToListAsync(cancel);
        return new Dossier(call, place, questionnaire.Value, application)
        {
            Answers = answers.ToDictionary(a => a.ItemCode, StringComparer.Ordinal),
            Evidence = evidence.ToLookup(e => e.ItemCode, StringComparer.Ordinal),
            Reasons = await ReasonsAsync(application, cancel),
            Invitation = await db.In<Invitation>(scope).SingleOrDefaultAsync(i => i.RegionCode == region && i.CallId == id, cancel),
        };
    }

    /// <summary>What the region answered in its previous call with the same question codes; none where there was none.</summary>
    public async Task<EarlierAnswers> EarlierAsync(RegionCode region, Call call, CancellationToken cancel)
    {
        foreach (var before in await Earlier(db, call).ToListAsync(cancel))
        {
            var answers = await db.In<Answer>(RegionScope.Of(region)).AsNoTracking()
                .Where(a => a.RegionCode == region && a.CallId == before.Id && a.Value != "").ToListAsync(cancel);
            if (answers.Count > 0)
            {
                return new(before.Year, answers.ToDictionary(a => a.ItemCode, StringComparer.Ordinal));
            }
        }

        return EarlierAnswers.None;
    }

    /// <summary>Calls of the track before this one, the newest first; also one of its year that was withdrawn.</summary>
    public static IQueryable<Call> Earlier(KotaDb db, Call call) => db.Shared<Call>().AsNoTracking()
        .Where(c => c.Track == call.Track && c.Status != CallStatus.Draft
            && (c.Year < call.Year || (c.Year == call.Year && c.Status == CallStatus.Withdrawn && c.Id != call.Id)))
        .OrderByDescending(c => c.Year).ThenByDescending(c => c.Id);

    /// <summary>The returns of an application with what changed after each, the first one first.</summary>
    public Task<IReadOnlyList<ReviewRound>> RoundsAsync(Dossier file, CancellationToken cancel) => ReviewRounds.ReadAsync(db, file, cancel);

    /// <summary>Working days, for the clocks of an application.</summary>
    public Task<WorkingCalendar> CalendarAsync(CancellationToken cancel) => sources.CalendarAsync(cancel);

    /// <summary>Starts the application where it is not, and keeps its completeness on its row, where the lists read it.</summary>
    public void Count(Dossier file, Actor actor, TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var application = file.Application;
        if (application is null)
        {
            application = new Application
            {
                RegionCode = file.Region.Code, CallId = file.Call.Id, StartedAt = now, StartedBy = actor.User,
                Generated = file.Call.Generated,
            };
            db.Add(application);
        }

        var total = file.Progress.Total;
        application.Saved(total.Done, total.Needed, now);
    }

    private async Task<IReadOnlyDictionary<string, string>> ReasonsAsync(Application? application, CancellationToken cancel)
    {
        if (application is null or { ReturnRound: 0 })
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        var (region, call, round) = (application.RegionCode, application.CallId, application.ReturnRound);
        return await db.In<ReturnReason>(RegionScope.Of(region))
            .Where(r => r.RegionCode == region && r.CallId == call && r.Round == round)
            .ToDictionaryAsync(r => r.ItemCode, r => r.Reason, cancel);
    }
}
