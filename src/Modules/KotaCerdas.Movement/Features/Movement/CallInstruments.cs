using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features;

/// <summary>What assessment and selection rest on: the published instruments of a call and the working-day calendar.</summary>
internal sealed class CallInstruments(InstrumentStore store)
{
    private static readonly Lazy<WorkingCalendar> Shipped = new(() =>
        new WorkingCalendar(CalendarFile.Shipped(ShippedData.PathOf("calendars"))));

    /// <summary>The assessors' sheet with its published weights. Where it is not there, nothing can be scored or ranked.</summary>
    public async Task<Outcome<InstrumentEngine>> AssessmentAsync(Call call, CancellationToken cancel) =>
        await PublishedAsync(call.AssessmentInstrument, call.AssessmentVersion, cancel) is { } engine
            ? engine
            : new Problem("Movement.Assess.NoInstrument", null, $"{call.AssessmentInstrument}@{call.AssessmentVersion}");

    /// <summary>The questionnaire of the call, or null.</summary>
    public Task<InstrumentEngine?> ApplicationAsync(Call call, CancellationToken cancel) =>
        PublishedAsync(call.ApplicationInstrument, call.ApplicationVersion, cancel);

    /// <summary>The decrees of holidays that are known. A year without one makes every working-day period in it a refusal.</summary>
    public WorkingCalendar Calendar() => Shipped.Value;

    private async Task<InstrumentEngine?> PublishedAsync(string code, int version, CancellationToken cancel) =>
        await store.FindAsync(code, version, cancel) is { State: InstrumentState.Published } found ? InstrumentStore.EngineOf(found) : null;
}
