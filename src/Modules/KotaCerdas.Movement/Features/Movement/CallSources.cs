using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features;

/// <summary>What a call rests on: published instruments and the working-day calendar.</summary>
internal sealed class CallSources(InstrumentStore instruments, CalendarStore calendars)
{
    /// <summary>The questionnaire of a call; without it there is nothing to fill in.</summary>
    public async Task<Outcome<InstrumentEngine>> QuestionnaireAsync(Call call, CancellationToken cancel) =>
        await InstrumentAsync(call.ApplicationInstrument, call.ApplicationVersion, cancel) is { } engine
            ? engine
            : new Problem("Movement.Call.NoInstrument", null, $"{call.ApplicationInstrument}@{call.ApplicationVersion}");

    /// <summary>The assessors' sheet with its published weights. Where it is not there, nothing can be scored or ranked.</summary>
    public async Task<Outcome<InstrumentEngine>> AssessmentAsync(Call call, CancellationToken cancel) =>
        await InstrumentAsync(call.AssessmentInstrument, call.AssessmentVersion, cancel) is { } engine
            ? engine
            : new Problem("Movement.Assess.NoInstrument", null, $"{call.AssessmentInstrument}@{call.AssessmentVersion}");

    /// <summary>A published version, or null.</summary>
    public async Task<InstrumentEngine?> InstrumentAsync(string code, int version, CancellationToken cancel) =>
        await instruments.FindAsync(code, version, cancel) is { State: InstrumentState.Published } found ? InstrumentStore.EngineOf(found)
            : null;

    /// <summary>Titles of the instruments of a call that are published, by code and version.</summary>
    public async Task<IReadOnlyDictionary<(string Code, int Version), string>> TitlesAsync(Call call, CancellationToken cancel) =>
        (await instruments.ListAsync(cancel))
            .Where(i => i.State == InstrumentState.Published
                && ((i.Code == call.ApplicationInstrument && i.Version == call.ApplicationVersion)
                    || (i.Code == call.AssessmentInstrument && i.Version == call.AssessmentVersion)))
            .ToDictionary(i => (i.Code, i.Version), i => i.Title);

    /// <summary>Published versions of a kind, to choose from.</summary>
    public async Task<IReadOnlyList<InstrumentVersion>> PublishedAsync(InstrumentKind kind, CancellationToken cancel) =>
        [.. (await instruments.ListAsync(cancel)).Where(i => i.Kind == kind && i.State == InstrumentState.Published)];

    /// <summary>The decrees imported so far; a year without one is refused by name where a clock needs it.</summary>
    public Task<WorkingCalendar> CalendarAsync(CancellationToken cancel) => calendars.LoadAsync(cancel);
}
