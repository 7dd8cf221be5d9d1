using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features;

/// <summary>The assessors' sheet of a call, compiled.</summary>
internal sealed class CallInstruments(CallSources sources)
{
    /// <summary>The sheet with its published weights. Where it is not there, nothing can be scored or ranked.</summary>
    public async Task<Outcome<InstrumentEngine>> AssessmentAsync(Call call, CancellationToken cancel) =>
        await sources.InstrumentAsync(call.AssessmentInstrument, call.AssessmentVersion, cancel) is { } engine
            ? engine
            : new Problem("Movement.Assess.NoInstrument", null, $"{call.AssessmentInstrument}@{call.AssessmentVersion}");
}
