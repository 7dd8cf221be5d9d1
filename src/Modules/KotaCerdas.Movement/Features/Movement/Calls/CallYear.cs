using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>The days of a call lie near its year: in it, or in the one before or after.</summary>
internal static class CallYear
{
    /// <summary>Null where the day is near enough.</summary>
    public static Problem? Refuse(int year, DateOnly day, string field) => Math.Abs(day.Year - year) <= 1 ? null
        : new Problem("Movement.Call.FarFromYear", field, Text(year), Text(year - 1), Text(year + 1));

    public static IEnumerable<Problem> Check(int year, CallDays days) => new[]
    {
        Refuse(year, days.SubmitBy, nameof(days.SubmitBy)),
        Refuse(year, days.AssessFrom, nameof(days.AssessFrom)),
        Refuse(year, days.AssessTo, nameof(days.AssessTo)),
    }.OfType<Problem>();

    private static string Text(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
