using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Why an open call is changed, as typed, and the rules of it.</summary>
internal static class ChangeReason
{
    public const int TextLength = 1_000;
    public const int LetterLength = 100;

    /// <summary>Reads the three fields; a letter that is not there has neither number nor date.</summary>
    public static Outcome<MinistryReason> Read(string? text, string? letterNumber, DateFields letterDate)
    {
        var date = letterDate.Empty ? default(Outcome<DateOnly>?) : letterDate.Read(nameof(MinistryReason.LetterDate));
        return date is { Failed: true } wrong ? wrong.Problem
            : new MinistryReason((text ?? string.Empty).Trim(), (letterNumber ?? string.Empty).Trim(), date?.Value);
    }

    /// <summary>What is wrong, each on its field; empty where nothing is.</summary>
    /// <param name="letterNeeded">True where the ministry has to say so in a letter.</param>
    public static List<Problem> Check(MinistryReason why, bool letterNeeded)
    {
        List<Problem> problems = [];
        if (why.Text.Length is 0 or > TextLength)
        {
            problems.Add(new("Movement.Application.ReasonNeeded", "Reason", TextLength));
        }

        if (why.LetterNumber.Length > LetterLength)
        {
            problems.Add(new("Movement.Call.LetterLong", nameof(why.LetterNumber), LetterLength));
        }

        if (why.LetterNumber.Length == 0 && (letterNeeded || why.LetterDate is not null))
        {
            problems.Add(new("Movement.Call.LetterNumberNeeded", nameof(why.LetterNumber)));
        }

        if (why.LetterDate is null && letterNeeded)
        {
            problems.Add(new("Movement.Call.LetterDateNeeded", nameof(why.LetterDate)));
        }

        return problems;
    }
}
