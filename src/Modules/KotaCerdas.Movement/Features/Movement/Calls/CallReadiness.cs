using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>What must be there before a call opens. Nothing is guessed: each missing thing is named.</summary>
/// <param name="Application">The questionnaire, or null where that version is not published.</param>
/// <param name="Assessment">The assessors' sheet, or null where that version is not published.</param>
/// <param name="Calendar">Working-day calendar.</param>
/// <param name="YearTaken">True where another call of the year and track runs.</param>
internal sealed record CallReadiness(Instrument? Application, Instrument? Assessment, WorkingCalendar Calendar, bool YearTaken)
{
    public List<Problem> Missing(Call call)
    {
        List<Problem> problems = [];
        if (YearTaken)
        {
            problems.Add(new("Movement.Call.YearTaken", null, call.Year.ToString()));
        }

        var applicationChoice = new InstrumentChoice(call.ApplicationInstrument, call.ApplicationVersion);
        var assessmentChoice = new InstrumentChoice(call.AssessmentInstrument, call.AssessmentVersion);
        CheckInstrument(problems, Application, applicationChoice, (call.OpensOn, call.SubmitBy));
        CheckInstrument(problems, Assessment, assessmentChoice, (call.AssessFrom, call.AssessTo));
        if (Assessment is { Criteria.Length: 0 })
        {
            problems.Add(new("Movement.Call.NoWeights", null, assessmentChoice.ToString()));
        }

        // The year after is needed too where the last clocks of the season run past New Year.
        foreach (var year in new[] { call.OpensOn.Year, call.AssessTo.Year }.Distinct().Except(Calendar.Years))
        {
            problems.Add(new("Movement.Call.NoCalendar", null, year.ToString()));
        }

        return problems;
    }

    private static void CheckInstrument(
        List<Problem> problems, Instrument? instrument, InstrumentChoice choice, (DateOnly From, DateOnly To) used)
    {
        if (instrument is null)
        {
            problems.Add(new("Movement.Call.NoInstrument", null, choice.ToString()));
        }
        else if (!instrument.IsValidOn(used.From) || !instrument.IsValidOn(used.To))
        {
            problems.Add(new("Movement.Call.InstrumentNotValid", null, choice.ToString(), used.From, used.To));
        }
    }
}
